import { useEffect, useEffectEvent, useRef } from 'react';
import { useText } from '../i18n/text.ts';
import { BackspaceIcon } from './icons.tsx';
import styles from './pin-pad.module.css';
import type { PinEntry } from './use-pin-entry.ts';

/** In the order of a keyboard's number block. */
const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0'] as const;

interface PinPadProps {
  readonly entry: PinEntry;
  readonly isBlocked: boolean;
  readonly onEnter: () => void;
}

/** Digits for fingers and for a keyboard; a dot for each, and their number for a screen reader. */
export function PinPad({ entry, isBlocked, onEnter }: PinPadProps) {
  const { t } = useText();
  useKeys(entry, isBlocked, onEnter);
  const first = useRef<HTMLButtonElement>(null);
  // A key that is blocked or taken away loses the focus to nowhere.
  useEffect(() => {
    if (!isBlocked && document.activeElement === document.body) first.current?.focus();
  }, [isBlocked]);
  return (
    <fieldset className={styles.pad} disabled={isBlocked} data-pin-pad>
      <legend className="visually-hidden">{t('pin.pad')}</legend>
      <div className={styles.dots} aria-hidden="true">
        {'●'.repeat(entry.count)}
      </div>
      <div role="status" className="visually-hidden">
        {entry.count > 0 && t('pin.typed', { count: entry.count })}
      </div>
      {keys.map((key, index) => (
        <button
          key={key}
          type="button"
          className={key === '0' ? styles.zero : styles.key}
          onClick={() => entry.add(key)}
          {...(index === 0 ? { ref: first, 'data-autofocus': true } : {})}
        >
          {key}
        </button>
      ))}
      <button type="button" className={styles.delete} aria-label={t('pin.delete')} onClick={entry.removeLast}>
        <BackspaceIcon size={28} />
      </button>
      <button type="button" className={styles.clear} aria-label={t('pin.clear')} onClick={entry.clear}>
        C
      </button>
    </fieldset>
  );
}

/** Digits count wherever the focus is in the dialog but in a field; Enter on the pad, or on nothing, is the deed. */
function useKeys(entry: PinEntry, isBlocked: boolean, onEnter: () => void): void {
  const take = useEffectEvent((event: KeyboardEvent) => {
    if (isBlocked || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('input, textarea')) return;
    const isOnPad = target?.closest('[data-pin-pad]') !== null || target?.closest('button') === null;
    if (/^[0-9]$/.test(event.key)) entry.add(event.key);
    else if (event.key === 'Backspace') entry.removeLast();
    else if (event.key === 'Enter' && isOnPad) onEnter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => take(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
