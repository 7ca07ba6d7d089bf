import type { AppError } from '../../../shared/app-error.ts';
import type { Snapshot, TerminalView } from '../../../shared/ipc-contract.ts';
import { type AmountParse, parseAmountText } from '../../../shared/money.ts';
import type { RefundPlan } from '../../../shared/refund.ts';
import { chosenTerminal } from '../../components/chosen-terminal.ts';
import type { RefundState } from '../../state/refund-store.ts';

export type RefundGo = Extract<RefundPlan, { readonly kind: 'go' }>;

/** What is still missing before the press, in the order in which it is asked for. */
export type RefundNeed =
  | 'amount'
  | 'plan'
  | 'card_kind'
  | 'possible'
  | 'terminal'
  | 'free_terminal'
  | 'reason'
  | 'reason_text'
  | 'who';

export interface RefundFormFacts {
  readonly amount: AmountParse;
  /** The way it goes, when there is one for exactly this amount. */
  readonly go: RefundGo | null;
  /** The terminal the card is presented at; null on every road that needs none. */
  readonly terminal: TerminalView | null;
  /** Null when it can be pressed. */
  readonly need: RefundNeed | null;
  /** Why nothing can be given back at all, whatever is typed. */
  readonly blocked: AppError | null;
}

export function refundFormFacts(
  snapshot: Pick<Snapshot, 'terminals' | 'blocked' | 'currency'>,
  state: Pick<RefundState, 'draft' | 'plan' | 'who'>,
): RefundFormFacts {
  const { draft, plan } = state;
  const amount = parseAmountText(draft?.amountText ?? '', snapshot.currency ?? undefined);
  const isPlanned = plan?.kind === 'go' && amount.ok && plan.amountCents === amount.amountCents;
  const go = isPlanned ? plan : null;
  const terminal =
    go?.road === 'debit_refund' ? chosenTerminal(snapshot.terminals, draft?.terminalCode ?? null) : null;
  const need = neededFirst(state, amount) ?? needOf(state, go, terminal);
  return { amount, go, terminal, need, blocked: snapshot.blocked };
}

/** What a refusal says holds whatever is typed; and before the first plan nothing is missing but that plan. */
function neededFirst(
  { draft, plan }: Pick<RefundState, 'draft' | 'plan'>,
  amount: AmountParse,
): RefundNeed | null {
  if (plan?.kind === 'refuse') return 'possible';
  if (draft?.amountText == null) return 'plan';
  return amount.ok ? null : 'amount';
}

function needOf(
  { draft, plan, who }: Pick<RefundState, 'draft' | 'plan' | 'who'>,
  go: RefundGo | null,
  terminal: TerminalView | null,
): RefundNeed | null {
  if (plan?.kind === 'ask_card_kind') return 'card_kind';
  if (go === null) return 'plan';
  if (go.road === 'debit_refund' && terminal === null) return 'terminal';
  if (go.road === 'debit_refund' && terminal?.openAttemptId !== null) return 'free_terminal';
  if (draft === null || draft.reason === null) return 'reason';
  if (draft.reason === 'other' && draft.reasonText.trim() === '') return 'reason_text';
  return who.trim() === '' ? 'who' : null;
}
