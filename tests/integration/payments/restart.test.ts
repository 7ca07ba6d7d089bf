import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import { takeSingleUse } from '../../../electron/ledger/single-use.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
let copy: string | null = null;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(async () => {
  await world.close();
  if (copy) await rm(copy, { recursive: true, force: true });
  copy = null;
});

const ledgerFiles = async () => (await readdir(world.folder)).filter((name) => name.startsWith('ledger-'));
/** Keeps the ledger's files as they are now, without the witness. */
async function keepCopy(): Promise<void> {
  copy = await mkdtemp(join(tmpdir(), 'tillside-copy-'));
  for (const name of await ledgerFiles())
    if (!name.includes('witness')) await cp(join(world.folder, name), join(copy, name));
}
async function restoreCopy(): Promise<void> {
  for (const name of await ledgerFiles()) if (!name.includes('witness')) await rm(join(world.folder, name));
  await cp(copy ?? '', world.folder, { recursive: true });
}
const paidOnce = async (cents: number) => {
  const id = await world.charged({ cents });
  await world.asking();
  await world.act('tap-credit');
  await world.reach(id, 'approved');
  return id;
};
const newestId = () => world.simulator.transactions().at(-1)?.transactionId ?? 0;

describe('an older ledger in the place of this one', () => {
  it('M14 goes on as another till, says so, and knows what Helcim has since', async () => {
    await open();
    await paidOnce(10_00);
    await world.stopTill();
    await keepCopy();
    await world.startTill();
    const { tillId } = world.ledger().info;
    await paidOnce(20_00);
    const lost = newestId();
    await world.stopTill();
    await restoreCopy();
    await world.startTill();
    await waitUntil('the end of the recovery', () => !world.ledger().info.inRecovery);
    expect(world.ledger().info.tillId).not.toBe(tillId);
    expect((await world.alarmKinds()).toSorted()).toEqual(['ledger_restored', 'payment_without_attempt']);
    expect(await world.ledger().transaction(lost)).toMatchObject({
      attemptId: null,
      status: 'approved',
      source: 'recovery',
    });
    expect(await world.ledger().verifyChain()).toMatchObject({ ok: true });
    await paidOnce(30_00);
  });

  it('M14 M6 takes up an attempt that was open when the copy was made', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await keepCopy();
    await world.startTill();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    await world.stopTill();
    await restoreCopy();
    await world.startTill();
    const { transactions } = await world.reach(id, 'approved');
    expect(transactions).toHaveLength(1);
    expect(world.purchases()).toBe(1);
  });

  it('M14 is noticed when it comes without the machine’s own knowledge of it', async () => {
    await open();
    await paidOnce(10_00);
    const { tillId } = world.ledger().info;
    await world.stopTill();
    for (const name of await ledgerFiles()) if (name.includes('witness')) await rm(join(world.folder, name));
    await world.startTill();
    await waitUntil('the end of the recovery', () => !world.ledger().info.inRecovery);
    expect(world.ledger().info.tillId).not.toBe(tillId);
    expect(await world.alarmKinds()).toEqual(['ledger_restored']);
  });

  it('M14 stays in recovery until Helcim could be read, and tries again within seconds', async () => {
    await open();
    await paidOnce(10_00);
    await world.stopTill();
    for (const name of await ledgerFiles()) if (name.includes('witness')) await rm(join(world.folder, name));
    world.simulator.faults.add({ kind: 'drop', match: { path: '/card-transactions' }, times: 'always' });
    await world.startTill();
    await waitUntil('the failed try', () =>
      world.logLines.some((line) => line.includes('recovery read') && line.includes('"ok":false')),
    );
    expect(world.ledger().info.inRecovery).toBe(true);
    world.simulator.faults.clear();
    await waitUntil('the end of the recovery', () => !world.ledger().info.inRecovery);
  });
});

