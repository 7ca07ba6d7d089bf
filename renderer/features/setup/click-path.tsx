import type { ReactNode } from 'react';
import styles from './setup.module.css';

/** Where to click, in order. */
export function ClickPath({ steps }: { readonly steps: readonly ReactNode[] }) {
  return (
    <ol className={styles.path}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is all there is
        <li key={index}>{step}</li>
      ))}
    </ol>
  );
}
