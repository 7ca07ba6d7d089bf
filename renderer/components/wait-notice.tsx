import { formatElapsed } from '../i18n/format.ts';
import { useText } from '../i18n/text.ts';
import { WarnIcon } from './icons.tsx';
import { Notice } from './notice.tsx';
import type { Wait } from './use-wait.ts';

interface WaitNoticeProps {
  readonly wait: Wait;
  /** What to do meanwhile. */
  readonly next: string;
}

/** Why nothing is checked now, for how long, and what to do. Said once; the figure ticks without being read out. */
export function WaitNotice({ wait, next }: WaitNoticeProps) {
  const { t } = useText();
  if (wait.isOver) {
    return (
      <Notice tone="quiet" role="status">
        <p>{t('pin.wait_over')}</p>
      </Notice>
    );
  }
  if (!wait.isWaiting) return null;
  // A second begun is one that is left.
  const left = formatElapsed(Math.ceil(wait.leftMs / 1_000) * 1_000);
  return (
    <Notice tone="warn" role="alert" icon={<WarnIcon />}>
      <p>
        {t('pin.wait')}{' '}
        <strong role="timer" aria-live="off" data-wait>
          {left}
        </strong>
      </p>
      <p>{next}</p>
    </Notice>
  );
}
