import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AppError, type AppErrorCode, failed, type Result } from '../../shared/app-error.ts';
import type { CardKind } from '../../shared/card-kind.ts';
import type { AttemptView, IpcInput, PlannedRefund } from '../../shared/ipc-contract.ts';
import {
  type AmountCents,
  amountCents,
  type Currency,
  type DecimalMark,
  parseAmountText,
  toTypedText,
} from '../../shared/money.ts';
import type { Original, RefundPlan, RefundReason } from '../../shared/refund.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { ask } from './ask.ts';
import { isDoubt } from './charge-store.ts';
import type { WindowTime } from './mirror-store.ts';

type StartInput = IpcInput<'refunds', 'start'>;
type PlanInput = IpcInput<'refunds', 'plan'>;
/** A press without its PIN, which is held by nobody (M11). */
export type RefundPressInput = Omit<StartInput, 'managerPin'>;

/** What is typed for one refund. Kept while the cashier is elsewhere, and over a reload of the window. */
export interface RefundDraft {
  readonly originalTransactionId: number;
  /** Null until the first plan has told what is left. */
  readonly amountText: string | null;
  readonly cardKind: CardKind | null;
  readonly terminalCode: TerminalCode | null;
  readonly reason: RefundReason | null;
  readonly reasonText: string;
}

/** One press of "Give back": it keeps its id and its time until it is answered. */
export interface RefundPress {
  readonly status: 'sending' | 'no_answer';
  readonly input: RefundPressInput;
}

export interface RefundState {
  /** Null while the original is being looked for. */
  readonly draft: RefundDraft | null;
  /** The original as last read; kept when a later reading fails. */
  readonly original: Original | null;
  /** The plan for exactly what is typed now; null while there is none. */
  readonly plan: RefundPlan | null;
  readonly isPlanning: boolean;
  readonly planError: AppError | null;
  /** Name or number of the cashier, remembered for the session. */
  readonly who: string;
  readonly press: RefundPress | null;
  readonly refusal: AppError | null;
  readonly confirmedDoubtIds: readonly string[];
  /** What somebody has just asked to be reminded of, as an amount; null when nothing. */
  readonly remindedCents: number | null;
}

export interface Refund {
  readonly store: StoreApi<RefundState>;
  /** Takes an original in hand; what was typed for the same one stays. Then plans. */
  choose(original: Original): void;
  /** The same where only the id is known: from an attempt, or from a reminder. */
  open(transactionId: number, amount?: AmountCents | null): void;
  /** Back to the search. Nothing happens while a press has no answer. */
  leave(): void;
  /** The till before the window is another one: nothing of this refund is of it, a press without an answer included. */
  leaveTill(): void;
  edit(fields: Partial<Omit<RefundDraft, 'originalTransactionId'>>): void;
  setWho(who: string): void;
  /** Asks for the plan of what is typed now; of all that is left before the first answer. */
  planNow(): Promise<void>;
  /** The same for a person who was told why not: what Helcim refused before may be allowed by now. */
  lookAgain(): Promise<void>;
  /** Sends once. Nothing happens while an earlier press has no answer yet. */
  send(press: RefundSend, managerPin: string | null): Promise<Result<AttemptView>>;
  /** Repeats the press that got no answer, as the very same press. */
  askAgain(managerPin: string | null): Promise<Result<AttemptView>>;
  /** Keeps the doubts of the last refusal as seen and confirmed; the next press carries them. */
  confirmDoubts(): void;
  dismissRefusal(): void;
  /** Asks to be told when the batch has closed. */
  remind(amount: AmountCents): Promise<void>;
}

/** What the form has settled by the time of the press. */
export interface RefundSend {
  readonly amountCents: AmountCents;
  readonly terminalCode: TerminalCode | null;
  readonly reason: RefundReason;
}

export interface RefundParts {
  readonly plan: (input: PlanInput) => Promise<Result<PlannedRefund>>;
  readonly start: (input: StartInput) => Promise<Result<AttemptView>>;
  readonly remind: (input: IpcInput<'refunds', 'remind'>) => Promise<Result<null>>;
  readonly currency: () => Currency | null;
  /** How amounts are typed in the language of the window. */
  readonly mark: () => DecimalMark;
  readonly time: WindowTime;
  /** UTC milliseconds of the wall clock, read at the press. */
  readonly wallMs: () => number;
  readonly makePressId: () => string;
  /** Called with the view of the new attempt. */
  readonly onAccepted: (view: AttemptView) => void;
}

