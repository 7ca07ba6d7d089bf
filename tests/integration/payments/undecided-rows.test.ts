import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';

let world: TillWorld;
afterEach(() => world.close());

type Row = Readonly<Record<string, unknown>>;

/** A declined attempt whose look-ups show a second row of the same number, as `change` makes it. */
async function declinedBeside(change: Row): Promise<string> {
  world = await openTillWorld({ webhooks: false, isProxied: true });
  world.proxy().setRewrite(({ path }, answer) => {
    if (path !== '/card-transactions' || !Array.isArray(answer.body)) return answer;
    const [first] = answer.body as Row[];
    if (!first) return answer;
    const second = { ...first, transactionId: 77_000_001, ...change };
    return { ...answer, body: [...answer.body, second] };
  });
  const id = await world.charged();
  await world.asking();
  await world.act('decline');
  await world.advanceTo(id, 'declined_may_retry', 30_000);
  return id;
}

describe('a decline beside a row of its own number that says neither yes nor no', () => {
  it.each([
    ['an amount that cannot be read', { amount: '1,250.00' }],
    ['no type', { type: null }],
    ['a status word nobody knows', { status: 'Settled' }],
    ['a pending status', { status: 'PENDING' }],
  ])('M5 M7 is never told as declined: %s', async (_what, change) => {
    const id = await declinedBeside(change);
    await world.pass(4 * 60_000);
    expect(await world.phase(id)).not.toBe('declined');
    await world.advanceTo(id, 'unknown', 4 * 60_000);
  });

  it('M5 M16 is unknown, not declined, when the ready screen is seen', async () => {
    const id = await declinedBeside({ status: 'PENDING' });
    await world.act('cancel');
    const said = await world.handlers().payments.readyScreen({ attemptId: id });
    expect(said).toMatchObject({ ok: true, value: { phase: 'unknown' } });
  });

  it('M6 is approved as soon as the other row is', async () => {
    const id = await declinedBeside({ status: 'PENDING' });
    world.proxy().setRewrite((call, answer) => {
      if (call.path !== '/card-transactions' || !Array.isArray(answer.body)) return answer;
      const [first] = answer.body as Row[];
      return first
        ? { ...answer, body: [first, { ...first, transactionId: 77_000_001, status: 'APPROVED' }] }
        : answer;
    });
    await world.advanceTo(id, 'approved', 60_000);
  });
});
