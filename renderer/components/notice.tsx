import type { ReactNode, Ref } from 'react';
import styles from './notice.module.css';
import type { Tone } from './phase-look.tsx';

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly role?: 'alert' | 'status';
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** A framed message inside a screen. */
export function Notice({ tone, icon, role, ref, children }: NoticeProps) {
  return (
    <div ref={ref} className={styles.notice} data-tone={tone} {...(role === undefined ? {} : { role })}>
      {icon}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
