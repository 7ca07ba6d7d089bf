import { useState } from 'react';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import styles from './setup.module.css';

/** What is waited for, how long it has lasted, and when it ends by itself. Made when the wait begins. */
export function WaitingLine({ words, end }: { readonly words: string; readonly end: string }) {
  const [sinceMs] = useState(() => performance.now());
  const nowMs = useNowMs(true);
  return (
    <p className={styles.words}>
      <span role="status">{words}</span>{' '}
      <span role="timer" aria-live="off">
        {formatElapsed(nowMs - sinceMs)}
      </span>{' '}
      <span className={styles.small}>({end})</span>
    </p>
  );
}
