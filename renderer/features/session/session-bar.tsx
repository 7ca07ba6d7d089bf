import { useState } from 'react';
import { LockIcon, OpenLockIcon, PersonIcon } from '../../components/icons.tsx';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { CashierDialog } from './cashier-dialog.tsx';
import styles from './session-bar.module.css';

/** Who stands at the till, and as what; the way to change both. */
export function SessionBar() {
  const { t } = useText();
  const cashier = useSnapshot(({ session }) => session.cashier);
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <div className={styles.bar}>
      <LockButton />
      <button type="button" className={styles.button} onClick={() => setIsChoosing(true)}>
        <PersonIcon size={20} />
        <span className="visually-hidden">{t('session.cashier_label')}</span>
        <span className={styles.name}>{cashier ?? t('session.nobody')}</span>
      </button>
      {isChoosing && <CashierDialog onClose={() => setIsChoosing(false)} />}
    </div>
  );
}

/** Locks at once, or asks for the PIN. Not there while no PIN is set: there is nothing to lock. */
function LockButton() {
  const { t } = useText();
  const { bridge, unlock } = useTill();
  const { role, canLock } = useSnapshot(({ session }) => session);
  if (!canLock) return null;
  const isManager = role === 'manager';
  const press = () => void (isManager ? ask(() => bridge.manager.lock(null)) : unlock.ask());
  return (
    <button type="button" className={styles.button} data-role={role} onClick={press}>
      {isManager ? <OpenLockIcon size={20} /> : <LockIcon size={20} />}
      {t(isManager ? 'session.lock' : 'session.unlock')}
      {isManager && <LockTime />}
    </button>
  );
}

const shownBelowMs = 60_000;

/** The last minute before the till locks itself. */
function LockTime() {
  const { t } = useText();
  const lockInMs = useSnapshot(({ session }) => session.lockInMs);
  const view = useSnapshot(({ session }) => session);
  const [seen, setSeen] = useState({ view, atMs: performance.now() });
  if (seen.view !== view) setSeen({ view, atMs: performance.now() });
  const nowMs = useNowMs(lockInMs !== null);
  if (lockInMs === null) return null;
  const leftMs = lockInMs - (nowMs - seen.atMs);
  if (leftMs > shownBelowMs) return null;
  return <span role="timer">{t('session.lock_in', { time: formatElapsed(leftMs) })}</span>;
}
