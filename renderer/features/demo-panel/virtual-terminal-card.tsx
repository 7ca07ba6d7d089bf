import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { parseAmountText } from '../../../shared/money.ts';
import { parseTerminalCode } from '../../../shared/terminal-code.ts';
import type { CustomerAction, VirtualTerminal } from '../../../shared/virtual-terminal.ts';
import { useMoney } from '../../components/money.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './virtual-terminal-card.module.css';

/** One terminal of the simulator: its screen, and what a customer can do at it. */
export function VirtualTerminalCard({ terminal }: { readonly terminal: VirtualTerminal }) {
  const { t } = useText();
  const { bridge } = useTill();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const call = useCall();
  const [tipText, setTipText] = useState('');
  const [isTipBad, setIsTipBad] = useState(false);

  const act = async (action: CustomerAction) => {
    const code = parseTerminalCode(terminal.code);
    if (code === null) return;
    const tip = action === 'add-tip' ? parseAmountText(tipText) : null;
    setIsTipBad(tip !== null && !tip.ok);
    if (tip !== null && !tip.ok) return;
    const tipCents = tip?.amountCents ?? 0;
    const done = await call.run(() => bridge.demo.act({ code, action, tipCents }));
    if (done !== null && action === 'add-tip') setTipText('');
  };

  return (
    <section
      className={styles.terminal}
      data-virtual-terminal={terminal.code}
      data-virtual-state={terminal.state}
      aria-label={t('demo.terminal', { code: terminal.code })}
    >
      <div className={styles.head}>
        <strong>{terminal.code}</strong>
        <span>{t(`demo.state.${terminal.state}`)}</span>
      </div>
      <div className={styles.screen} role="status" aria-label={t('demo.screen', { code: terminal.code })}>
        <span>{terminal.screenText}</span>
        {terminal.amountCents !== null && (
          <span className={styles.amount}>{money(terminal.amountCents + terminal.tipCents, currency)}</span>
        )}
        {terminal.tipCents > 0 && (
          <span>{t('demo.tip_now', { amount: money(terminal.tipCents, currency) })}</span>
        )}
      </div>
      {terminal.actions.includes('add-tip') && (
        <TextInput
          size="sm"
          label={t('demo.tip')}
          value={tipText}
          error={isTipBad ? t('demo.tip_bad') : null}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => setTipText(event.currentTarget.value)}
        />
      )}
      <div className={styles.actions}>
        {terminal.actions.map((action) => (
          <button
            key={action}
            type="button"
            className={styles.action}
            data-action={action}
            disabled={call.isBusy}
            onClick={() => void act(action)}
          >
            {t(`demo.action.${action}`)}
          </button>
        ))}
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </section>
  );
}
