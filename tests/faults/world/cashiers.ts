/** The people at the till: they press, press again, go past doubts, say what they see, and put alarms away. */
import type { Observation } from '../../../electron/payments/observations.ts';
import { appError } from '../../../shared/app-error.ts';
import type { AmountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { createAsk, newPressId } from './asking.ts';
import type { Customers } from './customers.ts';
import type { HelcimSide } from './helcim.ts';
import type { Judge } from './judge.ts';
import type { Machine, Running } from './machine.ts';
import { isOpenState } from './oracle/ledger-rows.ts';
import type { Scheduler } from './scheduler.ts';
import type { Echo, Press, Word } from './script.ts';
import type { Trace } from './trace.ts';

export interface Cashiers {
  pair(): void;
  press(press: Press): void;
  say(word: Word, back: number): void;
  /** Tells the program something about an attempt that it has moved past. */
  echo(what: Echo, back: number): void;
  acknowledgeAlarm(): void;
  ping(terminal: number): void;
  glance(): void;
  /** Done is pressed on most outcomes that have been looked at. */
  tidy(): void;
}

interface CashierParts {
  readonly scheduler: Scheduler;
  readonly machine: Machine;
  readonly helcim: HelcimSide;
  readonly customers: Customers;
  readonly judge: Judge;
  readonly draw: Drawing;
  readonly trace: Trace;
}

/** Whether an attempt in this state has moved past such news (sections 5 and M6 of the design). */
function isPast(what: Echo, state: string): boolean {
  if (!isOpenState(state) && state !== 'unknown') return true;
  const nothingNew = ['send_begun', 'send_accepted', 'send_unclear'];
  if (state === 'unknown')
    return [...nothingNew, 'restarted', 'no_news', 'time_ran_out', 'ready_screen_said'].includes(what);
  if (state === 'on_terminal')
    return [...nothingNew, 'send_refused', 'send_not_sent', 'staff_closed'].includes(what);
  if (state === 'checking') return [...nothingNew, 'restarted', 'no_news', 'staff_closed'].includes(what);
  return what === 'staff_closed' || (state === 'prepared' && what === 'ready_screen_said');
}

function observationOf(what: Echo, begunAtMs: number): Observation {
  const error = appError('outcome_unclear');
  switch (what) {
    case 'send_begun':
      return { kind: what, begunAtMs };
    case 'send_accepted':
      return { kind: what, status: 202 };
    case 'send_refused':
      return { kind: what, status: 409, error };
    case 'send_not_sent':
      return { kind: what, error };
    case 'send_unclear':
      return { kind: what, status: null, error };
    case 'ready_screen_said':
      return { kind: what, lookup: 'empty' };
    case 'staff_closed':
      return { kind: what, who: 'Echo', reason: 'left_without_paying', paidByAttemptId: null };
    default:
      return { kind: what };
  }
}

function isOk(result: unknown): result is { ok: true; value: { state: string } } {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === true;
}

interface LastSale {
  readonly saleId: string;
  readonly leftCents: number;
}

const doubtPauseMs = 1_500;

export function createCashiers(parts: CashierParts): Cashiers {
  const { scheduler, machine, helcim, customers, judge, draw, trace } = parts;
  const lastSales = new Map<number, LastSale>();
  const ask = createAsk(judge);
  const codeOf = (terminal: number) => helcim.codes[terminal % helcim.codes.length] as TerminalCode;

  function send(
    press: Press,
    running: Running,
    confirmed: readonly string[],
    pressId: string,
    isSecond: boolean,
  ): void {
    const { till, call, process } = running;
    const terminalCode = codeOf(press.terminal);
    const last = press.sale === 'again' ? lastSales.get(press.cashier) : undefined;
    const cents = last && last.leftCents > 0 ? Math.min(press.cents, last.leftCents) : press.cents;
    const pressedAtMs = machine.clock.wallMs();
    const monotonicMs = machine.clock.monotonicMs();
    if (!isSecond) {
      customers.expect(terminalCode, press.customer);
      trace.tell(
        `cashier ${press.cashier} presses ${cents} for ${terminalCode}${confirmed.length > 0 ? ', past a doubt' : ''}`,
      );
    }
    const charge = () =>
      call('payments', 'charge', {
        pressId,
        pressedAtMs,
        amountCents: cents as AmountCents,
        terminalCode,
        reference: null,
        customerCode: null,
        saleId: last?.saleId ?? null,
        confirmedDoubtIds: [...confirmed],
      });
    scheduler.after(press.transitMs, () => {
      if (process.isDead || machine.clock.isAsleep()) return;
      // Only the wall clock could tell how long a press was on its way; one that was set back tells nothing.
      const wasSetBack = machine.clock.wallMs() < pressedAtMs;
      if (!isSecond)
        judge.pressed({
          id: pressId,
          terminal: terminalCode,
          cents,
          saleId: last?.saleId ?? null,
          confirmed,
          wallMs: wasSetBack ? machine.clock.wallMs() : pressedAtMs,
          monotonicMs: wasSetBack ? machine.clock.monotonicMs() : monotonicMs,
          process: process.number,
        });
      ask(`the press of ${cents} for ${terminalCode}`, running, charge, (result) => {
        judge.pressAnswered(pressId, result.ok ? null : result.error.code);
        if (result.ok) {
          const { saleId, saleRemainderCents } = result.value;
          lastSales.set(press.cashier, { saleId, leftCents: saleRemainderCents });
          return;
        }
        trace.tell(`the press is refused: ${result.error.code}`);
        const isDoubt = result.error.code.endsWith('_in_doubt');
        if (!isDoubt || isSecond || !press.confirmsDoubt || confirmed.length > 0) return;
        const { attemptIds } = result.error;
        scheduler.after(doubtPauseMs, () => {
          const now = machine.running();
          if (now !== null && now.till === till) send(press, now, attemptIds, newPressId(draw), false);
        });
      });
    });
  }

  function attemptBack(back: number) {
    return judge.attempts().at(-1 - back) ?? null;
  }

  return {
    pair() {
      const running = machine.running();
      if (running === null) return;
      const paired = new Set((machine.shown().terminals ?? []).map(({ code }) => code));
      if (running.till.room() === null) return;
      for (const code of helcim.codes)
        if (!paired.has(code))
          ask(`pairing ${code}`, running, () =>
            running.call('terminals', 'pair', { code: code as TerminalCode, nickname: null }),
          );
    },
    press(press) {
      const running = machine.running();
      if (running === null) return;
      const pressId = newPressId(draw);
      send(press, running, [], pressId, false);
      if (press.isDoubled) scheduler.after(60, () => send(press, running, [], pressId, true));
    },
    say(word, back) {
      const running = machine.running();
      const attempt = attemptBack(back);
      if (running === null || attempt === null) return;
      const { call } = running;
      const attemptId = attempt.id;
      trace.tell(`somebody says ${word} of ${attempt.number}`);
      const words = judge.seen.words.get(attemptId) ?? [];
      judge.seen.words.set(attemptId, [...words, { word, atMs: scheduler.nowMs() }]);
      const calls: Readonly<Record<Word, () => Promise<unknown>>> = {
        readyScreen: () => call('payments', 'readyScreen', { attemptId }),
        lookUpNow: () => call('payments', 'lookUpNow', { attemptId }),
        async paysOtherwise() {
          const result = await call('payments', 'paysOtherwise', { attemptId });
          if (result.ok) judge.seen.paidOtherwise.add(attemptId);
        },
        acknowledge: () => call('payments', 'acknowledge', { attemptId }),
        closeUnknown: () => closeUnknown(running, attemptId),
      };
      ask(`${word} of ${attempt.number}`, running, calls[word], (result) => {
        // After the look-up that the words make, the terminal is free (M16).
        if (word === 'readyScreen' && isOk(result) && isOpenState(result.value.state))
          judge.blame(
            'M16',
            `the ready screen was said of ${attempt.number}, and it is ${result.value.state}`,
          );
      });
    },
    echo(what, back) {
      const running = machine.running();
      const attempt = attemptBack(back);
      const runner = running?.till.room()?.runner;
      if (running === null || attempt === null || !runner || machine.disk.isFull()) return;
      if (!isPast(what, attempt.state)) return;
      trace.tell(`the program hears ${what} of ${attempt.number} again`);
      ask(`the echo of ${what}`, running, () =>
        runner.observe(attempt.id, observationOf(what, attempt.preparedAt)),
      );
    },
    acknowledgeAlarm() {
      const running = machine.running();
      const alarm = machine.shown().alarms?.[0];
      if (running === null || !alarm) return;
      judge.seen.acknowledgedAlarms.add(alarm.id);
      trace.tell(`the manager takes note of ${alarm.kind}`);
      ask('putting an alarm away', running, () =>
        running.call('alarms', 'acknowledge', { alarmId: alarm.id, who: 'Mia' }),
      );
    },
    ping(terminal) {
      const running = machine.running();
      if (running !== null)
        ask('a ping', running, () => running.call('terminals', 'ping', { code: codeOf(terminal) }));
    },
    glance() {
      machine.running()?.till.lookUpNow();
      judge.glanced();
    },
    tidy() {
      const running = machine.running();
      if (running === null) return;
      for (const { id, invoiceNumber } of machine.shown().unacknowledged ?? [])
        if (draw.chance(0.6))
          ask(`done with ${invoiceNumber}`, running, () =>
            running.call('payments', 'acknowledge', { attemptId: id }),
          );
    },
  };

  function closeUnknown(running: Running, attemptId: string): Promise<unknown> {
    const paid = judge.attempts().find((each) => each.approved !== null && each.id !== attemptId);
    const reasons = [
      'left_without_paying',
      'got_goods_unpaid',
      'paid_otherwise',
      ...(paid ? ['paid_by_attempt' as const] : []),
    ] as const;
    const reason = draw.pick<(typeof reasons)[number]>(reasons);
    const paidByAttemptId = reason === 'paid_by_attempt' && paid ? paid.id : null;
    return running.call('payments', 'closeUnknown', { attemptId, who: 'Mia', reason, paidByAttemptId });
  }
}
