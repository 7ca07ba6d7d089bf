/**
 * Carries a refund out: reads what it is decided on, decides by `refund-road.ts`, has it allowed, writes it down, sends
 * it once. What comes of it is observed like any attempt. Only the effects are here.
 */

import { type AppError, failed, ok, type Result } from '../../shared/app-error.ts';
import type { CardKind } from '../../shared/card-kind.ts';
import { makeInvoiceNumber } from '../../shared/invoice-number.ts';
import type { PlannedRefund } from '../../shared/ipc-contract.ts';
import type { AmountCents, Currency } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import type { Original, RefundPlan, RefundReason } from '../../shared/refund.ts';
import { refundedCents, unprovenCents } from '../../shared/refund-count.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { AttemptFacts, Ledger, NewAttempt, NewRefund } from '../ledger/ledger.ts';
import type { Ages } from './ages.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { createdAtMs, rowFacts } from './original-facts.ts';
import { isWithinPress, type Press } from './press.ts';
import { type OriginalRead, readOriginal } from './refund-ground.ts';
import { createRefundPermission } from './refund-permission.ts';
import type { RefundPolicy } from './refund-policy.ts';
import type { RefundReplays } from './refund-replays.ts';
import { givesBack, planRefund, refundedByOthersCents } from './refund-road.ts';
import { callOf, type RefundSend } from './refund-send.ts';
import { tellingReads } from './telling-reads.ts';

export interface RefundWish {
  readonly originalTransactionId: number;
  /** Null for all that is left. */
  readonly amountCents: AmountCents | null;
  /** What a person said of a card whose type does not tell. */
  readonly cardKind: CardKind | null;
  /** The account's. */
  readonly currency: Currency;
}

export interface PlanWish extends RefundWish {
  /** A person was told why not, and asks for another look. */
  readonly isAskedAnew: boolean;
}

export interface RefundRequest extends RefundWish {
  readonly pressId: string;
  readonly amountCents: AmountCents;
  /** Where the customer puts the card, if the road needs it. */
  readonly terminalCode: TerminalCode | null;
  readonly reason: RefundReason;
  readonly reasonText: string | null;
  readonly who: string;
  readonly managerPin: string | null;
  readonly confirmedDoubtIds: readonly string[];
}

export interface RefundRunner {
  /** What would happen now. Fails where Helcim cannot be asked. */
  plan(wish: PlanWish): Promise<Result<PlannedRefund>>;
  /**
   * Decides anew, writes the refund down and sends it; resolves when it is on disk. Reading is part of the three seconds
   * that a press has (M1). Fails with `refund_not_possible` (detail: a `RefundRefusal`, or `ask_card_kind`).
   */
  start(request: RefundRequest, press: Press): Promise<Result<AttemptFacts>>;
  /** Asks that somebody be told once the original's batch has closed. */
  remind(wish: RefundWish & { readonly amountCents: AmountCents }): Promise<Result<null>>;
  /** Resolves when what was begun beside the sends is written. */
  settled(): Promise<void>;
}

export interface RefundRunnerParts {
  readonly ledger: Ledger;
  readonly helcim: HelcimClient;
  readonly runner: AttemptRunner;
  readonly replays: RefundReplays;
  readonly policy: RefundPolicy;
  readonly wireClock: Clock;
  readonly ages: Ages;
  readonly random: Random;
  readonly logger: Logger;
}

/** All that one decision rests on. */
interface Ground extends OriginalRead {
  /** The purchase of this till that the original settled. */
  readonly own: AttemptFacts | null;
  readonly refunds: readonly AttemptFacts[];
}

