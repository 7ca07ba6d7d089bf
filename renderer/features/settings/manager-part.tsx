import { useState } from 'react';
import type { ManagerStatus } from '../../../shared/manager.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useManagerStatus } from '../../components/use-manager-status.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { LimitsList } from './limits-list.tsx';
import { NewPinDialog, type PinDeed } from './new-pin-dialog.tsx';
import { RefundTokenDialog } from './refund-token-dialog.tsx';
import styles from './settings-screen.module.css';

type Deed = PinDeed | 'setLimits' | 'setRefundToken' | 'forgetRefundToken';

/** The PIN that guards refunds, and from where on it is asked for. */
export function ManagerPart() {
  const { t } = useText();
  const { timed, error, refresh } = useManagerStatus();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [done, setDone] = useState<Deed | null>(null);
  const begin = (next: Deed) => {
    setDone(null);
    setDeed(next);
  };
  const finish = (status: ManagerStatus) => {
    setDone(deed);
    setDeed(null);
    refresh(status);
  };
  if (error !== null && timed === null) return <Refusal error={error} />;
  if (timed === null) return <p role="status">{t('settings.loading')}</p>;
  const { status } = timed;
  return (
    <section className={styles.part} aria-labelledby="manager-title" data-pin={status.pin}>
      <h2 id="manager-title" className={styles.title}>
        {t('manager.title')}
      </h2>
      {done !== null && (
        <Notice tone="good" role="status">
          <p>{t(`manager.done.${done}`)}</p>
        </Notice>
      )}
      <Standing status={status} isJustSaid={done !== null} />
      {status.limits !== null && <LimitsList limits={status.limits} />}
      {status.hasRefundToken && <p className={styles.words}>{t('refundToken.set')}</p>}
      <Deeds status={status} onDeed={begin} />
      {deed === 'setLimits' && status.limits !== null && (
        <LimitsDialog limits={status.limits} onDone={finish} onBack={() => setDeed(null)} />
      )}
      {(deed === 'setRefundToken' || deed === 'forgetRefundToken') && (
        <RefundTokenDialog deed={deed} onDone={finish} onBack={() => setDeed(null)} />
      )}
      {(deed === 'setPin' || deed === 'changePin' || deed === 'resetPin') && (
        <NewPinDialog deed={deed} onDone={finish} onBack={() => setDeed(null)} />
      )}
    </section>
  );
}

interface StandingProps {
  readonly status: ManagerStatus;
  /** True while a deed's own words stand above. */
  readonly isJustSaid: boolean;
}

/** How it stands, and what follows from it. */
function Standing({ status, isJustSaid }: StandingProps) {
  const { t } = useText();
  return (
    <>
      {status.pin === 'set' && !isJustSaid && <p className={styles.words}>{t('manager.set')}</p>}
      {status.pin === 'none' && (
        <Notice tone="warn" icon={<WarnIcon />}>
          <p>{t('manager.none')}</p>
          <p>{t('manager.none_next')}</p>
        </Notice>
      )}
      {status.lostBecause !== null && (
        <Notice tone="bad" icon={<WarnIcon />}>
          <p>
            {t('manager.lost')} {t(`manager.loss.${status.lostBecause}`)}
          </p>
          <p>{t('manager.lost_next')}</p>
        </Notice>
      )}
      {status.unkeptBecause !== null && (
        <Notice tone="warn" icon={<WarnIcon />}>
          <p>{t(`manager.unkept.${status.unkeptBecause}`)}</p>
        </Notice>
      )}
    </>
  );
}

interface DeedsProps {
  readonly status: ManagerStatus;
  readonly onDeed: (deed: Deed) => void;
}

function Deeds({ status, onDeed }: DeedsProps) {
  const { t } = useText();
  const isPractice = useSnapshot(({ mode }) => mode.kind === 'demo');
  if (status.pin === 'none')
    return (
      <div className={styles.deeds}>
        <ActionButton key="set" onPress={() => onDeed('setPin')}>
          {t('manager.set_pin')}
        </ActionButton>
      </div>
    );
  if (status.pin === 'lost')
    return (
      <div className={styles.deeds}>
        <ActionButton key="again" onPress={() => onDeed('resetPin')}>
          {t('manager.set_up_again')}
        </ActionButton>
      </div>
    );
  return (
    <div className={styles.deeds}>
      <ActionButton onPress={() => onDeed('setLimits')}>{t('manager.change_limits')}</ActionButton>
      <ActionButton variant="default" onPress={() => onDeed('changePin')}>
        {t('manager.change_pin')}
      </ActionButton>
      <ActionButton variant="default" onPress={() => onDeed('resetPin')}>
        {t('manager.reset_pin')}
      </ActionButton>
      {!isPractice && (
        <ActionButton variant="default" onPress={() => onDeed('setRefundToken')}>
          {t(status.hasRefundToken ? 'refundToken.replace' : 'refundToken.keep')}
        </ActionButton>
      )}
      {status.hasRefundToken && (
        <ActionButton variant="default" onPress={() => onDeed('forgetRefundToken')}>
          {t('refundToken.forget')}
        </ActionButton>
      )}
    </div>
  );
}
