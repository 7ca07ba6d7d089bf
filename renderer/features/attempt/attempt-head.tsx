import { useEffect, useRef } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { isOpen } from '../../../shared/lifecycle.ts';
import { AttemptTime } from '../../components/elapsed.tsx';
import { useMoney } from '../../components/money.tsx';
import { attemptLook } from '../../components/phase-look.tsx';
import type { TextKey } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './attempt-head.module.css';
import { headlineOf } from './headline.ts';

/** What the time beside the amount is the time of; a request that never left was not sent at any time. */
function timeKeyOf(view: AttemptView): TextKey {
  if (isOpen(view.state)) return 'attempt.elapsed';
  return view.phase === 'not_sent' ? 'attempt.pressed_at' : 'attempt.sent_at';
}

/** The verdict, readable from across the counter: word, amount, terminal, time, and the practice mark. */
export function AttemptHead({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const money = useMoney();
  const isPractice = useSnapshot((snapshot) => snapshot.mode.practice);
  const { tone, Icon } = attemptLook(view);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading takes the focus for each attempt and each new phase
  useEffect(() => {
    if (document.querySelector('[role="dialog"]') === null) heading.current?.focus({ preventScroll: true });
  }, [view.id, view.phase]);
  const headline = headlineOf(view, t, (cents) => money(cents, view.currency));
  return (
    <section className={styles.head} data-tone={tone}>
      <div className={styles.mark}>
        <Icon size={72} />
      </div>
      <div className={styles.main}>
        <h1 className={styles.word} ref={heading} tabIndex={-1}>
          {headline.word}
        </h1>
        <p className={styles.say}>{headline.say}</p>
        {isPractice && (
          <p className={styles.practice}>
            {t(isOpen(view.state) ? 'attempt.practice_open' : 'attempt.practice')}
          </p>
        )}
      </div>
      <div className={styles.numbers}>
        <span className={styles.amount}>{money(headline.amountCents, view.currency)}</span>
        <span className={styles.terminal}>
          {view.terminalNickname ?? view.terminalCode ?? (view.road && t(`refund.road.${view.road}`))}
        </span>
        <span className={styles.small}>
          {view.terminalNickname !== null && `${view.terminalCode} · `}
          {t(timeKeyOf(view))} <AttemptTime view={view} />
        </span>
      </div>
    </section>
  );
}
