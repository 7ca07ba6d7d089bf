import { useText } from '../i18n/text.ts';
import { digitKeys, type KeypadKey } from './amount-edit.ts';
import { BackspaceIcon } from './icons.tsx';
import styles from './keypad.module.css';

interface KeypadProps {
  readonly onKey: (key: KeypadKey) => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

/** Digits for fingers. In the order of a keyboard's number block. */
export function Keypad({ onKey, onDelete, onClear }: KeypadProps) {
  const { t, mark } = useText();
  return (
    <fieldset className={styles.keypad}>
      <legend className="visually-hidden">{t('charge.keypad')}</legend>
      {[...digitKeys, mark].map((key) => (
        <button key={key} type="button" className={styles.key} onClick={() => onKey(key)}>
          {key}
        </button>
      ))}
      <button
        type="button"
        className={styles.delete}
        aria-label={t('charge.key.backspace')}
        onClick={onDelete}
      >
        <BackspaceIcon size={28} />
      </button>
      <button type="button" className={styles.clear} aria-label={t('charge.key.clear')} onClick={onClear}>
        C
      </button>
    </fieldset>
  );
}
