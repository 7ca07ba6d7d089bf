import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useText } from '../i18n/text.ts';
import { phaseChanges } from '../state/announcements.ts';
import { useTill } from '../state/till-context.tsx';
import { useMoney } from './money.tsx';
import { attemptLook } from './phase-look.tsx';
import { terminalName } from './terminal-name.ts';

/** Says every change of phase, on whatever screen the cashier is. */
export function Announcer() {
  const { t } = useText();
  const money = useMoney();
  const snapshot = useStore(useTill().mirror.store, (state) => state.snapshot);
  const before = useRef(snapshot);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const changes = snapshot === null ? [] : phaseChanges(before.current, snapshot);
    before.current = snapshot;
    if (changes.length === 0) return;
    const sentences = changes.map((view) => {
      const amount = money(view.amountCents, view.currency);
      const word = t(attemptLook(view).wordKey);
      // A refund by the Payment API is on no terminal, and its word says that it is a refund.
      if (view.terminalCode === null) return t('announce.refund', { amount, word });
      const terminal = terminalName({ code: view.terminalCode, nickname: view.terminalNickname });
      return t('announce.phase', { amount, terminal, word });
    });
    setSaid(sentences.join(' '));
  });
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {said}
    </div>
  );
}
