import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSecretTries,
  pinWaitsMs,
  type SecretTries,
  type TryBook,
  tokenWaitsMs,
  waitAfterMs,
} from '../../../electron/settings/secret-tries.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

const subject = { id: 'a-pin', waitsMs: pinWaitsMs };
const wrong = async () => false;
const right = async () => true;

interface MemoryBook extends TryBook {
  readonly rows: { subject: string; outcome: 'right' | 'wrong' | null }[];
}

/** Keeps what it is told, as a ledger does over every end of the program. */
function createMemoryBook(): MemoryBook {
  const rows: MemoryBook['rows'] = [];
  return {
    rows,
    async failures(id) {
      const own = rows.filter((row) => row.subject === id);
      return own.length - 1 - own.map(({ outcome }) => outcome).lastIndexOf('right');
    },
    async begin(id) {
      rows.push({ subject: id, outcome: null });
      return rows.length - 1;
    },
    async end(n, isRight) {
      const row = rows[n];
      if (!row) throw new Error(`no try ${n}`);
      row.outcome = isRight ? 'right' : 'wrong';
    },
  };
}

async function fail(tries: SecretTries, clock: VirtualClock, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.advance(await tries.waitMs(subject));
    expect(await tries.attempt(subject, wrong)).toEqual({ kind: 'wrong' });
  }
}

describe('tries', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 5_000],
    [4, 30_000],
    [5, 120_000],
    [6, 600_000],
    [7, 3_600_000],
    [8, 3_600_000],
    [5_000, 3_600_000],
  ])('after %d wrong PINs wait %d ms', (failures, waitMs) => {
    expect(waitAfterMs(failures, pinWaitsMs)).toBe(waitMs);
  });

  it('at the API token wait half a minute at most, since it is the way out', () => {
    expect(waitAfterMs(1_000, tokenWaitsMs)).toBe(30_000);
  });

  it('are counted before anything is compared', async () => {
    const book = createMemoryBook();
    const tries = createSecretTries(book, createVirtualClock());
    await tries.attempt(subject, async () => {
      expect(book.rows).toEqual([{ subject: subject.id, outcome: null }]);
      return false;
    });
  });

  it('are neither counted nor compared during a wait', async () => {
    const clock = createVirtualClock();
    const book = createMemoryBook();
    const tries = createSecretTries(book, clock);
    await fail(tries, clock, 3);
    let compared = 0;
    const result = await tries.attempt(subject, async () => {
      compared += 1;
      return true;
    });
    expect(result).toEqual({ kind: 'wait', waitMs: 5_000 });
    expect([compared, book.rows.length]).toEqual([0, 3]);
    clock.advance(4_999);
    expect(await tries.attempt(subject, right)).toEqual({ kind: 'wait', waitMs: 1 });
    clock.advance(1);
    expect(await tries.attempt(subject, right)).toEqual({ kind: 'right' });
    expect(await tries.waitMs(subject)).toBe(0);
    expect(await book.failures(subject.id)).toBe(0);
  });

  it.each([
    ['forward', 400 * 86_400_000],
    ['back', -400 * 86_400_000],
  ])(
    'M15 wait on when the wall clock is set %s, in the same run and after a restart',
    async (_way, jumpMs) => {
      const clock = createVirtualClock();
      const book = createMemoryBook();
      const tries = createSecretTries(book, clock);
      await fail(tries, clock, 5);
      clock.jumpWall(jumpMs);
      expect(await tries.waitMs(subject)).toBe(120_000);
      clock.advance(60_000);
      const afterRestart = createSecretTries(book, clock);
      expect(await afterRestart.waitMs(subject)).toBe(120_000);
      clock.advance(120_000);
      expect(await afterRestart.attempt(subject, right)).toEqual({ kind: 'right' });
    },
  );

  it('count one that the end of the program cut off', async () => {
    const clock = createVirtualClock();
    const book = createMemoryBook();
    const never = () => new Promise<boolean>(() => undefined);
    for (let run = 0; run < 3; run += 1) void createSecretTries(book, clock).attempt(subject, never);
    await clock.advanceAsync(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(book.rows).toHaveLength(3);
    expect(await createSecretTries(book, clock).attempt(subject, right)).toEqual({
      kind: 'wait',
      waitMs: 5_000,
    });
  });

  it('of one subject cost another nothing', async () => {
    const clock = createVirtualClock();
    const tries = createSecretTries(createMemoryBook(), clock);
    await fail(tries, clock, 6);
    expect(await tries.waitMs({ ...subject, id: 'the-next-pin' })).toBe(0);
  });

  it('are so few in any stretch of time, with any restarts and any setting of the wall clock', async () => {
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.constant('guess' as const) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
      { weight: 1, arbitrary: fc.constantFrom(-1e10, 1e10) },
      { weight: 3, arbitrary: fc.record({ passMs: fc.integer({ min: 1, max: 3_600_000 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 120 }), async (acts) => {
        const clock = createVirtualClock();
        const book = createMemoryBook();
        let tries = createSecretTries(book, clock);
        const startMs = clock.monotonicMs();
        for (const each of acts) {
          if (each === 'guess') await tries.attempt(subject, wrong);
          else if (each === 'restart') tries = createSecretTries(book, clock);
          else if (typeof each === 'number') clock.jumpWall(each);
          else clock.advance(each.passMs);
        }
        // All waits between the guesses that were looked at lie in the time that has passed.
        const guesses = book.rows.length;
        let neededMs = 0;
        for (let failures = 1; failures < guesses; failures += 1)
          neededMs += waitAfterMs(failures, pinWaitsMs);
        expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(neededMs);
      }),
      { numRuns: 200 },
    );
  });
});
