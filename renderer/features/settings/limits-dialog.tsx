import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ManagerStatus } from '../../../shared/manager.ts';
import { type RefundLimits, refundDaysMax } from '../../../shared/refund-limits.ts';
import { Dialog } from '../../components/dialog.tsx';
import { PinDialog } from '../../components/pin-dialog.tsx';
import { useWho } from '../../components/use-who.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { type LimitsText, limitsText, readLimits } from './limits-edit.ts';
import { LimitsList } from './limits-list.tsx';
import styles from './settings-screen.module.css';

interface LimitsDialogProps {
  readonly limits: RefundLimits;
  readonly onDone: (status: ManagerStatus) => void;
  readonly onBack: () => void;
}

/** First the limits and a name, then the PIN that allows them. */
export function LimitsDialog({ limits, onDone, onBack }: LimitsDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const [text, setText] = useState(() => limitsText(limits));
  const [who, setWho] = useWho();
  const [chosen, setChosen] = useState<RefundLimits | null>(null);
  if (chosen === null) return <LimitsForm {...{ text, setText, who, setWho, onBack }} onChosen={setChosen} />;
  return (
    <PinDialog
      onPin={(pin) => bridge.manager.setLimits({ pin, limits: chosen, who: who.trim() })}
      onDone={onDone}
      onBack={() => setChosen(null)}
    >
      <p className={styles.words}>{t('pin.enter_why_limits')}</p>
      <LimitsList limits={chosen} />
    </PinDialog>
  );
}

interface LimitsFormProps {
  readonly text: LimitsText;
  readonly setText: (text: LimitsText) => void;
  readonly who: string;
  readonly setWho: (who: string) => void;
  readonly onChosen: (limits: RefundLimits) => void;
  readonly onBack: () => void;
}

function LimitsForm({ text, setText, who, setWho, onChosen, onBack }: LimitsFormProps) {
  const { t } = useText();
  const currency = useSnapshot((snapshot) => snapshot.currency) ?? undefined;
  const read = readLimits(text, currency);
  const amountProblem = read.ok ? null : read.amount;
  return (
    <Dialog
      title={t('limits.dialog')}
      onBack={onBack}
      confirmLabel={t('limits.next')}
      onConfirm={() => read.ok && onChosen(read.limits)}
      isConfirmBlocked={!read.ok || who.trim() === ''}
    >
      <TextInput
        label={t('limits.amount_field')}
        description={t('limits.amount_hint')}
        error={amountProblem === null ? null : t(`amount.${amountProblem}`)}
        value={text.amount}
        inputMode="decimal"
        autoComplete="off"
        onChange={(event) => setText({ ...text, amount: event.currentTarget.value })}
      />
      <TextInput
        label={t('limits.days_field')}
        description={t('limits.days_hint')}
        error={read.ok || !read.isDaysBad ? null : t('limits.days_bad', { max: refundDaysMax })}
        value={text.days}
        inputMode="numeric"
        autoComplete="off"
        onChange={(event) => setText({ ...text, days: event.currentTarget.value })}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={text.notFromThisTill}
          onChange={(event) => setText({ ...text, notFromThisTill: event.currentTarget.checked })}
        />
        {t('limits.origin_field')}
      </label>
      <TextInput
        label={t('pin.who')}
        value={who}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setWho(event.currentTarget.value)}
      />
    </Dialog>
  );
}