export function createRefundRunner(parts: RefundRunnerParts): RefundRunner {
  const { ledger, helcim, runner, replays, policy, wireClock, ages, random, logger } = parts;
  const reads = tellingReads({ ledger, runner, helcim, logger });
  const filings = new Set<Promise<void>>();
  /** By press: the same one from two windows is decided once. */
  const starts = new Map<string, Promise<Result<AttemptFacts>>>();
  const permission = createRefundPermission(wireClock);

  async function readGround(transactionId: number): Promise<Result<Ground>> {
    const remembered = await ledger.transaction(transactionId);
    const read = await readOriginal(reads, transactionId, remembered);
    if (!read.ok) return read;
    const { original, rows } = read.value;
    if (rows) await tellRefunds(transactionId, original?.invoiceNumber ?? null, rows);
    const kept = await ledger.transaction(transactionId);
    const [own, refunds] = await Promise.all([
      kept?.attemptId ? ledger.attempt(kept.attemptId) : null,
      ledger.refundsBeside(transactionId, original?.invoiceNumber ?? null),
    ]);
    return ok({ ...read.value, own, refunds });
  }

  /** The rows may settle a refund that is still in doubt, and then do not stand in the way of the next. */
  async function tellRefunds(
    transactionId: number,
    invoiceNumber: string | null,
    rows: readonly Transaction[],
  ): Promise<void> {
    const helcimOffsetMs = helcim.clockOffsetMs() ?? 0;
    const seen = { kind: 'rows_read', rows, source: 'lookup', isLookup: true, helcimOffsetMs } as const;
    for (const { attempt } of await ledger.refundsBeside(transactionId, invoiceNumber)) {
      if (attempt.watchClosedAtMs === null) await runner.observe(attempt.id, seen);
    }
  }

  function decide(ground: Ground, wish: RefundWish, hasTerminal: boolean): RefundPlan {
    const { originalAgeMs, isOurs } = circumstances(ground);
    return planRefund({
      original: ground.original,
      currency: wish.currency,
      batch: ground.batch,
      rows: ground.rows,
      ours: ground.refunds.map(({ attempt }) => attempt),
      ownRowIds: ownRowIds(ground),
      amountCents: wish.amountCents,
      saidCardKind: wish.cardKind,
      hasTerminal,
      isPermitted: permission.isGranted() || policy.hasOwnToken(),
      isInRecovery: ledger.info.inRecovery,
      needsManager: (amountCents) => policy.needsManager({ amountCents, originalAgeMs, isOurs }),
    });
  }

  function circumstances({ original, own }: Ground) {
    const atMs = original && createdAtMs(original);
    const helcimNowMs = wireClock.wallMs() + (helcim.clockOffsetMs() ?? 0);
    return { originalAgeMs: atMs === null ? null : helcimNowMs - atMs, isOurs: own !== null };
  }

  async function plan({ isAskedAnew, ...wish }: PlanWish): Promise<Result<PlannedRefund>> {
    if (isAskedAnew) permission.forget();
    const read = await readGround(wish.originalTransactionId);
    if (!read.ok) return read;
    const terminals = await ledger.terminals();
    const shown = read.value.original ?? (await ledger.transaction(wish.originalTransactionId));
    if (!shown) return failed('not_found');
    const decided = decide(read.value, wish, terminals.length > 0);
    return ok({ original: originalOf(shown, read.value), plan: decided });
  }

  function start(request: RefundRequest, press: Press): Promise<Result<AttemptFacts>> {
    const { pressId } = request;
    const known = starts.get(pressId);
    if (known) return known;
    const starting = startOnce(request, press).finally(() => starts.delete(pressId));
    starts.set(pressId, starting);
    return starting;
  }

  async function startOnce(request: RefundRequest, press: Press): Promise<Result<AttemptFacts>> {
    const taken = await ledger.attempt(request.pressId);
    if (taken) return ok(taken);
    if (!isWithinPress(press, wireClock)) return failed('not_sent_too_late');
    const read = await readGround(request.originalTransactionId);
    if (!read.ok) return read;
    const ground = read.value;
    const decided = decide(ground, request, request.terminalCode !== null);
    if (decided.kind !== 'go' || ground.original === null || ground.rows === null) return refusalOf(decided);
    const question = { amountCents: request.amountCents, ...circumstances(ground) };
    const allowed = await policy.allowRefund({ ...question, pin: request.managerPin });
    if (!allowed.ok) return allowed;
    const others = refundedByOthersCents(ground.rows, ground.original, ownRowIds(ground));
    const { invoiceNumber } = ground.original;
    if (others === null || invoiceNumber === null) return refusal('rows_unreadable');
    const refund: NewRefund = {
      road: decided.road,
      originalTransactionId: request.originalTransactionId,
      originalInvoiceNumber: invoiceNumber,
      originalAmountCents: ground.original.amountCents,
      refundedByOthersCents: others,
      rowsBefore: ground.rows.map((row) => row.transactionId),
      reason: request.reason,
      reasonText: request.reasonText,
      isAllowedByManager: allowed.value.byManager,
    };
    const { apiToken } = allowed.value;
    const submitted = await submit(attemptOf(request, refund, ground), refund, apiToken, press);
    if (submitted.ok) fileOthers(ground);
    return submitted;
  }

  function attemptOf(request: RefundRequest, refund: NewRefund, { own, original }: Ground): NewAttempt {
    return {
      id: request.pressId,
      terminalCode: refund.road === 'debit_refund' ? request.terminalCode : null,
      invoiceNumber: makeInvoiceNumber(random),
      refund,
      amountCents: request.amountCents,
      currency: request.currency,
      cashierId: request.who,
      atMs: ages.stampNow(),
      sale: own
        ? { id: own.sale.id }
        : {
            newId: random.uuid(),
            totalCents: original?.amountCents ?? refund.originalAmountCents,
            reference: null,
            customerCode: null,
          },
      confirmedDoubtIds: request.confirmedDoubtIds,
    };
  }

  function submit(
    attempt: NewAttempt,
    { road, originalTransactionId }: NewRefund,
    apiToken: string | null,
    press: Press,
  ): Promise<Result<AttemptFacts>> {
    const { id: attemptId, terminalCode, amountCents } = attempt;
    const send: RefundSend = { attemptId, road, terminalCode, amountCents, originalTransactionId, apiToken };
    const call = callOf(helcim, send, notePermission);
    return runner.submit(attempt, press, (gate) => call(replays.watched(send, gate)));
  }

  /** @param error of a refund call; null when Helcim took it */
  function notePermission(error: AppError | null): void {
    if (!permission.learn(error)) return;
    const note = { kind: 'refund_not_permitted', source: 'answer', data: {} } as const;
    track(ledger.note(note, wireClock.wallMs()));
  }

  /** What others gave back is kept, so that history and the day's close know of it. */
  function fileOthers({ rows, refunds }: Ground): void {
    const own = new Set(refunds.flatMap(({ transactions }) => transactions.map((row) => row.transactionId)));
    const others = (rows ?? []).filter((row) => givesBack(row) && !own.has(row.transactionId));
    const file = async () => {
      for (const row of others) await ledger.fileTransaction(row, 'lookup', wireClock.wallMs());
    };
    track(file());
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((cause: unknown) =>
        logger.error('the ledger did not take what was read', { cause: String(cause) }),
      )
      .finally(() => filings.delete(tracked));
    filings.add(tracked);
  }

  async function remind(wish: RefundWish & { readonly amountCents: AmountCents }): Promise<Result<null>> {
    const read = await readGround(wish.originalTransactionId);
    if (!read.ok) return read;
    const decided = decide(read.value, wish, true);
    const cardBatchId = read.value.original?.cardBatchId ?? null;
    if (decided.kind !== 'refuse' || !decided.canRemind || cardBatchId === null) {
      return decided.kind === 'refuse' ? refusalOf(decided) : failed('not_possible_now');
    }
    const { originalTransactionId, amountCents } = wish;
    await ledger.setReminder({ originalTransactionId, amountCents, cardBatchId }, wireClock.wallMs());
    return ok(null);
  }

  return {
    plan,
    start,
    remind,
    async settled() {
      await Promise.all(filings);
    },
  };
}

