import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChangeFeed } from '../../../electron/ipc/change-feed.ts';
import type { Change, Slices } from '../../../shared/ipc-contract.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A world of two slices; only their values matter here. */
function setUp(
  read: (state: { version: string; currency: 'CAD' | 'USD' | null }) => Promise<unknown> = async (s) => ({
    ...s,
  }),
) {
  const state = { version: 'a', currency: null as 'CAD' | 'USD' | null };
  const sent: Change[] = [];
  const feed = createChangeFeed({
    snapshot: () => read(state) as Promise<Slices>,
    send: (change) => void sent.push(change),
  });
  return { state, sent, feed };
}

describe('change feed', () => {
  it('sends what is published in one turn as one change, the newest value of each slice', async () => {
    const { sent, feed } = setUp();
    feed.publish({ version: 'b' });
    feed.publish({ currency: 'CAD' });
    feed.publish({ version: 'c' });
    expect(sent).toEqual([]);
    await turn();
    expect(sent).toEqual([{ seq: 1, slices: { version: 'c', currency: 'CAD' } }]);
  });

  it('numbers changes from 1 without gaps', async () => {
    const { sent, feed } = setUp();
    for (const version of ['b', 'c', 'd']) {
      feed.publish({ version });
      await turn();
    }
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('sends nothing when nothing was published', async () => {
    const { sent, feed } = setUp();
    await feed.snapshot();
    await turn();
    expect(sent).toEqual([]);
  });

  it('numbers a snapshot as the last change that is in it', async () => {
    const { state, feed } = setUp();
    state.version = 'b';
    feed.publish({ version: 'b' });
    const before = await feed.snapshot();
    await turn();
    const after = await feed.snapshot();
    expect(before).toMatchObject({ seq: 1, version: 'b' });
    expect(after.seq).toBe(1);
  });

  it('puts into a snapshot what was published while it was being made', async () => {
    const reading = Promise.withResolvers<void>();
    const { feed, state } = setUp(async (now) => {
      const early = { ...now };
      await reading.promise;
      return early;
    });
    const asked = feed.snapshot();
    state.version = 'b';
    feed.publish({ version: 'b' });
    await turn();
    reading.resolve();
    expect(await asked).toMatchObject({ seq: 1, version: 'b' });
  });

  it('rejects when the state cannot be read, and goes on afterwards', async () => {
    let works = false;
    const { feed } = setUp(async (state) => {
      if (!works) throw new Error('ledger closed');
      return { ...state };
    });
    await expect(feed.snapshot()).rejects.toThrow('ledger closed');
    works = true;
    await expect(feed.snapshot()).resolves.toMatchObject({ seq: 0, version: 'a' });
  });

  it('leaves a window with the true state, whatever the order of changes and snapshots', async () => {
    const step = fc.constantFrom('change version', 'change currency', 'ask', 'turn', 'answer');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const waiting: (() => void)[] = [];
        const { state, feed, sent } = setUp(async (now) => {
          const early = { ...now };
          await new Promise<void>((resolve) => waiting.push(resolve));
          return { ...early, currency: now.currency };
        });
        const asked: ReturnType<typeof feed.snapshot>[] = [];
        let count = 0;
        for (const name of steps) {
          count += 1;
          if (name === 'change version') {
            state.version = `v${count}`;
            feed.publish({ version: state.version });
          } else if (name === 'change currency') {
            state.currency = count % 2 === 0 ? 'CAD' : 'USD';
            feed.publish({ currency: state.currency });
          } else if (name === 'ask') asked.push(feed.snapshot());
          else if (name === 'turn') await turn();
          else waiting.shift()?.();
        }
        for (const answer of waiting) answer();
        const snapshots = await Promise.all(asked);
        await turn();
        await turn();
        expect(sent.map(({ seq }) => seq)).toEqual(sent.map((_, index) => index + 1));
        for (const snapshot of snapshots) {
          const later = sent.filter(({ seq }) => seq > snapshot.seq).map(({ slices }) => slices);
          const mirror: typeof snapshot = Object.assign({}, snapshot, ...later);
          expect({ version: mirror.version, currency: mirror.currency }).toEqual(state);
        }
      }),
    );
  });
});
