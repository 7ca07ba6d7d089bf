import { type PinProblem, pinLengthMin } from '../../../shared/pin-rules.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { PinPad } from '../../components/pin-pad.tsx';
import { usePinEntry } from '../../components/use-pin-entry.ts';
import { useText } from '../../i18n/text.ts';
import styles from './settings-screen.module.css';

export type NewPinFault = PinProblem | 'differs';

interface NewPinStepProps {
  readonly title: string;
  readonly confirmLabel: string;
  readonly fault: NewPinFault | null;
  readonly isBusy?: boolean;
  readonly onPin: (pin: string) => void;
  readonly onBack: () => void;
}

/** Takes a new PIN once. */
export function NewPinStep({ title, confirmLabel, fault, isBusy = false, onPin, onBack }: NewPinStepProps) {
  const { t } = useText();
  const entry = usePinEntry();
  const isTooShort = entry.count < pinLengthMin;
  const submit = () => {
    if (!isTooShort && !isBusy) onPin(entry.take());
  };
  return (
    <Dialog
      title={title}
      onBack={onBack}
      confirmLabel={confirmLabel}
      onConfirm={submit}
      isConfirmBusy={isBusy}
      isConfirmBlocked={isTooShort}
    >
      <p className={styles.words}>{t('pin.new_hint')}</p>
      <PinPad entry={entry} isBlocked={isBusy} onEnter={submit} />
      {fault !== null && entry.count === 0 && (
        <Notice tone="bad" role="alert">
          <p>{fault === 'differs' ? t('pin.differs') : t(`pin.bad.${fault}`)}</p>
        </Notice>
      )}
    </Dialog>
  );
}
