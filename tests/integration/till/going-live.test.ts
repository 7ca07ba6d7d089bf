/** From practice to real payments and back, with a simulator of its own standing for Helcim. */

import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../electron/simulator/simulator.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { type HelcimProxy, startHelcimProxy } from '../../fakes/helcim-proxy.ts';
import { type HouseRig, openHouseRig } from '../../fakes/house-rig.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let helcim: Simulator;
let proxy: HelcimProxy;
let rig: HouseRig;
beforeEach(async () => {
  helcim = await startSimulator({ seed: 'going-live' });
  proxy = await startHelcimProxy(helcim);
  rig = await openHouseRig();
});
afterEach(async () => {
  await rig.close();
  await proxy.close();
  await helcim.close();
});

const save = (token: string, isOtherAccountMeant = false) =>
  rig.program().handlers.setup.saveToken({ token, isOtherAccountMeant });
const mode = async () => (await rig.snapshot()).mode.kind;
const code = () => (helcim.devices()[0]?.code ?? '') as TerminalCode;

async function goLive(): Promise<void> {
  await rig.start(proxy.url);
  expect(await save(helcim.token)).toMatchObject({ ok: true });
  await ready();
  await takeWebhooks();
}
async function takeWebhooks(): Promise<void> {
  const { handlers } = rig.program();
  const kept = await handlers.setup.saveSecret({ name: 'verifier', secret: `whsec_${helcim.verifier}` });
  expect(kept).toMatchObject({ ok: true });
  helcim.setWebhookUrl((await rig.snapshot()).webhook.localUrl);
}
async function ready(): Promise<void> {
  await waitUntil('money can be taken', () => rig.program().house.front().blocked() === null);
}
async function pair(): Promise<void> {
  const { terminals } = rig.program().handlers;
  const terminal = rig.program().house.front().parts.demo?.virtualTerminals()[0]?.code ?? code();
  expect(await terminals.pair({ code: terminal as TerminalCode, nickname: null })).toMatchObject({
    ok: true,
  });
}
async function charge(at: string = code()) {
  return rig.program().handlers.payments.charge({
    pressId: randomUUID(),
    pressedAtMs: Date.now(),
    amountCents: amountCents(12_34),
    terminalCode: at as TerminalCode,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  });
}
async function charged(at?: string): Promise<AttemptView> {
  const answer = await charge(at);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}
const stateOf = async (id: string) =>
  (await rig.program().house.live()?.room()?.ledger.attempt(id))?.attempt.state;

