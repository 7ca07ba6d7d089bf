import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { LinkButton } from './link-button.tsx';
import styles from './setup.module.css';
import { useModeChange } from './use-mode-change.ts';

/** Practice or real money: what each means, and the way to it. */
export function ModeStep({ onGo }: { readonly onGo: (place: GuidePlace) => void }) {
  const { t } = useText();
  const till = useTill();
  const isPractice = useSnapshot(({ mode }) => mode.kind === 'demo');
  const hasToken = useSnapshot(({ secrets }) => secrets.apiToken.isSet);
  const change = useModeChange();
  return (
    <>
      <div className={styles.cards}>
        <section className={styles.card} aria-labelledby="mode-practice">
          <h3 id="mode-practice" className={styles.subtitle}>
            {t('setup.mode.practice')}
          </h3>
          {isPractice && <IsNow />}
          <p className={styles.words}>{t('setup.mode.practice_say')}</p>
          {isPractice ? (
            <ActionButton key="stay" variant="default" onPress={() => till.open({ name: 'charge' })}>
              {t('setup.mode.practise_more')}
            </ActionButton>
          ) : (
            <ActionButton key="go" variant="default" loading={change.isBusy} onPress={change.goPractice}>
              {t('setup.mode.practise')}
            </ActionButton>
          )}
        </section>
        <section className={styles.card} aria-labelledby="mode-live">
          <h3 id="mode-live" className={styles.subtitle}>
            {t('setup.mode.live')}
          </h3>
          {!isPractice && <IsNow />}
          <p className={styles.words}>{t('setup.mode.live_say')}</p>
          {isPractice && hasToken && (
            <ActionButton key="change" loading={change.isBusy} onPress={change.goLive}>
              {t('setup.mode.to_live')}
            </ActionButton>
          )}
          {isPractice && !hasToken && (
            <ActionButton key="begin" onPress={() => onGo('token')}>
              {t('setup.mode.begin')}
            </ActionButton>
          )}
        </section>
      </div>
      {change.error !== null && <Refusal error={change.error} onClose={change.dismiss} />}
      {hasToken && <p className={styles.small}>{t('setup.mode.watched')}</p>}
      <p className={styles.small}>{t('setup.mode.test_account')}</p>
      <div className={styles.deeds}>
        <LinkButton link="helcim_test_account">{t('setup.mode.test_account_link')}</LinkButton>
      </div>
    </>
  );
}

function IsNow() {
  const { t } = useText();
  return (
    <p className={styles.now}>
      <CheckIcon size={20} />
      {t('setup.mode.is_now')}
    </p>
  );
}
