import type { Result } from '../../shared/app-error.ts';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import type { AmountCents } from '../../shared/money.ts';
import { unseenOutcomes } from '../state/pending-attempts.ts';
import { afterAcknowledged } from '../state/screen-store.ts';
import { useTill } from '../state/till-context.tsx';
import { type Call, useCall } from './use-call.ts';

export interface AttemptDeeds {
  readonly call: Call;
  readonly readyScreen: () => void;
  readonly paysOtherwise: () => Promise<boolean>;
  readonly lookUpNow: () => void;
  /** Takes note of the outcome and goes on to what must be seen next. */
  readonly done: () => void;
  /** Takes note of the outcome and opens the charge form for what is left of the sale. */
  readonly chargeAgain: () => void;
  /** For a refund whose answer was lost: the same request once more, under the same key. */
  readonly retryRefund: () => void;
  /** Takes note of the outcome and opens the refund form for the same original; null for as much as is left. */
  readonly refundAgain: (amount: AmountCents | null) => void;
}

/** What a cashier can do with one attempt. */
export function useAttemptDeeds(view: AttemptView): AttemptDeeds {
  const { bridge, mirror, screens, charge, refund, open } = useTill();
  const call = useCall();
  const attemptId = view.id;

  const runAndKeep = async (deed: () => Promise<Result<AttemptView>>) => {
    const answer = await call.run(deed);
    if (answer !== null) mirror.remember(answer.value);
    return answer !== null;
  };

  const takeNote = async (): Promise<boolean> => {
    if (isOpen(view.state) || view.acknowledgedAtMs !== null) return true;
    return (await call.run(() => bridge.payments.acknowledge({ attemptId }))) !== null;
  };

  const leave = () => {
    const { snapshot } = mirror.store.getState();
    const unseenIds = new Set(snapshot === null ? [] : unseenOutcomes(snapshot).map(({ id }) => id));
    screens.setState((state) => afterAcknowledged(state, attemptId, unseenIds));
  };

  return {
    call,
    readyScreen: () => void runAndKeep(() => bridge.payments.readyScreen({ attemptId })),
    paysOtherwise: () => runAndKeep(() => bridge.payments.paysOtherwise({ attemptId })),
    lookUpNow: () => void runAndKeep(() => bridge.payments.lookUpNow({ attemptId })),
    done: () => void takeNote().then((isNoted) => isNoted && leave()),
    chargeAgain: () =>
      void takeNote().then((isNoted) => {
        if (!isNoted) return;
        leave();
        charge.startRetry(view);
        open({ name: 'charge' });
      }),
    retryRefund: () => void runAndKeep(() => bridge.refunds.retry({ attemptId })),
    refundAgain: (amount) =>
      void takeNote().then((isNoted) => {
        if (!isNoted || view.originalTransactionId === null) return;
        leave();
        refund.open(view.originalTransactionId, amount);
        open({ name: 'refund' });
      }),
  };
}
