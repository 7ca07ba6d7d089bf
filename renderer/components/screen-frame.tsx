import { type ReactNode, useEffect, useRef } from 'react';
import styles from './screen-frame.module.css';

interface ScreenFrameProps {
  readonly title: string;
  /** False where the screen moves the focus to a better place itself. */
  readonly takesFocus?: boolean;
  /** True for a screen that fills the height and scrolls inside. */
  readonly isFull?: boolean;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One screen: its heading takes the focus when the screen opens, so that keyboard and screen reader follow. */
export function ScreenFrame({ title, takesFocus = true, isFull = false, aside, children }: ScreenFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
    // Where the screen before was scrolled to is nothing to this one.
    heading.current?.closest('main')?.scrollTo({ top: 0 });
  }, [takesFocus]);
  return (
    <div className={styles.screen} data-full={isFull}>
      <div className={styles.head}>
        <h1 className={styles.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
