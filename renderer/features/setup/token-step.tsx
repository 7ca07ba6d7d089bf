import { useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '../../../shared/app-error.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { ClickPath } from './click-path.tsx';
import { LinkButton } from './link-button.tsx';
import { SecretField } from './secret-field.tsx';
import styles from './setup.module.css';
import { TokenFound } from './token-found.tsx';
import { TokenRights } from './token-rights.tsx';
import { UnkeptNotice } from './unkept-notice.tsx';
import { WaitingLine } from './waiting-line.tsx';

/** The API token: how to make one, the field for it, and what it opens. */
export function TokenStep() {
  const { t } = useText();
  const { bridge, guide } = useTill();
  const report = useStore(guide.store, (state) => state.report);
  const isSet = useSnapshot(({ secrets }) => secrets.apiToken.isSet);
  const [refusal, setRefusal] = useState<AppError | null>(null);
  const [isOtherMeant, setIsOtherMeant] = useState(false);
  const mayBeOther = isOtherMeant || refusal?.code === 'token_other_account';
  const field = (
    <div key="field" className={styles.group}>
      <UnkeptNotice />
      <SecretField
        name="apiToken"
        saveLabel={t('setup.token.check')}
        onSave={(token) => bridge.setup.saveToken({ token, isOtherAccountMeant: isOtherMeant })}
        onRefused={setRefusal}
        onKept={(found) => {
          setIsOtherMeant(false);
          guide.edit({ report: found });
        }}
        waiting={<WaitingLine words={t('setup.token.checking')} end={t('setup.token.checking_end')} />}
      />
      {mayBeOther && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={isOtherMeant}
            onChange={(event) => setIsOtherMeant(event.currentTarget.checked)}
          />
          <span>
            {t('setup.token.other_account')}
            <br />
            <span className={styles.small}>{t('setup.token.other_account_say')}</span>
          </span>
        </label>
      )}
      {report !== null && <TokenFound report={report} />}
    </div>
  );
  const how = <HowToMakeOne key="how" />;
  // What is set comes first; how to make another one stays below it. By their keys both keep what they are in.
  return isSet ? [field, how] : [how, field];
}

/** @see https://devdocs.helcim.com/docs/creating-an-api-access-token */
function HowToMakeOne() {
  const { t } = useText();
  return (
    <>
      <h3 className={styles.subtitle}>{t('setup.where')}</h3>
      <ClickPath steps={([1, 2, 3, 4, 5] as const).map((number) => t(`setup.token.path.${number}`))} />
      <TokenRights />
      <p className={styles.small}>{t('setup.token.purchase_only')}</p>
      <div className={styles.deeds}>
        <LinkButton link="helcim_api_access">{t('setup.read_more')}</LinkButton>
      </div>
    </>
  );
}
