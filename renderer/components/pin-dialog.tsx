import type { ReactNode } from 'react';
import type { Result } from '../../shared/app-error.ts';
import { pinLengthMin } from '../../shared/pin-rules.ts';
import { useText } from '../i18n/text.ts';
import { Dialog } from './dialog.tsx';
import { PinPad } from './pin-pad.tsx';
import { Refusal } from './refusal.tsx';
import { useCall } from './use-call.ts';
import { useManagerStatus } from './use-manager-status.ts';
import { usePinEntry } from './use-pin-entry.ts';
import { useWait } from './use-wait.ts';
import { WaitNotice } from './wait-notice.tsx';

interface PinDialogProps<Value> {
  readonly title?: string;
  /** What the PIN allows. */
  readonly children: ReactNode;
  readonly confirmLabel?: string;
  /** Makes the call that needs the PIN. It is asked once for each PIN typed; the PIN is forgotten at once. */
  readonly onPin: (pin: string) => Promise<Result<Value>>;
  readonly onDone: (value: Value) => void;
  readonly onBack: () => void;
}

/** Asks for the manager's PIN and makes one call with it; says why it was refused and how long to wait. */
export function PinDialog<Value>(props: PinDialogProps<Value>) {
  const { t } = useText();
  const { title, children, confirmLabel, onPin, onDone, onBack } = props;
  const entry = usePinEntry();
  const call = useCall();
  const manager = useManagerStatus();
  const { timed } = manager;
  /** The tries are counted in the ledger: without one that is open, no PIN is looked at. */
  const cannot = timed === null ? manager.error : null;
  const wait = useWait(timed?.status.pinWaitMs ?? 0, timed?.atMs ?? 0);
  const isTooShort = entry.count < pinLengthMin;
  const submit = async () => {
    if (isTooShort || wait.isWaiting || call.isBusy || cannot !== null) return;
    const pin = entry.take();
    const done = await call.run(() => onPin(pin));
    if (done === null) manager.refresh();
    else onDone(done.value);
  };
  // The wait says all that these two would.
  const isSaidByWait =
    wait.isWaiting && (call.error?.code === 'pin_wrong' || call.error?.code === 'pin_wait');
  return (
    <Dialog
      title={title ?? t('pin.enter')}
      onBack={onBack}
      confirmLabel={confirmLabel ?? t('pin.check')}
      onConfirm={() => void submit()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={isTooShort || wait.isWaiting || cannot !== null}
    >
      {children}
      <WaitNotice wait={wait} next={t('pin.wait_next')} />
      {cannot !== null && (
        <>
          <p role="status">{t('pin.not_now')}</p>
          <Refusal error={cannot} />
        </>
      )}
      {!wait.isWaiting && cannot === null && (
        <PinPad entry={entry} isBlocked={call.isBusy} onEnter={() => void submit()} />
      )}
      {call.error !== null && !isSaidByWait && !wait.isOver && (
        <Refusal error={call.error} onClose={call.dismiss} />
      )}
    </Dialog>
  );
}
