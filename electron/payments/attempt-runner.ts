/**
 * Runs attempts: writes one before it is sent, sends it once, turns every observation into a ledger change. All
 * decisions are in `observations.ts` and the lifecycle table; here are only the effects.
 */
import { appError, failed, ok, type Result } from '../../shared/app-error.ts';
import { makeInvoiceNumber } from '../../shared/invoice-number.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import type { AmountCents, Currency } from '../../shared/money.ts';
import type { CloseReason, EvidenceSource, Transaction } from '../../shared/payment.ts';
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { HelcimClient, MoneyResult, SendGate } from '../helcim/helcim-client.ts';
import type { ReadPriority } from '../helcim/rate-budget.ts';
import type { AttemptFacts, Ledger, NewAttempt } from '../ledger/ledger.ts';
import type { Ages } from './ages.ts';
import { isMereLook } from './mere-look.ts';
import { decide, type Observation } from './observations.ts';
import { isWithinPress, type Press } from './press.ts';
import { withLimit } from './with-limit.ts';

/** A person waits for this look-up, so it ends even when the network does not answer (M16). */
const askedLookupMaxMs = 8_000;
const rewriteDelayMs = 500;

export interface ChargeRequest {
  readonly pressId: string;
  readonly amountCents: AmountCents;
  readonly currency: Currency;
  readonly terminalCode: TerminalCode;
  readonly reference: string | null;
  readonly customerCode: string | null;
  readonly saleId: string | null;
  readonly confirmedDoubtIds: readonly string[];
  readonly cashierId: string;
}

export type LookupResult = 'rows' | 'empty' | 'failed';

export interface AttemptRunnerListener {
  /** @param isMereLook it was looked up, and nothing else became of it */
  changed(facts: AttemptFacts, isMereLook: boolean): void;
  /** Transactions seen for the first time, for the health of the webhook. */
  transactionsSeen(transactionIds: readonly number[], source: EvidenceSource): void;
  /** `askedAtMs` is when the question was put: an answer knows nothing that happened later. */
  lookedUp(attemptId: string, result: LookupResult, askedAtMs: number): void;
}

/** One money call behind its gate, and what its end means for the attempt. */
export type MoneyCall = (gate: SendGate) => Promise<Observation>;

export interface AttemptRunner {
  /** Resolves when the attempt is on disk; the send goes on by itself. */
  charge(request: ChargeRequest, press: Press): Promise<Result<AttemptFacts>>;
  /**
   * Writes an attempt and sends it once by `call`, whose answer is observed; resolves when it is on disk. The same press
   * twice is one attempt and one send.
   */
  submit(attempt: NewAttempt, press: Press, call: MoneyCall): Promise<Result<AttemptFacts>>;
  /** What became of a request exists only here until it is written, so a failing disk is tried again. */
  observeUntilWritten(attemptId: string, observation: Observation): Promise<void>;
  observe(attemptId: string, observation: Observation): Promise<Result<AttemptFacts>>;
  /** One search by invoice number; a second call for the same attempt joins the first. */
  lookUp(attemptId: string, priority: ReadPriority): Promise<LookupResult>;
  /** A look-up that something waits for: asked after this call, never an older one, and with an end (M16). */
  lookUpInTime(attemptId: string): Promise<LookupResult>;
  isLookingUp(attemptId: string): boolean;
  readyScreen(attemptId: string): Promise<Result<AttemptFacts>>;
  closeUnknown(
    attemptId: string,
    who: string,
    reason: CloseReason,
    paidByAttemptId: string | null,
  ): Promise<Result<AttemptFacts>>;
  /** After sleep nobody knows what the terminal did meanwhile. */
  woken(): Promise<void>;
  /** From now on no press is taken; what is under way goes on. */
  refuseNew(): void;
  /** Resolves when every send and look-up under way has been answered and written. */
  settled(): Promise<void>;
  /** Ends the tries to write what a failing ledger would not take. */
  stop(): void;
}

