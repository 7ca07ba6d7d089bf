import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { liveLedgers } from '../../../electron/ledger/find-ledger.ts';
import { ledgerFileName } from '../../../electron/ledger/ledger-location.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { chooseStart, livePlace, type StartFacts, whyNoDemo } from '../../../electron/till/choose-helcim.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import type { AttemptState } from '../../../shared/lifecycle.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillside-practice-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const liveUrl = 'https://api.helcim.com/v2';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** What stands before the window at the start, with what is in the folder. */
const choose = (change: Partial<StartFacts> = {}) =>
  chooseStart({
    hasFixedToken: false,
    hasKeptToken: false,
    areSecretsLost: false,
    liveLedgers: liveLedgers(folder),
    isDemoWanted: false,
    ...change,
  });
/** A ledger of money with one attempt in this state. */
async function liveLedgerWith(name: string, state: AttemptState): Promise<void> {
  const opened = await openLedger({
    path: join(folder, name),
    mode: 'switched',
    practice: false,
    random: systemRandom,
    clock: systemClock,
    logger: silent,
  });
  if (!opened.ok) throw new Error(opened.error.code);
  const ledger = opened.value;
  await ledger.pairTerminal(terminal, null, 1);
  const prepared = await ledger.prepareAttempt({
    id: 'press-1',
    terminalCode: terminal,
    invoiceNumber: makeInvoiceNumber(systemRandom),
    refund: null,
    amountCents: amountCents(12_34),
    currency: 'CAD',
    cashierId: 'cashier-1',
    atMs: 1,
    sale: { newId: 'sale-1', totalCents: amountCents(12_34), reference: null, customerCode: null },
    confirmedDoubtIds: [],
  });
  if (!prepared.ok) throw new Error(prepared.error.code);
  await ledger.changeAttempt('press-1', () => ({ patch: { state } }));
  await ledger.close();
}
const terminal = 'AB12' as TerminalCode;
const touch = (name: string) => writeFile(join(folder, name), '');

describe('M13 practice is not money', () => {
  it('starts the demo where nothing is yet', () => {
    expect(choose()).toEqual({ ok: true, front: 'demo', others: [] });
  });

  it.each([
    ledgerFileName({ mode: 'switched', url: liveUrl }),
    ledgerFileName({ mode: 'switched', url: liveUrl, accountFingerprint: '123-456' }),
    ledgerFileName({ mode: 'switched', url: 'https://localhost-pos.example.com/v2' }),
    ledgerFileName({ mode: 'switched', url: 'https://1.example.com/v2' }),
  ])('does not start the demo by itself beside the ledger %s', async (name) => {
    await touch(name);
    expect(choose()).toEqual({ ok: true, front: 'live', others: [] });
    expect(whyNoDemo(liveLedgers(folder), false)).toContain(name);
  });

  it.each([{ hasFixedToken: true }, { hasKeptToken: true }, { areSecretsLost: true }])(
    'does not start it by itself where a till for real money was set up: %o',
    (facts) => {
      expect(choose(facts)).toEqual({ ok: true, front: 'live', others: [] });
    },
  );

  it('starts it there when a person asks for it, and goes on watching what is real', async () => {
    await touch(ledgerFileName({ mode: 'switched', url: liveUrl }));
    expect(choose({ isDemoWanted: true })).toEqual({ ok: true, front: 'demo', others: [] });
    expect(choose({ isDemoWanted: true, hasKeptToken: true })).toEqual({
      ok: true,
      front: 'demo',
      others: ['live'],
    });
  });

  it('M13 does not start it there for anybody while an attempt is open, and does again once it has ended', async () => {
    const name = ledgerFileName({ mode: 'switched', url: liveUrl });
    await liveLedgerWith(name, 'sending');
    await touch(ledgerFileName({ mode: 'switched', url: liveUrl, accountFingerprint: '9' }));
    for (const hasKeptToken of [true, false]) {
      const choice = choose({ isDemoWanted: true, hasKeptToken });
      expect(choice.ok ? '' : choice.why).toMatch(`(${name}) is still open`);
    }
    expect(choose()).toMatchObject({ front: 'live' });
    await rm(join(folder, name));
    await liveLedgerWith(name, 'declined');
    expect(choose({ isDemoWanted: true })).toMatchObject({ ok: true });
  });

  it('M13 does not start it there while it cannot be told whether an attempt is open', async () => {
    const name = ledgerFileName({ mode: 'switched', url: liveUrl });
    await writeFile(join(folder, name), 'this is no ledger '.repeat(500));
    const choice = choose({ isDemoWanted: true });
    expect(choice.ok ? '' : choice.why).toMatch(`(${name}) cannot be read`);
  });

  it.each([
    ledgerFileName({ mode: 'demo' }),
    ledgerFileName({ mode: 'switched', url: 'http://127.0.0.1:4000/v2' }),
    ledgerFileName({ mode: 'switched', url: 'http://localhost:4000/v2' }),
    ledgerFileName({ mode: 'switched', url: 'http://[::1]:4000/v2' }),
  ])('is not kept from the demo by the ledger of a server on this machine, %s', async (name) => {
    await touch(name);
    expect(choose()).toMatchObject({ ok: true, front: 'demo' });
  });

  it('takes a server that was named for what it is: no practice', () => {
    expect(livePlace({ baseUrl: liveUrl, token: 'a-token' })).toEqual({
      mode: { kind: 'switched', practice: false, host: 'api.helcim.com' },
      url: liveUrl,
      fixedToken: 'a-token',
    });
    expect(livePlace(null)).toMatchObject({ mode: { kind: 'live', practice: false }, url: liveUrl });
    expect(choose({ hasFixedToken: true, isDemoWanted: true })).toMatchObject({ ok: false });
  });

  it('gives each place that money can move in a ledger of its own', () => {
    const names = [
      ledgerFileName({ mode: 'demo' }),
      ledgerFileName({ mode: 'switched', url: liveUrl }),
      ledgerFileName({ mode: 'switched', url: `${liveUrl}/` }),
      ledgerFileName({ mode: 'switched', url: 'http://127.0.0.1:4000/v2' }),
      ledgerFileName({ mode: 'switched', url: 'http://127.0.0.1:4001/v2' }),
      ledgerFileName({ mode: 'switched', url: liveUrl, accountFingerprint: '1' }),
      ledgerFileName({ mode: 'switched', url: liveUrl, accountFingerprint: '2' }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('refuses to open a ledger of money for practice, and the other way round', async () => {
    await mkdir(join(folder, 'a'));
    const options = {
      path: join(folder, 'a', 'ledger-x.sqlite'),
      random: systemRandom,
      clock: systemClock,
      logger: silent,
    };
    const live = await openLedger({ ...options, mode: 'switched', practice: false });
    if (!live.ok) throw new Error(live.error.code);
    await live.value.close();
    expect(await openLedger({ ...options, mode: 'demo', practice: true })).toMatchObject({
      ok: false,
      error: { code: 'ledger_misplaced' },
    });
    expect(await openLedger({ ...options, mode: 'switched', practice: true })).toMatchObject({
      error: { code: 'ledger_misplaced' },
    });
  });
});
