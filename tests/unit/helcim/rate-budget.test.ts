import { describe, expect, it } from 'vitest';
import {
  type BudgetTicket,
  type CallEnd,
  createRateBudget,
  endedUnanswered,
  type RateBudget,
  type ReadPriority,
} from '../../../electron/helcim/rate-budget.ts';
import { createManualClock } from './manual-clock.ts';

const plainEnd: CallEnd = { ...endedUnanswered };
const limited = (retryAfterMs: number | null): CallEnd => ({
  ...endedUnanswered,
  wasLimited: true,
  retryAfterMs,
});

/** Notes in `served` who was served, in order; keeps the ticket. */
function ask(budget: RateBudget, priority: ReadPriority, served: string[], name: string = priority) {
  return budget.forRead(priority).then((ticket) => {
    served.push(ticket === null ? `${name} refused` : name);
    return ticket;
  });
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

/** Takes every place of the reads at once. */
async function fill(budget: RateBudget): Promise<BudgetTicket[]> {
  const tickets = [
    await budget.forRead('rest'),
    await budget.forRead('rest'),
    await budget.forRead('rest'),
    await budget.forRead('openAttempt'),
  ];
  return tickets.filter((ticket) => ticket !== null);
}

describe('rate budget', () => {
  it('serves reads by priority and then by age', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1 });
    const held = await fill(budget);
    const served: string[] = [];
    for (const [index, priority] of (
      ['rest', 'unknown', 'inbox', 'openAttempt', 'rest'] as const
    ).entries()) {
      void ask(budget, priority, served, `${priority}${index}`).then((ticket) => ticket?.ended(plainEnd));
    }
    await settle();
    expect(served).toEqual([]);
    for (const ticket of held) ticket.ended(plainEnd);
    await settle();
    await settle();
    expect(served).toEqual(['openAttempt3', 'inbox2', 'unknown1', 'rest0', 'rest4']);
  });

  it('M1 gives a money call its place at once while reads wait', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1 });
    await fill(budget);
    const served: string[] = [];
    void ask(budget, 'openAttempt', served);
    await settle();
    expect(served).toEqual([]);
    expect(budget.forMoney()).not.toBeNull();
  });

  it('M1 refuses a money call at once when nothing is left', () => {
    const clock = createManualClock();
    const budget = createRateBudget({ clock, tillsOnAccount: 1 });
    for (let call = 0; call < 100; call += 1) budget.forMoney()?.ended(plainEnd);
    expect(budget.forMoney()).toBeNull();
    clock.advance(60_000);
    expect(budget.forMoney()).not.toBeNull();
  });

  it('bounds the queue and turns the least urgent away first', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1, queueMax: 2 });
    await fill(budget);
    const served: string[] = [];
    void ask(budget, 'inbox', served);
    void ask(budget, 'rest', served, 'first rest');
    void ask(budget, 'rest', served, 'second rest');
    void ask(budget, 'openAttempt', served);
    await settle();
    expect(served).toEqual(['second rest refused', 'first rest refused']);
  });

  it('bounds the wait, shorter for what a cashier looks at', async () => {
    const clock = createManualClock();
    const budget = createRateBudget({ clock, tillsOnAccount: 1 });
    await fill(budget);
    const served: string[] = [];
    void ask(budget, 'rest', served);
    void ask(budget, 'openAttempt', served);
    clock.advance(10_000);
    await settle();
    expect(served).toEqual(['openAttempt refused']);
    clock.advance(20_000);
    await settle();
    expect(served).toEqual(['openAttempt refused', 'rest refused']);
  });

  it('wakes by itself when the window moves on', async () => {
    const clock = createManualClock();
    const budget = createRateBudget({ clock, tillsOnAccount: 1 });
    for (let call = 0; call < 80; call += 1) (await budget.forRead('rest'))?.ended(plainEnd);
    clock.advance(40_000);
    const served: string[] = [];
    void ask(budget, 'rest', served);
    clock.advance(19_999);
    await settle();
    expect(served).toEqual([]);
    clock.advance(1);
    await settle();
    expect(served).toEqual(['rest']);
  });

  it.each([
    ['what Retry-After asks', 8_000, 8_000],
    ['five seconds without a wish', null, 5_000],
    ['a minute at most', 86_400_000, 60_000],
  ])('pauses reads after a 429 for %s', async (_name, retryAfterMs, pauseMs) => {
    const clock = createManualClock();
    const budget = createRateBudget({ clock, tillsOnAccount: 1 });
    (await budget.forRead('rest'))?.ended(limited(retryAfterMs));
    const served: string[] = [];
    if (pauseMs > 10_000) clock.advance(pauseMs - 5_000);
    void ask(budget, 'rest', served);
    clock.advance((pauseMs > 10_000 ? 5_000 : pauseMs) - 1);
    await settle();
    expect(served).toEqual([]);
    clock.advance(1);
    await settle();
    expect(served).toEqual(['rest']);
  });

  it('pauses longer with every 429 in a row and starts small again after an answer', async () => {
    const clock = createManualClock();
    const budget = createRateBudget({ clock, tillsOnAccount: 1 });
    async function pauseAfter(end: CallEnd): Promise<number> {
      const ticket = budget.forMoney();
      ticket?.ended(end);
      const startMs = clock.monotonicMs();
      const served: string[] = [];
      void ask(budget, 'rest', served).then((read) => read?.withdrawn());
      await settle();
      while (served.length === 0) {
        clock.advance(1_000);
        await settle();
      }
      return clock.monotonicMs() - startMs;
    }
    expect(await pauseAfter(limited(null))).toBe(5_000);
    expect(await pauseAfter(limited(null))).toBe(10_000);
    expect(await pauseAfter(limited(null))).toBe(20_000);
    expect(await pauseAfter({ ...plainEnd, minuteRemaining: 90 })).toBe(0);
    expect(await pauseAfter(limited(null))).toBe(5_000);
  });

  it('lets a money call through during a pause, its answer being definite either way', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1 });
    (await budget.forRead('rest'))?.ended(limited(30_000));
    expect(budget.forMoney()).not.toBeNull();
  });

  it('ends all waiting on close and gives nothing afterwards', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1 });
    const held = await fill(budget);
    const served: string[] = [];
    void ask(budget, 'openAttempt', served);
    void ask(budget, 'rest', served);
    budget.close();
    await settle();
    expect(served).toEqual(['openAttempt refused', 'rest refused']);
    for (const ticket of held) ticket.ended(plainEnd);
    expect(await budget.forRead('openAttempt')).toBeNull();
    expect(budget.forMoney()).toBeNull();
  });

  it('counts a ticket once, however often it is ended', async () => {
    const budget = createRateBudget({ clock: createManualClock(), tillsOnAccount: 1 });
    const ticket = budget.forMoney();
    ticket?.withdrawn();
    ticket?.ended(limited(60_000));
    expect(await budget.forRead('rest')).not.toBeNull();
  });
});
