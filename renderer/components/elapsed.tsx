import type { AttemptView } from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { formatElapsed, formatMoment } from '../i18n/format.ts';
import { useText } from '../i18n/text.ts';
import { ageNowMs } from '../state/age.ts';
import { useNowMs } from './use-now.ts';

/** While the attempt is open, the ticking time since its send; afterwards, when it was sent. */
export function AttemptTime({ view }: { readonly view: AttemptView }) {
  const { locale } = useText();
  const isTicking = isOpen(view.state);
  const nowMs = useNowMs(isTicking);
  if (isTicking) return <span role="timer">{formatElapsed(ageNowMs(view, nowMs))}</span>;
  const sentAtMs = view.sendBegunAtMs ?? view.preparedAtMs;
  return (
    <time dateTime={new Date(sentAtMs).toISOString()}>{formatMoment(sentAtMs, Date.now(), locale)}</time>
  );
}
