/** What the main process refuses by itself, whatever a window sends. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeWindow, openIpc } from '../../fakes/fake-ipc.ts';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';

let world: TillWorld;
let first: FakeWindow;
let second: FakeWindow;
beforeEach(async () => {
  world = await openTillWorld();
  [first, second] = openIpc(world, [1, 2]) as [FakeWindow, FakeWindow];
});
afterEach(() => world.close());

const input = (change: Record<string, unknown> = {}) => ({
  pressId: randomUUID(),
  pressedAtMs: Date.now(),
  amountCents: 12_34,
  terminalCode: world.code,
  reference: null,
  customerCode: null,
  saleId: null,
  confirmedDoubtIds: [],
  ...change,
});
const charge = (change?: Record<string, unknown>, from = first) =>
  from.call('payments', 'charge', input(change));
const invalid = { ok: false, error: { code: 'invalid_input' } };

async function expectNothingHappened(): Promise<void> {
  await world.settle();
  expect(world.purchases()).toBe(0);
  const page = await first.call('history', 'page', { cursor: null, limit: 10 });
  expect(page).toMatchObject({ ok: true, value: { total: 0 } });
}

describe('the amount of a charge', () => {
  it.each([
    ['B7 zero', 0],
    ['B7 minus zero', -0],
    ['B8 a negative one', -12_34],
    ['B8 the least number', Number.MIN_SAFE_INTEGER],
    ['B9 parts of a cent, as three decimals would make', 1_234.5],
    ['B9 almost a cent', 0.1],
    ['B10 1e9', 1e9],
    ['B10 1e9 dollars in cents', 1e11],
    ['B10 a number that is no longer exact', 2 ** 53],
    ['B10 infinity', Number.POSITIVE_INFINITY],
    ['B11 the text "$1,234.56"', '$1,234.56'],
    ['B12 the text "1 234,56 $"', '1 234,56 $'],
    ['B13 letters', 'twelve'],
    ['B13 no number at all', Number.NaN],
    ['B13 a number in letters', '1234'],
    ['B14 nothing', undefined],
    ['B14 null', null],
    ['B14 an empty text', ''],
    ['B13 a list', [1234]],
    ['B13 an object that turns into a number', { valueOf: 1234 }],
  ])('%s is refused', async (_name, amountCents) => {
    expect(await charge({ amountCents })).toMatchObject(invalid);
    await expectNothingHappened();
  });

  it('B14 a field that is missing is refused', async () => {
    const { amountCents: _left, ...rest } = input();
    expect(await first.call('payments', 'charge', rest)).toMatchObject(invalid);
    await expectNothingHappened();
  });
});

describe('the rest of a charge', () => {
  it.each([
    ['B6 a currency, which is never the window’s to choose', { currency: 'USD' }],
    ['B1 a code of three characters', { terminalCode: 'DY6' }],
    ['B1 a code of five characters', { terminalCode: 'DY6LL' }],
    ['B1 U15 a code in small letters, which only a person may type', { terminalCode: 'dy6l' }],
    ['B1 a code with a path in it', { terminalCode: '../x' }],
    ['B1 no code', { terminalCode: null }],
    ['M2 a number that was made elsewhere', { invoiceNumber: 'TS-AAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['U1 a reference without end', { reference: 'x'.repeat(61) }],
    ['U1 a customer code with a line end', { customerCode: 'CST\n1' }],
    ['U1 a reference with half a character, which the ledger cannot keep', { reference: 'table \ud83d' }],
    ['U1 a customer code with half a character', { customerCode: '\ude00CST1' }],
    ['a press without an id', { pressId: 'press' }],
    ['M1 a press without a time', { pressedAtMs: undefined }],
    ['M1 a press before all time', { pressedAtMs: -1 }],
    ['a sale that is no id', { saleId: "' or 1=1" }],
    ['more doubts than one can read', { confirmedDoubtIds: Array.from({ length: 21 }, () => randomUUID()) }],
  ])('%s is refused', async (_name, change) => {
    expect(await charge(change)).toMatchObject(invalid);
    await expectNothingHappened();
  });

  it('B1 refuses a code that is not paired here', async () => {
    expect(await charge({ terminalCode: 'QQQQ' })).toMatchObject({ error: { code: 'terminal_not_paired' } });
    await expectNothingHappened();
  });

  it('refuses a sale that this till does not know', async () => {
    expect(await charge({ saleId: randomUUID() })).toMatchObject({ error: { code: 'sale_unknown' } });
    await expectNothingHappened();
  });
});

describe('two windows', () => {
  it('B16 let exactly one charge through when both press at once', async () => {
    const results = await Promise.all([charge({}, first), charge({}, second)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'terminal_busy' } });
    await world.asking();
    expect(world.purchases()).toBe(1);
  });

  it('B16 see the same attempts', async () => {
    const charged = await charge({}, first);
    const seen = await second.call('app', 'snapshot', null);
    const id = charged.ok ? (charged.value as { id: string }).id : '';
    expect(seen).toMatchObject({ ok: true, value: { openAttempts: [{ id }] } });
  });

  it('B17 refuses the terminal of an open attempt to the second window and gives it another one', async () => {
    const [, other = ''] = world.simulator.devices().map(({ code }) => code);
    await second.call('terminals', 'pair', { code: other, nickname: null });
    const charged = await charge({}, first);
    const id = charged.ok ? (charged.value as { id: string }).id : '';
    expect(await charge({}, second)).toMatchObject({ error: { code: 'terminal_busy', attemptIds: [id] } });
    expect(await charge({ terminalCode: other }, second)).toMatchObject({ ok: true });
    await world.asking();
    await world.asking(other);
    expect(world.purchases()).toBe(2);
  });

  it('B17 refuses to unpair or ping a terminal while the other window’s attempt is on it', async () => {
    const charged = await charge({}, first);
    const id = charged.ok ? (charged.value as { id: string }).id : '';
    const { code } = world;
    expect(await second.call('terminals', 'unpair', { code })).toMatchObject({
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
    expect(await second.call('terminals', 'ping', { code })).toMatchObject({
      error: { code: 'ping_not_now', attemptIds: [id] },
    });
    await world.reach(id, 'waiting');
    expect(world.simulator.requests().some(({ path }) => path.endsWith('/ping'))).toBe(false);
  });
});
