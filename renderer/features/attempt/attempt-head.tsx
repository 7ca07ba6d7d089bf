import { useEffect, useRef } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { isOpen } from '../../../shared/lifecycle.ts';
import { AttemptTime } from '../../components/elapsed.tsx';
import { useMoney } from '../../components/money.tsx';
import { attemptLook } from '../../components/phase-look.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './attempt-head.module.css';
import { headlineOf } from './headline.ts';

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
        <span className={styles.terminal}>{view.terminalNickname ?? view.terminalCode}</span>
        <span className={styles.small}>
          {view.terminalNickname !== null && `${view.terminalCode} · `}
          {t(isOpen(view.state) ? 'attempt.elapsed' : 'attempt.sent_at')} <AttemptTime view={view} />
        </span>
      </div>
    </section>
  );
}
