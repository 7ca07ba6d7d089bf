import type { ReactNode } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './setup.module.css';
import { useModeChange } from './use-mode-change.ts';

interface NeedsLiveProps {
  readonly onGo: (place: GuidePlace) => void;
  readonly children: ReactNode;
}

/** A step that sets up the till for real money must not be done on the one for practice. */
export function NeedsLive({ onGo, children }: NeedsLiveProps) {
  const { t } = useText();
  const isPractice = useSnapshot(({ mode }) => mode.kind === 'demo');
  const hasToken = useSnapshot(({ secrets }) => secrets.apiToken.isSet);
  const change = useModeChange();
  if (!isPractice) return children;
  return (
    <>
      <Notice tone="busy">
        <p>
          <strong>{t('setup.needs_live')}</strong>
        </p>
        {!hasToken && <p>{t('setup.needs_live_token')}</p>}
      </Notice>
      <div className={styles.deeds}>
        {hasToken ? (
          <ActionButton loading={change.isBusy} onPress={change.goLive}>
            {t('mode.back_to_live')}
          </ActionButton>
        ) : (
          <ActionButton onPress={() => onGo('token')}>{t('setup.needs_live_to_token')}</ActionButton>
        )}
      </div>
      {change.error !== null && <Refusal error={change.error} onClose={change.dismiss} />}
    </>
  );
}