export interface AttemptRunnerParts {
  readonly ledger: Ledger;
  readonly helcim: HelcimClient;
  /** The clock of the wire: never scaled, for M1. */
  readonly wireClock: Clock;
  readonly ages: Ages;
  readonly random: Random;
  readonly logger: Logger;
  /** Whose sales are put down that have no customer of their own; null leaves Helcim to make one for each. */
  readonly walkInCustomerCode?: () => string | null;
  readonly listener: AttemptRunnerListener;
}

export function createAttemptRunner(parts: AttemptRunnerParts): AttemptRunner {
  const { ledger, helcim, wireClock, ages, random, logger, listener } = parts;
  const lookups = new Map<string, Promise<LookupResult>>();
  const sends = new Set<Promise<void>>();
  let isRefusing = false;
  let isStopped = false;

  async function observe(attemptId: string, observation: Observation): Promise<Result<AttemptFacts>> {
    let isRefused = false;
    let isLook = false;
    let files: readonly Transaction[] = [];
    let seenIds: readonly number[] = [];
    const facts = await ledger.changeAttempt(attemptId, (current, foreignIds) => {
      const decision = decide(current, withoutRows(observation, foreignIds), ages.stampNow());
      isRefused = decision.isRefused;
      isLook = isMereLook(decision);
      files = decision.files;
      seenIds = (decision.change.claims ?? []).map(({ transaction }) => transaction.transactionId);
      return isRefused ? null : decision.change;
    });
    if (facts === null) return failed('attempt_unknown');
    if (isRefused) return failed('not_possible_now', { attemptIds: [attemptId] });
    const source = observation.kind === 'rows_read' ? observation.source : 'app';
    if (seenIds.length > 0) listener.transactionsSeen(seenIds, source);
    listener.changed(facts, isLook);
    for (const row of files) await ledger.fileTransaction(row, source, wireClock.wallMs());
    return ok(facts);
  }

  async function observeUntilWritten(attemptId: string, observation: Observation): Promise<void> {
    while (!isStopped) {
      try {
        await observe(attemptId, observation);
        return;
      } catch (cause) {
        logger.error('the ledger did not take an observation; trying again', {
          attemptId,
          kind: observation.kind,
          cause: String(cause),
        });
        await new Promise<void>((resolve) => wireClock.setTimer(rewriteDelayMs, resolve));
      }
    }
  }

  /**
   * One send, begun while the ledger still writes so that connecting costs no time of its own: no byte of the request
   * leaves before `isPrepared` says that the attempt is new and on disk (M1).
   */
  async function send(
    attemptId: string,
    press: Press,
    isPrepared: Promise<boolean>,
    call: MoneyCall,
  ): Promise<void> {
    const writes: Promise<void>[] = [];
    const gate: SendGate = {
      ready: isPrepared,
      mayStillWrite: () => isWithinPress(press, wireClock),
      onWritten: () => {
        const begunAtMs = ages.stampNow();
        writes.push(observeUntilWritten(attemptId, { kind: 'send_begun', begunAtMs }));
      },
    };
    let answer: Observation;
    try {
      answer = await call(gate);
    } catch (cause) {
      logger.error('a money call threw; its outcome counts as unclear', { attemptId, cause: String(cause) });
      answer = { kind: 'send_unclear', status: null, error: appError('outcome_unclear') };
    }
    if (!(await isPrepared)) return;
    await Promise.all(writes);
    await observeUntilWritten(attemptId, answer);
  }

  function beginSend(attemptId: string, press: Press, isPrepared: Promise<boolean>, call: MoneyCall): void {
    const sending = send(attemptId, press, isPrepared, call).finally(() => sends.delete(sending));
    sends.add(sending);
  }

  async function submit(attempt: NewAttempt, press: Press, call: MoneyCall): Promise<Result<AttemptFacts>> {
    if (!mayTake(press)) return answerUntaken(attempt.id);
    return submitTaken(attempt, press, call);
  }

  async function submitTaken(
    attempt: NewAttempt,
    press: Press,
    call: MoneyCall,
  ): Promise<Result<AttemptFacts>> {
    const preparing = prepare(attempt);
    const isPrepared = preparing.then((prepared) => prepared.ok && prepared.value.isNew);
    beginSend(attempt.id, press, isPrepared, call);
    const prepared = await preparing;
    if (!prepared.ok) return prepared;
    if (prepared.value.isNew) listener.changed(prepared.value.facts, false);
    return ok(prepared.value.facts);
  }

  async function charge(request: ChargeRequest, press: Press): Promise<Result<AttemptFacts>> {
    if (!mayTake(press)) return answerUntaken(request.pressId);
    const { terminalCode, amountCents, currency, reference } = request;
    const invoiceNumber = makeInvoiceNumber(random);
    const attempt: NewAttempt = {
      id: request.pressId,
      terminalCode,
      invoiceNumber,
      refund: null,
      amountCents,
      currency,
      cashierId: request.cashierId,
      atMs: ages.stampNow(),
      sale: request.saleId
        ? { id: request.saleId }
        : { newId: random.uuid(), totalCents: amountCents, reference, customerCode: request.customerCode },
      confirmedDoubtIds: request.confirmedDoubtIds,
    };
    const purchase = { terminalCode, amountCents, currency, invoiceNumber };
    return submitTaken(attempt, press, async (gate) => {
      // Whose customer an earlier sale belongs to is known only once the ledger was read.
      const code = request.saleId ? await customerOf(attempt.id, gate) : request.customerCode;
      // Read for each send; the ledger keeps the sale's own customer alone.
      const customerCode = code ?? parts.walkInCustomerCode?.() ?? null;
      return answerObservation(await helcim.startPurchase({ ...purchase, customerCode }, gate));
    });
  }

  async function customerOf(attemptId: string, gate: SendGate): Promise<string | null> {
    if (!(await gate.ready)) return null;
    return (await ledger.attempt(attemptId))?.sale.customerCode ?? null;
  }

  function mayTake(press: Press): boolean {
    return !isRefusing && isWithinPress(press, wireClock);
  }

  /** Too late to send anything, but a press that was taken in time and is asked about again still has its answer. */
  async function answerUntaken(pressId: string): Promise<Result<AttemptFacts>> {
    if (isRefusing) return failed('ledger_not_open');
    const taken = await ledger.attempt(pressId);
    return taken ? ok(taken) : failed('not_sent_too_late');
  }

  async function prepare(attempt: NewAttempt) {
    try {
      return await ledger.prepareAttempt(attempt);
    } catch (cause) {
      logger.error('the ledger did not take an attempt; nothing was sent', { cause: String(cause) });
      return failed('not_sent_ledger', { detail: String(cause).slice(0, 120) });
    }
  }

  async function searchOnce(attemptId: string, priority: ReadPriority): Promise<LookupResult> {
    const names = await ledger.attemptNames(attemptId);
    if (!names) return 'failed';
    const { kind, invoiceNumber: ownNumber, originalInvoiceNumber } = names;
    const invoiceNumber = kind === 'refund' ? originalInvoiceNumber : ownNumber;
    if (invoiceNumber === null) return 'failed';
    const read = await helcim.searchTransactions({ invoiceNumber }, priority);
    if (!read.ok) return 'failed';
    const rows = read.value.transactions;
    const helcimOffsetMs = helcim.clockOffsetMs() ?? 0;
    const seen = { kind: 'rows_read', rows, source: 'lookup', isLookup: true, helcimOffsetMs } as const;
    const observed = await observe(attemptId, seen);
    if (!observed.ok) return 'failed';
    // A row that could not be read may be the very one: such a look-up shows neither that there is nothing nor that
    // a decline was the end. The number of a refund's original may be another program's.
    const { unreadableCount, foreignUnreadableCount } = read.value;
    const count = unreadableCount + (kind === 'refund' ? foreignUnreadableCount : 0);
    if (count > 0) {
      logger.warn('Helcim named rows that cannot be read', { attemptId, count });
      return 'failed';
    }
    return rows.length === 0 ? 'empty' : 'rows';
  }

  async function searchAndTell(attemptId: string, priority: ReadPriority): Promise<LookupResult> {
    const askedAtMs = ages.stampNow();
    let result: LookupResult = 'failed';
    try {
      result = await searchOnce(attemptId, priority);
    } catch (cause) {
      logger.error('a look-up failed', { attemptId, cause: String(cause) });
    }
    listener.lookedUp(attemptId, result, askedAtMs);
    return result;
  }

  /** @param after what has to end first; the new look-up is asked only then */
  function beginLookup(
    attemptId: string,
    priority: ReadPriority,
    after?: Promise<unknown>,
  ): Promise<LookupResult> {
    const lookup = Promise.resolve(after)
      .then(() => searchAndTell(attemptId, priority))
      .finally(() => {
        if (lookups.get(attemptId) === lookup) lookups.delete(attemptId);
      });
    lookups.set(attemptId, lookup);
    return lookup;
  }

  function lookUp(attemptId: string, priority: ReadPriority): Promise<LookupResult> {
    return lookups.get(attemptId) ?? beginLookup(attemptId, priority);
  }

  function lookUpInTime(attemptId: string): Promise<LookupResult> {
    const lookup = beginLookup(attemptId, 'openAttempt', lookups.get(attemptId));
    return withLimit(lookup, askedLookupMaxMs, 'failed', wireClock);
  }

  async function readyScreen(attemptId: string): Promise<Result<AttemptFacts>> {
    const before = await ledger.attempt(attemptId);
    if (!before) return failed('attempt_unknown');
    if (!isOpen(before.attempt.state)) return failed('not_possible_now', { attemptIds: [attemptId] });
    // What the person says is newer than any look-up under way, so it takes one that is asked after the words.
    const lookup = await lookUpInTime(attemptId);
    const after = await ledger.attempt(attemptId);
    // The look-up itself may have brought the outcome; then the words change nothing.
    if (after && !isOpen(after.attempt.state)) return ok(after);
    return observe(attemptId, {
      kind: 'ready_screen_said',
      lookup: lookup === 'failed' ? 'failed' : 'empty',
    });
  }

  async function closeUnknown(
    attemptId: string,
    who: string,
    reason: CloseReason,
    paidByAttemptId: string | null,
  ): Promise<Result<AttemptFacts>> {
    if ((reason === 'paid_by_attempt') !== (paidByAttemptId !== null))
      return failed('invalid_input', { field: 'paidByAttemptId' });
    if (paidByAttemptId !== null) {
      const paidBy = await ledger.attempt(paidByAttemptId);
      if (paidByAttemptId === attemptId || paidBy?.attempt.approvedCents == null) {
        return failed('invalid_input', { field: 'paidByAttemptId' });
      }
    }
    return observe(attemptId, { kind: 'staff_closed', who, reason, paidByAttemptId });
  }

  return {
    charge,
    submit,
    observeUntilWritten,
    observe,
    lookUp,
    lookUpInTime,
    isLookingUp: (attemptId) => lookups.has(attemptId),
    readyScreen,
    closeUnknown,
    async woken() {
      for (const { attempt } of await ledger.openAttempts()) {
        await observe(attempt.id, { kind: 'woken' }).catch((cause: unknown) =>
          logger.error('an attempt was not marked after sleep', {
            attemptId: attempt.id,
            cause: String(cause),
          }),
        );
      }
    },
    refuseNew() {
      isRefusing = true;
    },
    async settled() {
      await Promise.allSettled([...sends, ...lookups.values()]);
    },
    stop() {
      isStopped = true;
    },
  };
}

/** A row that another attempt owns is no evidence here, but the other rows of the same read are (M6). */
function withoutRows(observation: Observation, foreignIds: ReadonlySet<number>): Observation {
  if (observation.kind !== 'rows_read' || foreignIds.size === 0) return observation;
  return {
    ...observation,
    rows: observation.rows.filter(({ transactionId }) => !foreignIds.has(transactionId)),
  };
}

export function answerObservation(result: MoneyResult): Observation {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'send_accepted', status: result.status };
    case 'refused':
      return { kind: 'send_refused', status: result.status, error: result.error };
    case 'not_sent':
      return { kind: 'send_not_sent', error: result.error };
    case 'unknown':
      return { kind: 'send_unclear', status: result.status, error: result.error };
  }
}
