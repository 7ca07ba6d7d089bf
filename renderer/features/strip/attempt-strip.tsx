import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { AttemptTime } from '../../components/elapsed.tsx';
import { useMoney } from '../../components/money.tsx';
import { attemptLook } from '../../components/phase-look.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useText } from '../../i18n/text.ts';
import { stripAttempts } from '../../state/pending-attempts.ts';
import { useScreenState, useTill } from '../../state/till-context.tsx';
import styles from './attempt-strip.module.css';

/** Every open payment and every outcome nobody took note of, on every screen. */
export function AttemptStrip() {
  const { t } = useText();
  const till = useTill();
  const snapshot = useStore(till.mirror.store, (state) => state.snapshot);
  const views = useMemo(() => (snapshot === null ? [] : stripAttempts(snapshot)), [snapshot]);
  const screen = useScreenState((state) => state.screen);
  if (views.length === 0) return null;
  const openId = screen.name === 'attempt' ? screen.attemptId : null;
  return (
    <section className={styles.strip} aria-label={t('strip.label')}>
      <ul className={styles.list}>
        {views.map((view) => (
          <li key={view.id}>
            <StripItem view={view} isCurrent={view.id === openId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StripItem({ view, isCurrent }: { readonly view: AttemptView; readonly isCurrent: boolean }) {
  const { t } = useText();
  const till = useTill();
  const money = useMoney();
  const { tone, Icon, wordKey } = attemptLook(view);
  return (
    <button
      type="button"
      className={styles.item}
      data-tone={tone}
      data-attempt-id={view.id}
      data-attempt-state={view.state}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => till.open({ name: 'attempt', attemptId: view.id })}
    >
      <Icon size={24} />
      <span className={styles.lines}>
        <span className={styles.amount}>
          {money(view.amountCents, view.currency)}
          <span className={styles.elapsed}>
            <AttemptTime view={view} />
          </span>
        </span>
        <span className={styles.words}>
          {t(wordKey)}
          {view.terminalCode !== null &&
            ` · ${terminalName({ code: view.terminalCode, nickname: view.terminalNickname })}`}
        </span>
      </span>
    </button>
  );
}