function refusalOf(plan: RefundPlan): ReturnType<typeof failed> {
  if (plan.kind === 'ask_card_kind') return refusal('ask_card_kind');
  if (plan.kind === 'go') return failed('not_possible_now');
  if (plan.why === 'in_recovery') return failed('in_recovery');
  return refusal(plan.why, plan.attemptId === null ? [] : [plan.attemptId]);
}

function refusal(detail: string, attemptIds: readonly string[] = []): ReturnType<typeof failed> {
  return failed('refund_not_possible', { detail, attemptIds });
}

function ownRowIds({ refunds }: Ground): ReadonlySet<number> {
  return new Set(refunds.flatMap(({ transactions }) => transactions.map((row) => row.transactionId)));
}

/** The original as a person is shown it, with what has gone back of it by all that is known. */
function originalOf(row: Transaction, ground: Ground): Original {
  const { own, refunds, rows, original } = ground;
  const ours = refunds
    .map(({ attempt }) => attempt)
    .filter((attempt) => attempt.originalTransactionId === row.transactionId);
  const othersCents = rows === null ? 0 : (refundedByOthersCents(rows, row, ownRowIds(ground)) ?? 0);
  return {
    ...rowFacts(row),
    attemptId: own?.attempt.id ?? null,
    reference: own?.sale.reference ?? null,
    terminalCode: own?.attempt.terminalCode ?? null,
    refundedCents: ours.reduce((sum, attempt) => sum + refundedCents(attempt), othersCents),
    unsettledCents: ours.reduce((sum, attempt) => sum + unprovenCents(attempt), 0),
    isChecked: original !== null,
  };
}
