import type { AppError } from '../../../shared/app-error.ts';
import type { Snapshot, TerminalView } from '../../../shared/ipc-contract.ts';
import type { AmountParse } from '../../../shared/money.ts';
import { amountCents, parseAmountText } from '../../../shared/money.ts';
import { chosenTerminal } from '../../components/chosen-terminal.ts';
import type { ChargeState } from '../../state/charge-store.ts';

export interface FormFacts {
  readonly amount: AmountParse;
  readonly terminal: TerminalView | null;
  /** Why nothing can be sent at all, whatever is typed. */
  readonly blocked: AppError | null;
}

export function formFacts(
  snapshot: Pick<Snapshot, 'terminals' | 'blocked' | 'currency'>,
  { draft, retry }: Pick<ChargeState, 'draft' | 'retry'>,
): FormFacts {
  return {
    amount:
      retry === null
        ? parseAmountText(draft.amountText, snapshot.currency ?? undefined)
        : { ok: true, amountCents: amountCents(retry.amountCents) },
    terminal: chosenTerminal(snapshot.terminals, retry?.terminalCode ?? draft.terminalCode),
    blocked: snapshot.blocked,
  };
}
