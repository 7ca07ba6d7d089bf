import type { ReactNode } from 'react';
import styles from './notice.module.css';
import type { Tone } from './phase-look.tsx';

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly role?: 'alert' | 'status';
  readonly children: ReactNode;
}

/** A framed message inside a screen. */
export function Notice({ tone, icon, role, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} {...(role === undefined ? {} : { role })}>
      {icon}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