describe('M13 from practice to real payments', () => {
  it('starts in practice on an empty computer, and opens the real till with the first token', async () => {
    await rig.start(proxy.url);
    expect(await mode()).toBe('demo');
    expect((await rig.snapshot()).setup).toMatchObject({ next: 'mode', hasLiveTill: false });
    expect(helcim.requests()).toEqual([]);
    expect(await save(` ${helcim.token}\n`)).toEqual({
      ok: true,
      value: {
        account: 'first',
        currency: 'CAD',
        rights: { transactions: 'yes', devices: 'yes', cardTerminals: 'yes' },
        deviceCount: helcim.devices().length,
      },
    });
    await ready();
    const { mode: now, setup, secrets } = await rig.snapshot();
    expect(now).toMatchObject({ kind: 'switched', practice: false });
    expect(setup).toMatchObject({ next: 'pairing', hasLiveTill: true });
    expect(secrets.apiToken).toEqual({ isSet: true, end: helcim.token.slice(-4), isFixed: false });
  });

  it('takes a payment with it, and goes on after a restart without asking again', async () => {
    await goLive();
    await pair();
    const { id } = await charged();
    await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
    await helcim.act(code(), 'tap-credit');
    await waitUntil('it is approved', async () => (await stateOf(id)) === 'approved', 20_000);
    // The guide knows of the first payment, also once somebody has taken note of it.
    const firstPayment = async () =>
      (await rig.snapshot()).setup.steps.find((step) => step.id === 'first_payment')?.state;
    await waitUntil('the guide knows it', async () => (await firstPayment()) === 'done');
    const noted = await rig.program().handlers.payments.acknowledge({ attemptId: id });
    expect(noted).toMatchObject({ ok: true });
    expect((await rig.snapshot()).unacknowledged).toEqual([]);
    expect(await firstPayment()).toBe('done');
    await rig.stop();
    await rig.start(proxy.url);
    expect(await mode()).toBe('switched');
    await ready();
    expect(await stateOf(id)).toBe('approved');
  });

  it('M11 tells the window, the log and the folder nothing of the token', async () => {
    await goLive();
    await pair();
    const files = await readdir(rig.folder, { recursive: true, withFileTypes: true });
    const bytes = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
    );
    const everything = [
      ...bytes.map((each) => each.toString('latin1')),
      JSON.stringify(rig.told()),
      JSON.stringify(await rig.snapshot()),
      rig.logLines.join('\n'),
    ];
    for (const text of everything) expect(text).not.toContain(helcim.token);
  });

  it.each([
    ['that nobody issued', 'sim_a-token-that-nobody-issued', 'token_invalid'],
    ['with a blank inside', 'sim_half a-token', 'secret_unusable'],
    ['that is empty', ' \n', 'secret_unusable'],
  ])('refuses a token %s and stays in practice', async (_name, token, errorCode) => {
    await rig.start(proxy.url);
    expect(await save(token)).toMatchObject({ ok: false, error: { code: errorCode } });
    expect(await mode()).toBe('demo');
    expect((await rig.snapshot()).secrets.apiToken.isSet).toBe(false);
  });

  it('keeps no token that could not be tried', async () => {
    await rig.start('http://127.0.0.1:9/v2');
    expect(await save(helcim.token)).toMatchObject({ error: { code: 'helcim_unreachable' } });
    expect((await rig.snapshot()).secrets.apiToken.isSet).toBe(false);
  });

  it.each([
    ['readOnly', { transactions: 'yes', devices: 'yes', cardTerminals: 'yes' }],
    ['purchaseOnly', { transactions: 'yes', devices: 'yes', cardTerminals: 'yes' }],
    ['noSettings', { transactions: 'yes', devices: 'no', cardTerminals: 'yes' }],
    ['powerless', { transactions: 'no', devices: 'no', cardTerminals: 'no' }],
  ] as const)('learns by reads alone what the token %s may do', async (name, rights) => {
    await rig.start(proxy.url);
    expect(await save(helcim.tokens[name])).toMatchObject({ ok: true, value: { rights } });
    expect(helcim.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('M14 keeps a token of another account out until a person means it, and then begins another ledger', async () => {
    await goLive();
    await pair();
    proxy.setRewrite((call, answer) =>
      call.path === '/card-terminals'
        ? { ...answer, body: [{ id: 9_999_999, nickname: 'x', currency: 'USD', status: 'ACTIVE' }] }
        : answer,
    );
    const { id } = await charged();
    expect(await save(helcim.tokens.readOnly)).toMatchObject({ error: { code: 'token_other_account' } });
    expect(await save(helcim.tokens.readOnly, true)).toMatchObject({ error: { code: 'mode_not_now' } });
    await waitUntil('it is on the terminal', async () => (await stateOf(id)) === 'on_terminal');
    expect(await rig.program().handlers.payments.readyScreen({ attemptId: id })).toMatchObject({ ok: true });
    await waitUntil('it is unclear', async () => (await stateOf(id)) === 'unknown');
    expect(await save(helcim.tokens.readOnly, true)).toMatchObject({ error: { code: 'mode_not_now' } });
    expect((await rig.snapshot()).secrets.apiToken.end).toBe(helcim.token.slice(-4));
    const closed = {
      attemptId: id,
      who: 'Ada',
      reason: 'left_without_paying',
      paidByAttemptId: null,
    } as const;
    expect(await rig.program().handlers.payments.closeUnknown(closed)).toMatchObject({ ok: true });
    expect((await rig.snapshot()).secrets.apiToken.end).toBe(helcim.token.slice(-4));
    expect(await save(helcim.tokens.readOnly, true)).toMatchObject({
      ok: true,
      value: { account: 'other', currency: 'USD' },
    });
    await ready();
    const { terminals, currency, alarms } = await rig.snapshot();
    expect([terminals, currency, alarms]).toEqual([[], 'USD', []]);
  });
});

describe('M13 practice beside real money', () => {
  it('changes over by a press, and back, each with its own ledger', async () => {
    await goLive();
    await pair();
    expect(await rig.program().handlers.setup.goPractice(null)).toMatchObject({ ok: true });
    expect(await mode()).toBe('demo');
    expect((await rig.snapshot()).terminals).toEqual([]);
    expect(await rig.program().handlers.setup.goLive(null)).toMatchObject({ ok: true });
    expect(await mode()).toBe('switched');
    expect((await rig.snapshot()).terminals).toHaveLength(1);
  });

  it('never while an attempt is open, in either till', async () => {
    await goLive();
    await pair();
    await charged();
    expect(await rig.program().handlers.setup.goPractice(null)).toMatchObject({
      error: { code: 'mode_not_now' },
    });
    expect(await save(helcim.tokens.readOnly)).toMatchObject({ ok: true });
    await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
    await helcim.act(code(), 'tap-credit');
    await waitUntil('it has ended', async () => (await rig.snapshot()).openAttempts.length === 0, 20_000);
    expect(await rig.program().handlers.setup.goPractice(null)).toMatchObject({ ok: true });
    await ready();
    await pair();
    const [virtual] = (await rig.snapshot()).virtualTerminals ?? [];
    await charged(virtual?.code);
    expect(await rig.program().handlers.setup.goLive(null)).toMatchObject({
      error: { code: 'mode_not_now' },
    });
    expect(await mode()).toBe('demo');
  });

  it('M6 goes on watching what was sent for real, and says so before practice', async () => {
    await goLive();
    await pair();
    const { id } = await charged();
    await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
    expect(await rig.program().handlers.payments.readyScreen({ attemptId: id })).toMatchObject({ ok: true });
    await waitUntil('it is unclear', async () => (await stateOf(id)) === 'unknown', 20_000);
    expect(await rig.program().handlers.setup.goPractice(null)).toMatchObject({ ok: true });
    // What the till tells of itself follows its ledger a moment later.
    await waitUntil(
      'the window before practice is told',
      async () => (await rig.snapshot()).liveWatch?.unknowns === 1,
    );
    expect((await rig.snapshot()).liveWatch).toEqual({ alarms: 0, open: 0, unknowns: 1 });
    await helcim.act(code(), 'tap-credit');
    await waitUntil('it is approved', async () => (await stateOf(id)) === 'approved', 20_000);
    await waitUntil(
      'the window before practice knows',
      async () => (await rig.snapshot()).liveWatch?.unknowns === 0,
    );
    expect(await mode()).toBe('demo');
  });

  it('starts practice behind which the real till is watched, on a person’s word', async () => {
    await goLive();
    await rig.stop();
    await rig.start(proxy.url, { isDemoWanted: true });
    expect(await mode()).toBe('demo');
    expect((await rig.snapshot()).liveWatch).toEqual({ alarms: 0, open: 0, unknowns: 0 });
    expect(rig.program().house.live()).not.toBeNull();
  });
});

describe('a token that Helcim stops taking in the middle of a day', () => {
  const revoke = () =>
    proxy.setRewrite(() => ({ status: 401, body: { errors: 'Unauthorized: the token is not valid' } }));
  const restore = () => proxy.setRewrite((_call, answer) => answer);

  it('stops new payments with one message, loses none that is open, and goes on by itself', async () => {
    await goLive();
    await pair();
    const { id } = await charged();
    await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
    await waitUntil('it is on the terminal', async () => (await stateOf(id)) === 'on_terminal');
    revoke();
    await helcim.act(code(), 'tap-credit');
    await waitUntil(
      'the refusal is noticed',
      () => rig.program().house.front().tokenTrouble()?.code === 'token_invalid',
      20_000,
    );
    const before = helcim.requests().length;
    expect(await charge()).toMatchObject({ ok: false, error: { code: 'token_invalid' } });
    expect(helcim.requests().filter(({ method }, at) => at >= before && method === 'POST')).toEqual([]);
    expect(['on_terminal', 'checking', 'unknown']).toContain(await stateOf(id));
    await waitUntil('the guide says so', async () => {
      const { setup } = await rig.snapshot();
      return setup.steps.some(({ problem }) => problem === 'token_invalid');
    });
    restore();
    expect(await save(helcim.tokens.full)).toMatchObject({ ok: true, value: { account: 'same' } });
    await waitUntil('it is approved', async () => (await stateOf(id)) === 'approved', 20_000);
    await ready();
  });

  it('M16 refused at a start that remembers no account leaves the manager the way to set another one', async () => {
    const pin = '482915';
    await goLive();
    await rig.program().handlers.manager.setPin({ pin, who: 'Ada' });
    await rig.stop();
    await rm(join(rig.folder, 'accounts.json'));
    revoke();
    await rig.start(proxy.url);
    await waitUntil('the ledger is open', () => rig.program().house.front().room());
    expect(rig.program().house.front().blocked()).toMatchObject({ code: 'token_invalid' });
    expect(rig.program().roleFor('setup')).toBe('cashier');
    expect(await charge()).toMatchObject({ error: { code: 'token_invalid' } });
    expect(await rig.program().handlers.manager.unlock({ pin })).toMatchObject({ ok: true });
    restore();
    expect(await save(helcim.tokens.full)).toMatchObject({ ok: true, value: { account: 'same' } });
    await ready();
  });

  it('M16 shows what the ledger holds without any token, and sends nothing', async () => {
    await goLive();
    await pair();
    await rig.program().handlers.setup.forgetSecret({ name: 'apiToken' });
    await rig.stop();
    const before = helcim.requests().length;
    await rig.start(proxy.url);
    // The server is one of this machine, so without a token practice would start; the real till is asked for.
    expect(await rig.program().handlers.setup.goLive(null)).toMatchObject({
      error: { code: 'token_missing' },
    });
    expect(helcim.requests().length).toBe(before);
  });

  it('asks for everything again where the record cannot be opened, and keeps the ledger', async () => {
    await goLive();
    await pair();
    await rig.stop();
    const elsewhere = await openHouseRig();
    rig.vault.setWeakness('no_encryption');
    await rig.start(proxy.url);
    await elsewhere.close();
    const { setup, blocked, terminals, secrets } = await rig.snapshot();
    expect(secrets.lostBecause).toBe('locked');
    expect(blocked?.code).toBe('token_missing');
    expect(terminals).toHaveLength(1);
    expect(setup.steps.find(({ id }) => id === 'token')).toMatchObject({ problem: 'secrets_lost' });
    expect(await save(helcim.token)).toMatchObject({ ok: true, value: { account: 'same' } });
    await ready();
    expect((await rig.snapshot()).secrets).toMatchObject({ isKept: false, unkeptBecause: 'no_encryption' });
  });
});

describe('the opening check', () => {
  it('says of each thing how it is, and leaves a busy terminal alone', async () => {
    await goLive();
    await pair();
    await rig.program().handlers.check.run(null);
    await rig.program().checker.settled();
    const { openingCheck } = await rig.snapshot();
    expect(openingCheck?.endedAtMs).not.toBeNull();
    expect(openingCheck?.steps.map(({ code: word }) => word)).toEqual([
      'token_ok',
      'clock_ok',
      'tunnel_none',
      'webhook_none',
      'terminal_ok',
      'alarms_none',
    ]);
    await charged();
    const pings = helcim.requests().filter(({ path }) => path.endsWith('/ping')).length;
    await rig.program().handlers.check.run(null);
    await rig.program().checker.settled();
    expect((await rig.snapshot()).openingCheck?.steps.map(({ code: word }) => word)).toContain(
      'terminal_busy',
    );
    expect(helcim.requests().filter(({ path }) => path.endsWith('/ping'))).toHaveLength(pings);
  });

  it('names what is wrong: token, clock, terminal', async () => {
    await goLive();
    await pair();
    await helcim.act(code(), 'sleep');
    proxy.setRewrite((call, answer) =>
      call.path === '/connection-test' ? { status: 403, body: { errors: 'Invalid token' } } : answer,
    );
    await rig.program().handlers.check.run(null);
    await rig.program().checker.settled();
    const codes = (await rig.snapshot()).openingCheck?.steps.map(({ code: word }) => word);
    expect(codes).toContain('token_failed');
    expect(codes).toContain('terminal_silent');
  });
});
