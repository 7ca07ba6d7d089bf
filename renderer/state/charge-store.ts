import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError, Result } from '../../shared/app-error.ts';
import type { AttemptView, ChargeAnswer, IpcInput } from '../../shared/ipc-contract.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';

type ChargeInput = IpcInput<'payments', 'charge'>;

/** What is typed for the next sale. Kept while the cashier is elsewhere. */
export interface ChargeDraft {
  readonly amountText: string;
  readonly reference: string;
  readonly customerCode: string;
  readonly terminalCode: TerminalCode | null;
}

/** A sale that is charged again: its amount is what is left to pay. */
export interface RetryDraft {
  readonly saleId: string;
  readonly amountCents: AmountCents;
  readonly reference: string | null;
  readonly terminalCode: TerminalCode;
}

/** One press of Send: it keeps its id and its time until it is answered, so that asking again cannot send twice. */
export interface Press {
  readonly status: 'sending' | 'no_answer';
  readonly input: ChargeInput;
}

export interface ChargeState {
  readonly draft: ChargeDraft;
  readonly retry: RetryDraft | null;
  readonly press: Press | null;
  readonly refusal: AppError | null;
  /** Doubts shown and confirmed for the sale in hand. */
  readonly confirmedDoubtIds: readonly string[];
}

export interface Charge {
  readonly store: StoreApi<ChargeState>;
  edit(fields: Partial<ChargeDraft>): void;
  clear(): void;
  /** The till before the window is another one: only the amount and the words that were typed stay. */
  leaveTill(): void;
  startRetry(view: AttemptView): void;
  leaveRetry(): void;
  chooseRetryTerminal(code: TerminalCode): void;
  dismissRefusal(): void;
  /** Sends once. Nothing happens while an earlier press has no answer yet. */
  send(amount: AmountCents, terminalCode: TerminalCode): Promise<void>;
  /** Sends again after the cashier was shown the doubts of the last refusal and confirmed them. */
  confirmDoubt(amount: AmountCents, terminalCode: TerminalCode): Promise<void>;
  /** Repeats the press that got no answer, as the very same press. */
  askAgain(): Promise<void>;
}

export interface ChargeParts {
  readonly charge: (input: ChargeInput) => Promise<Result<ChargeAnswer>>;
  /** UTC milliseconds of the wall clock, read at the press. */
  readonly wallMs: () => number;
  readonly makePressId: () => string;
  /** Called with the view of the new attempt. */
  readonly onAccepted: (view: AttemptView) => void;
}

const emptyDraft: ChargeDraft = { amountText: '', reference: '', customerCode: '', terminalCode: null };
const doubtIdsMax = 20;

export const isDoubt = (error: AppError): boolean =>
  error.code === 'terminal_in_doubt' || error.code === 'sale_in_doubt';

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function createCharge(parts: ChargeParts): Charge {
  const store = createStore<ChargeState>(() => ({
    draft: emptyDraft,
    retry: null,
    press: null,
    refusal: null,
    confirmedDoubtIds: [],
  }));

  const run = async (input: ChargeInput) => {
    store.setState({ press: { status: 'sending', input }, refusal: null });
    let answer: Result<ChargeAnswer>;
    try {
      answer = await parts.charge(input);
    } catch {
      // The channel broke, so the press may or may not have arrived: only the same id may be sent again.
      store.setState({ press: { status: 'no_answer', input } });
      return;
    }
    if (!answer.ok) {
      store.setState({ press: null, refusal: answer.error });
      return;
    }
    const done = { press: null, refusal: null, confirmedDoubtIds: [] };
    store.setState(input.saleId === null ? { ...done, draft: emptyDraft } : { ...done, retry: null });
    parts.onAccepted(answer.value);
  };

  const send = async (amountCents: AmountCents, terminalCode: TerminalCode) => {
    const { press, draft, retry, confirmedDoubtIds } = store.getState();
    if (press !== null) return;
    await run({
      pressId: parts.makePressId(),
      pressedAtMs: parts.wallMs(),
      amountCents,
      terminalCode,
      reference: retry === null ? textOrNull(draft.reference) : retry.reference,
      customerCode: retry === null ? textOrNull(draft.customerCode) : null,
      saleId: retry?.saleId ?? null,
      confirmedDoubtIds: [...confirmedDoubtIds],
    });
  };

  const mayEdit = () => store.getState().press === null;

  return {
    store,
    send,
    edit(fields) {
      if (mayEdit()) store.setState((state) => ({ draft: { ...state.draft, ...fields } }));
    },
    clear() {
      if (mayEdit()) store.setState({ draft: emptyDraft, refusal: null, confirmedDoubtIds: [] });
    },
    leaveTill() {
      // A press without an answer belongs to the till that is gone: asked again, it would be a new one at this till.
      const { draft } = store.getState();
      store.setState({
        draft: { ...draft, customerCode: '', terminalCode: null },
        retry: null,
        press: null,
        refusal: null,
        confirmedDoubtIds: [],
      });
    },
    startRetry(view) {
      if (!mayEdit() || view.saleRemainderCents <= 0) return;
      const { saleId, reference, terminalCode } = view;
      if (terminalCode === null) return;
      const amountCents = view.saleRemainderCents as AmountCents;
      store.setState({
        retry: { saleId, reference, terminalCode, amountCents },
        refusal: null,
        confirmedDoubtIds: [],
      });
    },
    leaveRetry() {
      if (mayEdit()) store.setState({ retry: null, refusal: null, confirmedDoubtIds: [] });
    },
    chooseRetryTerminal(code) {
      if (!mayEdit()) return;
      store.setState(({ retry }) => ({ retry: retry === null ? null : { ...retry, terminalCode: code } }));
    },
    dismissRefusal() {
      store.setState({ refusal: null, confirmedDoubtIds: [] });
    },
    async confirmDoubt(amount, terminalCode) {
      const { press, refusal, confirmedDoubtIds } = store.getState();
      if (press !== null || refusal === null || !isDoubt(refusal)) return;
      const ids = [...new Set([...confirmedDoubtIds, ...refusal.attemptIds])].slice(0, doubtIdsMax);
      store.setState({ confirmedDoubtIds: ids });
      await send(amount, terminalCode);
    },
    async askAgain() {
      const { press } = store.getState();
      if (press?.status === 'no_answer') await run(press.input);
    },
  };
}