/** A plan costs Helcim's calls, so it is asked for once the typing pauses. */
export const planAfterTypingMs = 700;
const doubtIdsMax = 20;

/** The manager's word is missing: nothing was written, and the same press may be made again with a PIN. */
const pinCodes: readonly AppErrorCode[] = ['manager_needed', 'pin_wrong', 'pin_wait', 'pin_lost'];
export const isPinQuestion = (error: AppError): boolean => pinCodes.includes(error.code);

/** The facts have moved since the plan, so it has to be made anew before the next press. */
const staleCodes: readonly AppErrorCode[] = ['refund_not_possible', 'refund_road_changed', 'in_recovery'];

const nothingPlanned = { plan: null, planError: null, isPlanning: false } as const;
const nothingPressed = { refusal: null, confirmedDoubtIds: [], remindedCents: null } as const;

/** What a reload of the window brings back. */
export type KeptRefund = Pick<RefundState, 'draft' | 'who' | 'press'>;
export const nothingKept: KeptRefund = { draft: null, who: '', press: null };

export function draftFor(originalTransactionId: number, amountText: string | null = null): RefundDraft {
  return {
    originalTransactionId,
    amountText,
    cardKind: null,
    terminalCode: null,
    reason: null,
    reasonText: '',
  };
}

export function createRefund(parts: RefundParts, kept: KeptRefund = nothingKept): Refund {
  const store = createStore<RefundState>(() => ({
    ...kept,
    original: null,
    ...nothingPlanned,
    ...nothingPressed,
  }));
  /** Tells the answer that is wanted from one that came too late. */
  let planNumber = 0;
  let stopTimer: () => void = () => {};

  const mayEdit = () => store.getState().press === null;

  const typedAmount = (draft: RefundDraft) =>
    parseAmountText(draft.amountText ?? '', parts.currency() ?? undefined);

  const planNow = async (isAskedAnew = false) => {
    stopTimer();
    const { draft } = store.getState();
    if (draft === null) return;
    const amount = typedAmount(draft);
    const isWhole = draft.amountText === null;
    planNumber += 1;
    const mine = planNumber;
    if (!isWhole && !amount.ok) {
      store.setState(nothingPlanned);
      return;
    }
    store.setState({ plan: null, planError: null, isPlanning: true });
    const { originalTransactionId, cardKind } = draft;
    const asked = amount.ok ? amount.amountCents : null;
    const input = { originalTransactionId, amountCents: asked, cardKind };
    const answer = await ask(() => parts.plan(isAskedAnew ? { ...input, isAskedAnew } : input));
    if (mine !== planNumber) return;
    if (!answer.ok) {
      store.setState({ isPlanning: false, planError: answer.error });
      return;
    }
    const { original, plan } = answer.value;
    store.setState((state) => ({
      original,
      plan,
      isPlanning: false,
      draft: isWhole ? withWhole(state.draft, plan, parts.mark()) : state.draft,
    }));
  };

  /** What was planned is no longer what is typed. */
  const planLater = () => {
    planNumber += 1;
    stopTimer();
    store.setState({ ...nothingPlanned, isPlanning: true });
    stopTimer = parts.time.later(planAfterTypingMs, () => void planNow());
  };

  const take = (draft: RefundDraft, original: Original | null) => {
    store.setState({ draft, original, ...nothingPlanned, ...nothingPressed });
    void planNow();
  };

  const run = async (input: RefundPressInput, managerPin: string | null, isRepeat: boolean) => {
    store.setState({ press: { status: 'sending', input }, refusal: null });
    let answer: Result<AttemptView>;
    try {
      answer = await parts.start({ ...input, managerPin });
    } catch {
      // The channel broke, so the press may or may not have arrived: only the same id may be sent again.
      store.setState({ press: { status: 'no_answer', input } });
      return failed('internal');
    }
    if (!answer.ok) {
      // A press that may have arrived before stays that press until it is answered, PIN or no PIN.
      const press =
        isRepeat && isPinQuestion(answer.error) ? ({ status: 'no_answer', input } as const) : null;
      store.setState({ press, refusal: answer.error });
      if (staleCodes.includes(answer.error.code)) void planNow();
      return answer;
    }
    planNumber += 1;
    store.setState({ draft: null, original: null, press: null, ...nothingPlanned, ...nothingPressed });
    parts.onAccepted(answer.value);
    return answer;
  };

  const leaveTill = () => {
    stopTimer();
    planNumber += 1;
    store.setState({ draft: null, original: null, press: null, ...nothingPlanned, ...nothingPressed });
  };

  return {
    store,
    leaveTill,
    planNow: () => planNow(),
    lookAgain: () => planNow(true),
    choose(original) {
      if (!mayEdit()) return;
      const { draft } = store.getState();
      const isSame = draft?.originalTransactionId === original.transactionId;
      take(isSame ? draft : draftFor(original.transactionId), original);
    },
    open(transactionId, amount = null) {
      if (!mayEdit()) return;
      const { draft } = store.getState();
      const isSame = draft?.originalTransactionId === transactionId && amount === null;
      take(
        isSame ? draft : draftFor(transactionId, amount === null ? null : toTypedText(amount, parts.mark())),
        null,
      );
    },
    leave() {
      if (mayEdit()) leaveTill();
    },
    edit(fields) {
      const { draft } = store.getState();
      if (!mayEdit() || draft === null) return;
      store.setState({ draft: { ...draft, ...fields }, remindedCents: null });
      const isOtherAmount = fields.amountText !== undefined && fields.amountText !== draft.amountText;
      const isOtherKind = fields.cardKind !== undefined && fields.cardKind !== draft.cardKind;
      if (isOtherKind) void planNow();
      else if (isOtherAmount) planLater();
    },
    setWho(who) {
      if (mayEdit()) store.setState({ who });
    },
    async send({ amountCents: cents, terminalCode, reason }, managerPin) {
      const { press, draft, who, confirmedDoubtIds } = store.getState();
      if (press !== null || draft === null) return failed('not_possible_now');
      const input = {
        pressId: parts.makePressId(),
        pressedAtMs: parts.wallMs(),
        originalTransactionId: draft.originalTransactionId,
        amountCents: cents,
        terminalCode,
        cardKind: draft.cardKind,
        reason,
        reasonText: draft.reasonText.trim() === '' ? null : draft.reasonText.trim(),
        who: who.trim(),
        confirmedDoubtIds: [...confirmedDoubtIds],
      };
      return run(input, managerPin, false);
    },
    async askAgain(managerPin) {
      const { press } = store.getState();
      return press?.status === 'no_answer' ? run(press.input, managerPin, true) : failed('not_possible_now');
    },
    confirmDoubts() {
      const { refusal, confirmedDoubtIds } = store.getState();
      if (refusal === null || !isDoubt(refusal)) return;
      const ids = [...new Set([...confirmedDoubtIds, ...refusal.attemptIds])].slice(0, doubtIdsMax);
      store.setState({ confirmedDoubtIds: ids, refusal: null });
    },
    dismissRefusal() {
      store.setState({ refusal: null });
    },
    async remind(cents) {
      const { draft } = store.getState();
      if (draft === null) return;
      const { originalTransactionId, cardKind } = draft;
      const answer = await ask(() => parts.remind({ originalTransactionId, amountCents: cents, cardKind }));
      if (store.getState().draft?.originalTransactionId !== originalTransactionId) return;
      store.setState(answer.ok ? { remindedCents: cents, refusal: null } : { refusal: answer.error });
    },
  };
}

/** The whole of what is left is preselected as soon as it is known. */
function withWhole(draft: RefundDraft | null, plan: RefundPlan, mark: DecimalMark): RefundDraft | null {
  if (draft === null || draft.amountText !== null) return draft;
  const left = plan.kind === 'go' ? plan.amountCents : plan.refundableCents;
  return left === null || left <= 0 ? draft : { ...draft, amountText: toTypedText(amountCents(left), mark) };
}