describe('a recovery', () => {
  const dayMs = 86_400_000;
  const wholeRecovery = () => waitUntil('the end of the recovery', () => !world.ledger().info.inRecovery);

  it('M14 reads from the last entry of the copy, whatever was sold before Helcim could be read', async () => {
    await open({ isOneClock: true });
    await paidOnce(10_00);
    await world.stopTill();
    await keepCopy();
    await world.startTill();
    await paidOnce(20_00);
    const lost = newestId();
    await world.stopTill();
    await restoreCopy();
    world.clock.advance(5 * dayMs);
    world.simulator.faults.add({ kind: 'drop', match: { path: '/card-transactions' }, times: 'always' });
    await world.startTill();
    await waitUntil('the failed try', () =>
      world.logLines.some((line) => line.includes('recovery read') && line.includes('"ok":false')),
    );
    await world.charged({ cents: 30_00 });
    await world.asking();
    world.simulator.faults.clear();
    await world.restart();
    await wholeRecovery();
    expect(await world.ledger().transaction(lost)).toMatchObject({ status: 'approved', source: 'recovery' });
  });

  it('M14 reads months back where the ledger itself was lost', async () => {
    await open({ isOneClock: true });
    await paidOnce(20_00);
    const lost = newestId();
    await world.stopTill();
    for (const name of await ledgerFiles()) if (!name.includes('witness')) await rm(join(world.folder, name));
    world.clock.advance(90 * dayMs);
    await world.startTill();
    await wholeRecovery();
    expect(await world.ledger().transaction(lost)).toMatchObject({ status: 'approved', source: 'recovery' });
  });
});

describe('a start', () => {
  it('U22 B30 knows the attempt of a till that ended right after the press', async () => {
    await open({ timeouts: { moneyAnswerMs: 500 } });
    world.simulator.faults.add({ kind: 'hang', match: { method: 'POST', path: '/devices/' } });
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await world.startTill();
    expect((await world.slices()).openAttempts.map((attempt) => attempt.id)).toEqual([id]);
    expect(await world.charge()).toMatchObject({ error: { code: 'terminal_busy', attemptIds: [id] } });
    await world.act('tap-credit');
    await world.advanceTo(id, 'approved', 10_000);
    expect(world.purchases()).toBe(1);
  });

  it('M16 shows the outcomes found meanwhile first, and until somebody took note', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await world.act('decline');
    await world.act('cancel');
    await world.startTill();
    await world.pass(140_000);
    expect(await world.phase(id)).toBe('declined');
    await world.restart();
    expect((await world.slices()).unacknowledged.map((attempt) => attempt.id)).toEqual([id]);
    await world.handlers().payments.acknowledge({ attemptId: id });
    await world.restart();
    expect((await world.slices()).unacknowledged).toEqual([]);
  });

  it('M6 goes on watching what ended in an earlier run', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-approval', ms: 20 * 60_000, match: { path: '/devices/' } });
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    await world.settle();
    expect(await world.phase(id)).toBe('cancelled');
    world.simulator.setWebhookUrl(null);
    await world.stopTill();
    await world.pass(25 * 60_000);
    await world.startTill();
    await world.pass(10_000);
    expect((await world.facts(id)).attempt.laterProven).toBe('approved');
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('M16 takes the ledger as soon as another program lets go of it', async () => {
    await open();
    const id = await world.charged();
    await world.reach(id, 'waiting');
    await world.stopTill();
    const name = (await ledgerFiles()).find((each) => each.endsWith('.sqlite')) ?? '';
    const held = takeSingleUse(machineDisk, join(world.folder, name));
    await world.startTill(false);
    await waitUntil('the refusal', () => world.till().blocked()?.code === 'ledger_not_open');
    expect(await world.charge()).toMatchObject({ ok: false, error: { code: 'ledger_not_open' } });
    held?.release();
    await waitUntil('the ledger', () => world.till().blocked() === null);
    await world.reach(id, 'checking');
    expect(world.purchases()).toBe(1);
  });

  it('M16 does not need Helcim: with the network away the open attempt is there and the cashier can go on', async () => {
    await open({ isProxied: true });
    const id = await world.charged();
    await world.reach(id, 'waiting');
    await world.stopTill();
    world.proxy().setGate(async () => 'cut');
    await world.startTill(false);
    await world.reach(id, 'checking');
    expect(await world.handlers().payments.readyScreen({ attemptId: id })).toMatchObject({
      ok: true,
      value: { phase: 'unknown', filedAs: 'stopped_at_terminal' },
    });
    const next = await world.charged({ confirmedDoubtIds: [id] });
    await world.advanceTo(next, 'checking', 5_000);
  });
});
