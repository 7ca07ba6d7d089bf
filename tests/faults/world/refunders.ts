/**
 * Whoever gives money back: finds the payment, asks the till how it goes, reads what it says, and presses. As with any
 * press, two come at once, late, or past what the till has said.
 */

import type { SimulatedTransaction } from '../../../electron/simulator/transactions.ts';
import type { PlannedRefund } from '../../../shared/ipc-contract.ts';
import type { AmountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { createAsk, newPressId } from './asking.ts';
import type { Customers } from './customers.ts';
import type { HelcimSide } from './helcim.ts';
import type { Judge } from './judge.ts';
import type { Machine, Running } from './machine.ts';
import type { Scheduler } from './scheduler.ts';
import type { Happening, RefundPress } from './script.ts';
import type { Trace } from './trace.ts';

export interface Refunders {
  refund(step: RefundPress): void;
  retry(step: Extract<Happening, { kind: 'retry-refund' }>): void;
  /** What the till says of the payments last given back, with nothing in the way. */
  audit(): void;
}

interface RefunderParts {
  readonly scheduler: Scheduler;
  readonly machine: Machine;
  readonly helcim: HelcimSide;
  readonly customers: Customers;
  readonly judge: Judge;
  readonly draw: Drawing;
  readonly trace: Trace;
}

/** What is pressed. */
interface Wish {
  readonly step: RefundPress;
  readonly original: SimulatedTransaction;
  readonly cents: number;
  readonly terminalCode: TerminalCode | null;
  readonly cardKind: 'credit' | 'debit' | null;
}

const doubtPauseMs = 1_500;
const doubleClickMs = 60;
const auditedMax = 2;
const unread: readonly string[] = ['rows_unreadable', 'batch_unreadable'];

export function createRefunders(parts: RefunderParts): Refunders {
  const { scheduler, machine, helcim, customers, judge, draw, trace } = parts;
  const { world } = helcim;
  const ask = createAsk(judge);

  function isOf(row: SimulatedTransaction, of: RefundPress['of']): boolean {
    const isApproved = row.status === 'APPROVED';
    if (of === 'refund') return isApproved && row.type !== 'purchase';
    if (row.type !== 'purchase') return false;
    const isOurs = judge.seen.writes.has(row.invoiceNumber);
    return of === 'declined' ? !isApproved : isApproved && isOurs === (of === 'sale');
  }

  /** What was never there is not asked for: then it is a sale. */
  function originalOf({ of, back }: RefundPress): SimulatedTransaction | null {
    const rows = world.transactions.all();
    const wanted = rows.filter((row) => isOf(row, of));
    return wanted.at(-1 - back) ?? wanted.at(-1) ?? rows.findLast((row) => isOf(row, 'sale')) ?? null;
  }

  function readPlan(step: RefundPress, original: SimulatedTransaction, running: Running): void {
    const { share } = step;
    const cents = share === null ? null : Math.max(1, Math.floor((original.amountCents * share) / 100));
    const input = {
      originalTransactionId: original.transactionId,
      amountCents: cents as AmountCents | null,
      cardKind: null,
    };
    const plan = () => running.call('refunds', 'plan', input);
    const read = (answer: Awaited<ReturnType<typeof plan>>) => {
      trace.tell(`the till's plan: ${answer.ok ? planText(answer.value) : answer.error.code}`);
      if (answer.ok) judge.refundPlanned(answer.value, false);
      const wish = wishOf(step, original, cents, answer.ok ? answer.value : null);
      if (wish === null) return;
      scheduler.after(draw.whole(500, 2_500), () => {
        const now = machine.running();
        if (now !== null && now.till === running.till) press(wish, now);
      });
    };
    ask(`the plan of a refund of ${original.transactionId}`, running, plan, read, true);
  }

  function wishOf(
    step: RefundPress,
    original: SimulatedTransaction,
    askedCents: number | null,
    planned: PlannedRefund | null,
  ): Wish | null {
    const plan = planned?.plan ?? null;
    const isStopped = plan === null || plan.kind === 'refuse';
    if (isStopped && !step.ignoresPlan) return null;
    const left = plan?.refundableCents ?? null;
    const cents = askedCents ?? (left === null || left === 0 ? original.amountCents : left);
    const isAtTerminal =
      plan?.kind === 'go' ? plan.road === 'debit_refund' : original.card.isDebit && step.cardKind === 'debit';
    return {
      step,
      original,
      cents,
      terminalCode: isAtTerminal ? codeOf(step.terminal) : null,
      cardKind: plan?.kind === 'ask_card_kind' ? step.cardKind : null,
    };
  }

  function press(wish: Wish, running: Running): void {
    const { step, cents, original, terminalCode } = wish;
    trace.tell(
      `somebody gives back ${cents} of ${original.transactionId}${terminalCode === null ? '' : ` at ${terminalCode}`}`,
    );
    if (terminalCode !== null) customers.expect(terminalCode, step.customer);
    const pressId = newPressId(draw);
    send(wish, running, pressId, [], false);
    if (step.how === 'double-click')
      scheduler.after(doubleClickMs, () => send(wish, running, pressId, [], true));
    if (step.how === 'two-windows')
      scheduler.after(draw.whole(0, 400), () => send(wish, running, newPressId(draw), [], false));
  }

  function send(
    wish: Wish,
    running: Running,
    pressId: string,
    confirmedDoubtIds: readonly string[],
    isSecond: boolean,
  ): void {
    const { step, original, cents, terminalCode, cardKind } = wish;
    const { call, process, till } = running;
    if (process.isDead) return;
    const pressedAtMs = machine.clock.wallMs();
    const monotonicMs = machine.clock.monotonicMs();
    const start = () =>
      call('refunds', 'start', {
        pressId,
        pressedAtMs,
        originalTransactionId: original.transactionId,
        amountCents: cents as AmountCents,
        terminalCode,
        cardKind,
        reason: 'returned',
        reasonText: null,
        who: 'Ann',
        managerPin: null,
        confirmedDoubtIds: [...confirmedDoubtIds],
      });
    scheduler.after(step.transitMs, () => {
      if (process.isDead || machine.clock.isAsleep()) return;
      const wasSetBack = machine.clock.wallMs() < pressedAtMs;
      if (!isSecond)
        judge.refundPressed({
          id: pressId,
          original: original.transactionId,
          terminal: terminalCode,
          cents,
          cardKind,
          confirmed: confirmedDoubtIds,
          wallMs: wasSetBack ? machine.clock.wallMs() : pressedAtMs,
          monotonicMs: wasSetBack ? machine.clock.monotonicMs() : monotonicMs,
          process: process.number,
        });
      const told = (result: Awaited<ReturnType<typeof start>>) => {
        judge.pressAnswered(pressId, result.ok ? null : result.error.code);
        if (result.ok) return;
        trace.tell(`the refund is refused: ${result.error.code} ${result.error.detail ?? ''}`);
        const isDoubt = result.error.code === 'terminal_in_doubt';
        if (!isDoubt || isSecond || !step.confirmsDoubt || confirmedDoubtIds.length > 0) return;
        const { attemptIds } = result.error;
        scheduler.after(doubtPauseMs, () => {
          const now = machine.running();
          if (now !== null && now.till === till) send(wish, now, newPressId(draw), attemptIds, false);
        });
      };
      ask(`the refund of ${cents} of ${original.transactionId}`, running, start, told, true);
    });
  }

  const codeOf = (terminal: number) => helcim.codes[terminal % helcim.codes.length] as TerminalCode;

  return {
    refund(step) {
      const running = machine.running();
      const original = originalOf(step);
      if (running === null || original === null)
        return trace.tell(running === null ? 'nothing to give back with' : 'nothing to give back');
      if (draw.chance(0.3)) find(original, running);
      readPlan(step, original, running);
    },
    retry({ back, transitMs }) {
      const running = machine.running();
      const attempt = judge
        .attempts()
        .filter(({ kind }) => kind === 'refund')
        .at(-1 - back);
      if (running === null || !attempt) return;
      trace.tell(`somebody asks once more for ${attempt.number}`);
      scheduler.after(transitMs, () => {
        if (running.process.isDead || machine.clock.isAsleep()) return;
        judge.retryPressed(attempt.id, {
          wallMs: machine.clock.wallMs(),
          monotonicMs: machine.clock.monotonicMs(),
          process: running.process.number,
        });
        ask(`the retry of ${attempt.number}`, running, () =>
          running.call('refunds', 'retry', { attemptId: attempt.id }),
        );
      });
    },
    audit() {
      const running = machine.running();
      const refunds = judge.attempts().filter(({ kind }) => kind === 'refund');
      const originals = [...new Set(refunds.map(({ original }) => original))].slice(-auditedMax);
      for (const originalTransactionId of originals) {
        if (running === null || originalTransactionId === null) continue;
        const plan = () =>
          running.call('refunds', 'plan', { originalTransactionId, amountCents: null, cardKind: null });
        const read = (answer: Awaited<ReturnType<typeof plan>>) => {
          // A read may fail at any time, and then nothing is said of the payment.
          const plan = answer.ok ? answer.value.plan : null;
          const isRead = plan !== null && !(plan.kind === 'refuse' && unread.includes(plan.why));
          if (answer.ok && isRead) judge.refundPlanned(answer.value, true);
        };
        ask(`the last plan of ${originalTransactionId}`, running, plan, read, true);
      }
    },
  };

  /** By its number, as somebody reads it from a receipt. */
  function find({ invoiceNumber, transactionId }: SimulatedTransaction, running: Running): void {
    const input = { text: invoiceNumber, dateFrom: null, dateTo: null, amountCents: null, cursor: null };
    const search = () => running.call('refunds', 'find', input);
    ask(`the search for ${invoiceNumber}`, running, search, (answer) => {
      const count = answer.ok ? answer.value.originals.length : 0;
      trace.tell(`the search for ${transactionId} brings ${answer.ok ? count : answer.error.code}`);
    });
  }
}

function planText({ plan }: PlannedRefund): string {
  if (plan.kind === 'go') return `${plan.road} of ${plan.amountCents}, ${plan.refundableCents} are left`;
  if (plan.kind === 'refuse') return `no, ${plan.why}, ${plan.refundableCents} are left`;
  return `what kind of card is ${plan.cardType}?`;
}
