import { useState } from 'react';
import type { Result } from '../../../shared/app-error.ts';
import { failed } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { isPinQuestion } from '../../state/refund-store.ts';
import { useTill } from '../../state/till-context.tsx';
import type { RefundFormFacts } from './refund-form-facts.ts';

export interface Give {
  /** Whether the manager's PIN is being asked for. */
  readonly asksPin: boolean;
  /** The one press: at once, or with the manager's PIN where one is needed. */
  readonly press: () => void;
  /** Asks about the press that got no answer. */
  readonly askAgain: () => void;
  /** Makes the call that the PIN is for. */
  readonly withPin: (pin: string) => Promise<Result<AttemptView>>;
  readonly leavePin: () => void;
}

/** The press of a refund, and the PIN between the press and the call. Nothing typed is lost by a wrong one. */
export function useGive(facts: RefundFormFacts): Give {
  const { refund } = useTill();
  const [asksPin, setAsksPin] = useState(false);
  const { amount, go, terminal, need, blocked } = facts;

  const run = async (pin: string | null): Promise<Result<AttemptView>> => {
    const { press, draft } = refund.store.getState();
    if (press !== null) return refund.askAgain(pin);
    const reason = draft?.reason ?? null;
    if (need !== null || blocked !== null || !amount.ok || reason === null) return failed('not_possible_now');
    // A terminal is known by the code that main handed out, so it is one.
    const terminalCode = terminal === null ? null : (terminal.code as TerminalCode);
    return refund.send({ amountCents: amount.amountCents, terminalCode, reason }, pin);
  };
  const runAndAsk = async (pin: string | null) => {
    const answer = await run(pin);
    setAsksPin(!answer.ok && isPinQuestion(answer.error));
    return answer;
  };

  return {
    asksPin,
    press() {
      if (need !== null || blocked !== null || refund.store.getState().press !== null) return;
      if (go?.needsManager != null) setAsksPin(true);
      else void runAndAsk(null);
    },
    askAgain: () => void runAndAsk(null),
    withPin: runAndAsk,
    leavePin() {
      setAsksPin(false);
      refund.dismissRefusal();
    },
  };
}
