import { useRef, useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './setup.module.css';

/** A text to be pasted elsewhere, with a button that copies it. */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useText();
  const shown = useRef<HTMLOutputElement>(null);
  const [said, setSaid] = useState('');
  const copy = () =>
    setSaid(t(shown.current !== null && copyOf(shown.current) ? 'setup.copied' : 'setup.copy_failed'));
  return (
    <div className={styles.deeds}>
      <output className={styles.url} aria-label={label} ref={shown} data-copy-text>
        {text}
      </output>
      <ActionButton onPress={copy}>{t('setup.copy')}</ActionButton>
      <span role="status">{said}</span>
    </div>
  );
}

/**
 * As if a person marked it and copied it. The newer call would need a permission, and this window is given none
 * (SECURITY: 5). The mark stays, so that a copy by hand is one press away.
 */
function copyOf(element: HTMLElement): boolean {
  document.getSelection()?.selectAllChildren(element);
  return document.execCommand('copy');
}
