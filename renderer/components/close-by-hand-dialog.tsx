import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import { type AttemptKind, type CloseReason, closeReasons } from '../../shared/payment.ts';
import { formatMoment } from '../i18n/format.ts';
import { useText } from '../i18n/text.ts';
import { ask } from '../state/ask.ts';
import { useTill } from '../state/till-context.tsx';
import { Choice } from './choice.tsx';
import { closeReasonKey } from './close-reason-key.ts';
import { Dialog } from './dialog.tsx';
import { useMoney } from './money.tsx';
import { Refusal } from './refusal.tsx';
import { useCall } from './use-call.ts';
import { useWho } from './use-who.ts';

const payersMax = 50;

interface CloseByHandDialogProps {
  readonly view: AttemptView;
  readonly onClose: () => void;
}

/** A manager says what became of the sale: a name, one of four reasons, and for the last the payment that paid. */
export function CloseByHandDialog({ view, onClose }: CloseByHandDialogProps) {
  const { t } = useText();
  const { bridge, mirror } = useTill();
  const call = useCall();
  const [who, setWho] = useWho();
  const [reason, setReason] = useState<CloseReason | null>(null);
  const [payerId, setPayerId] = useState<string | null>(null);
  const payers = usePayers(view, reason === 'paid_by_attempt');
  const isRefund = view.kind === 'refund';
  const isBlocked =
    who.trim() === '' || reason === null || (reason === 'paid_by_attempt' && payerId === null);

  const confirm = async () => {
    if (reason === null) return;
    const paidByAttemptId = reason === 'paid_by_attempt' ? payerId : null;
    const answer = await call.run(() =>
      bridge.payments.closeUnknown({ attemptId: view.id, who: who.trim(), reason, paidByAttemptId }),
    );
    if (answer === null) return;
    mirror.remember(answer.value);
    onClose();
  };

  return (
    <Dialog
      title={t(isRefund ? 'refundClose.title' : 'close.title')}
      onBack={onClose}
      confirmLabel={t('close.confirm')}
      onConfirm={() => void confirm()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={isBlocked}
    >
      <p>{t(isRefund ? 'refundClose.explain' : 'close.explain')}</p>
      <TextInput
        label={t('close.who')}
        value={who}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setWho(event.currentTarget.value)}
      />
      <Choice
        legend={t(isRefund ? 'refundClose.reason' : 'close.reason')}
        options={closeReasons.map((value) => ({ value, label: t(closeReasonKey(view.kind, value)) }))}
        chosen={reason}
        onChoose={setReason}
      />
      {reason === 'paid_by_attempt' && (
        <PayerChoice kind={view.kind} payers={payers} chosen={payerId} onChoose={setPayerId} />
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}

interface PayerChoiceProps {
  readonly kind: AttemptKind;
  readonly payers: readonly AttemptView[];
  readonly chosen: string | null;
  readonly onChoose: (attemptId: string) => void;
}

function PayerChoice({ kind, payers, chosen, onChoose }: PayerChoiceProps) {
  const { t, locale } = useText();
  const money = useMoney();
  if (payers.length === 0)
    return <p>{t(kind === 'refund' ? 'refundClose.which_none' : 'close.which_none')}</p>;
  const options = payers.map((payer) => ({
    value: payer.id,
    label: [
      money(payer.approvedCents ?? payer.amountCents, payer.currency),
      formatMoment(payer.preparedAtMs, Date.now(), locale),
      payer.terminalNickname ?? payer.terminalCode,
      payer.reference,
    ]
      .filter((part) => part !== null)
      .join(' · '),
  }));
  return (
    <Choice
      legend={t(kind === 'refund' ? 'refundClose.which' : 'close.which')}
      options={options}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

/** Approved attempts of the same kind that may have done what this one was for, newest first. */
function usePayers(view: AttemptView, isWanted: boolean): readonly AttemptView[] {
  const { bridge } = useTill();
  const [payers, setPayers] = useState<readonly AttemptView[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    void ask(() => bridge.history.page({ cursor: null, limit: payersMax })).then((answer) => {
      if (!answer.ok) return;
      setPayers(
        answer.value.attempts.filter(
          ({ id, kind, approvedCents }) => id !== view.id && kind === view.kind && approvedCents !== null,
        ),
      );
    });
  }, [bridge, isWanted, view.id, view.kind]);
  return payers;
}
