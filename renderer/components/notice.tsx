import { type ReactNode, useEffect, useRef } from 'react';
import styles from './notice.module.css';
import type { Tone } from './phase-look.tsx';

interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly role?: 'alert' | 'status';
  /** It answers a press that may stand at the foot of what is in sight: it comes into sight itself. */
  readonly isAnswer?: boolean;
  readonly children: ReactNode;
}

/** A framed message inside a screen. */
export function Notice({ tone, icon, role, isAnswer = false, children }: NoticeProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isAnswer) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAnswer]);
  return (
    <div ref={place} className={styles.notice} data-tone={tone} {...(role === undefined ? {} : { role })}>
      {icon}
      <div className={styles.body}>{children}</div>
    </div>
  );
}
