/** A till whose everyday token only takes payments, and a second one for refunds that opens with the manager's PIN. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../electron/simulator/simulator.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { type HouseRig, openHouseRig } from '../../fakes/house-rig.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

const pin = '482915';
const who = 'Ada';

let helcim: Simulator;
let rig: HouseRig;
let code: TerminalCode;
beforeEach(async () => {
  helcim = await startSimulator({ seed: 'refund-token' });
  rig = await openHouseRig();
  code = (helcim.devices()[0]?.code ?? '') as TerminalCode;
  await rig.start(helcim.url);
  const { setup, terminals, manager } = handlers();
  const saved = await setup.saveToken({ token: helcim.tokens.purchaseOnly, isOtherAccountMeant: false });
  expect(saved).toMatchObject({ ok: true });
  await waitUntil('money can be taken', () => rig.program().house.front().blocked() === null);
  await setup.saveSecret({ name: 'verifier', secret: helcim.verifier });
  helcim.setWebhookUrl((await rig.snapshot()).webhook.localUrl);
  expect(await terminals.pair({ code, nickname: null })).toMatchObject({ ok: true });
  expect(await manager.setPin({ pin, who })).toMatchObject({ ok: true });
  const limits = { aboveCents: 100_00, olderThanDays: null, notFromThisTill: false };
  expect(await manager.setLimits({ pin, limits, who })).toMatchObject({ ok: true });
});
afterEach(async () => {
  await rig.close();
  await helcim.close();
});

const handlers = () => rig.program().handlers;
const ledger = () => rig.program().house.live()?.room()?.ledger;

/** @returns the id of Helcim's transaction of a credit sale whose batch has closed */
async function sold(): Promise<number> {
  const pressId = randomUUID();
  await handlers().payments.charge({
    pressId,
    pressedAtMs: Date.now(),
    amountCents: amountCents(25_00),
    terminalCode: code,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  });
  await waitUntil('the terminal asks', () => helcim.devices().some(({ request }) => request !== null));
  await helcim.act(code, 'tap-credit');
  const facts = await waitUntil('it is approved', async () => {
    const found = await ledger()?.attempt(pressId);
    return found?.attempt.state === 'approved' ? found : null;
  });
  helcim.closeBatch();
  return facts.transactions[0]?.transactionId ?? 0;
}

function refund(originalTransactionId: number, managerPin: string | null) {
  return handlers().refunds.start({
    pressId: randomUUID(),
    pressedAtMs: Date.now(),
    originalTransactionId,
    amountCents: amountCents(10_00),
    terminalCode: null,
    cardKind: null,
    reason: 'returned',
    reasonText: null,
    who,
    managerPin,
  });
}

describe('M9 M11 a second token for refunds', () => {
  it('takes payments with the one and refunds with the other, by the PIN alone', async () => {
    const original = await sold();
    const kept = await handlers().setup.saveRefundToken({ token: `${helcim.tokens.full}\n`, pin, who });
    expect(kept).toMatchObject({ ok: true, value: { hasRefundToken: true } });
    expect(await refund(original, null)).toMatchObject({
      error: { code: 'manager_needed', detail: 'refund_token' },
    });
    expect(await refund(original, '482916')).toMatchObject({ error: { code: 'pin_wrong' } });
    expect(helcim.requests().filter(({ path }) => path === '/payment/refund')).toEqual([]);
    const started = await refund(original, pin);
    if (!started.ok) throw new Error(started.error.code);
    await waitUntil(
      'it is given back',
      async () => (await ledger()?.attempt(started.value.id))?.attempt.state === 'approved',
    );
    const sent = helcim.requests().filter(({ method }) => method === 'POST');
    expect(sent.map(({ path, token }) => [path.replace(code, 'CODE'), token])).toEqual([
      ['/devices/CODE/payment/purchase', 'purchaseOnly'],
      ['/payment/refund', 'full'],
    ]);
    expect(helcim.requests().filter(({ method, token }) => method === 'GET' && token === 'full').length).toBe(
      helcim.requests().filter(({ token }) => token === 'full').length - 1,
    );
  });

  it('is without effect when it is taken away: the everyday token may not refund, and no money moves', async () => {
    const original = await sold();
    await handlers().setup.saveRefundToken({ token: helcim.tokens.full, pin, who });
    expect(await handlers().setup.forgetRefundToken({ pin, who })).toMatchObject({
      value: { hasRefundToken: false },
    });
    const started = await refund(original, pin);
    if (!started.ok) throw new Error(started.error.code);
    await waitUntil(
      'it is refused',
      async () => (await ledger()?.attempt(started.value.id))?.attempt.errorCode === 'token_lacks_permission',
    );
  });

  it('opens with the new PIN after a change, and is dropped by a reset', async () => {
    await handlers().setup.saveRefundToken({ token: helcim.tokens.full, pin, who });
    await handlers().manager.changePin({ oldPin: pin, newPin: '739184', who });
    const original = await sold();
    const started = await refund(original, '739184');
    expect(started).toMatchObject({ ok: true });
    const reset = { apiToken: helcim.tokens.purchaseOnly, newPin: '615203', who };
    expect(await handlers().manager.resetPin(reset)).toMatchObject({ value: { hasRefundToken: false } });
  });

  it('is not kept with a wrong PIN, nor when it is no token of this account, and nothing of it is written in clear', async () => {
    const wish = { token: helcim.tokens.full, pin: '482916', who };
    expect(await handlers().setup.saveRefundToken(wish)).toMatchObject({ error: { code: 'pin_wrong' } });
    expect(
      await handlers().setup.saveRefundToken({ ...wish, token: 'sim_nobody-issued-this', pin }),
    ).toMatchObject({
      error: { code: 'token_invalid' },
    });
    expect(await handlers().setup.saveRefundToken({ ...wish, pin })).toMatchObject({ ok: true });
    const files = await readdir(rig.folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile())) {
      const text = (await readFile(join(file.parentPath, file.name))).toString('latin1');
      expect(text.includes(helcim.tokens.full), file.name).toBe(false);
    }
    const said = JSON.stringify([rig.told(), await rig.snapshot(), rig.logLines]);
    expect(said.includes(helcim.tokens.full)).toBe(false);
  });
});
