import { afterEach, describe, expect, it } from 'vitest';
import { createHelcimClient } from '../../../electron/helcim/create-helcim-client.ts';
import type { HelcimClient } from '../../../electron/helcim/helcim-client.ts';
import { instantsOfMountainText } from '../../../electron/helcim/mountain-time.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../electron/simulator/simulator.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { openGate, purchase, random, wireClock } from './client-under-test.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ seed: 'helcim client', ...options });
  cleanups.push(() => simulator.close());
  return simulator;
}

function client(simulator: Simulator, token = simulator.token): HelcimClient {
  const made = createHelcimClient({
    baseUrl: simulator.url,
    token,
    clock: wireClock,
    random,
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    tillsOnAccount: 1,
  });
  cleanups.unshift(() => made.close());
  return made;
}

const codeOf = (simulator: Simulator, isAwake: boolean): TerminalCode => {
  const found = simulator.devices().find((device) => (device.state !== 'asleep') === isAwake);
  return (found?.code ?? '') as TerminalCode;
};

describe('the client and the simulator', () => {
  it('take a purchase from the press to its transaction', async () => {
    const simulator = await start();
    const helcim = client(simulator);
    const request = purchase({ terminalCode: codeOf(simulator, true) });
    expect(await helcim.startPurchase(request, openGate())).toEqual({ kind: 'accepted', status: 202 });
    const { invoiceNumber } = request;
    expect(await helcim.searchTransactions({ invoiceNumber }, 'openAttempt')).toMatchObject({
      ok: true,
      value: { transactions: [] },
    });
    await simulator.act(request.terminalCode, 'tap-credit');
    const found = await helcim.searchTransactions({ invoiceNumber }, 'openAttempt');
    const [row] = found.ok ? found.value.transactions : [];
    expect(row).toMatchObject({ status: 'approved', type: 'purchase', amountCents: 1234, invoiceNumber });
    expect(instantsOfMountainText(row?.dateCreatedText ?? '').length).toBeGreaterThan(0);
    expect(await helcim.transaction(row?.transactionId ?? 0, 'inbox')).toEqual({ ok: true, value: row });
    expect(await helcim.cardBatch(row?.cardBatchId ?? 0)).toMatchObject({
      ok: true,
      value: { closed: false },
    });
  });

  it('list devices, terminals and batches', async () => {
    const simulator = await start({ currency: 'USD' });
    const helcim = client(simulator);
    const devices = await helcim.listDevices();
    expect(devices.ok && devices.value.map((device) => device.code).sort()).toEqual(
      simulator
        .devices()
        .map((device) => device.code)
        .sort(),
    );
    const terminals = await helcim.cardTerminals();
    expect(terminals.ok && terminals.value[0]).toMatchObject({ currency: 'USD' });
    expect((await helcim.cardBatches({})).ok).toBe(true);
    expect((await helcim.connectionTest()).ok).toBe(true);
  });

  it('tell a sleeping terminal from an unknown one and from one that listens', async () => {
    const simulator = await start();
    const helcim = client(simulator);
    expect(await helcim.ping(codeOf(simulator, true))).toEqual({ ok: true, value: null });
    expect(await helcim.ping(codeOf(simulator, false))).toMatchObject({
      error: { code: 'device_not_listening' },
    });
    expect(await helcim.ping('ZZZ0' as TerminalCode)).toMatchObject({ error: { code: 'device_not_found' } });
    const asleep = purchase({ terminalCode: codeOf(simulator, false) });
    expect(await helcim.startPurchase(asleep, openGate())).toMatchObject({
      kind: 'refused',
      status: 409,
      error: { code: 'device_not_listening' },
    });
  });

  it('tell a bad token from one that may not', async () => {
    const simulator = await start();
    const request = () => purchase({ terminalCode: codeOf(simulator, true) });
    expect(await client(simulator, 'not-a-token-of-this-shop').connectionTest()).toMatchObject({
      error: { code: 'token_invalid' },
    });
    const readOnly = client(simulator, simulator.tokens.readOnly);
    expect(await readOnly.startPurchase(request(), openGate())).toMatchObject({
      kind: 'refused',
      error: { code: 'token_lacks_permission' },
    });
    const noSettings = client(simulator, simulator.tokens.noSettings);
    expect(await noSettings.listDevices()).toMatchObject({ error: { code: 'token_lacks_permission' } });
  });

  it("M4 find by look-up what an answer that never came did to the customer's card", async () => {
    const simulator = await start({ auto: 'approve', autoDelayMs: 0 });
    const helcim = client(simulator);
    simulator.faults.add({ kind: 'drop', when: 'after-effect', match: { method: 'POST' } });
    const request = purchase({ terminalCode: codeOf(simulator, true) });
    expect(await helcim.startPurchase(request, openGate())).toMatchObject({ kind: 'unknown' });
    await expect
      .poll(async () => {
        const { invoiceNumber } = request;
        const found = await helcim.searchTransactions({ invoiceNumber }, 'openAttempt');
        return found.ok && found.value.transactions.map((row) => row.status);
      })
      .toEqual(['approved']);
    expect(simulator.requests().filter((seen) => seen.method === 'POST')).toHaveLength(1);
  });

  it('M15 tell the clock of Helcim from ours', async () => {
    const simulator = await start();
    simulator.setClockSkew(-7_200_000);
    const helcim = client(simulator);
    await helcim.connectionTest();
    expect(Math.abs((helcim.clockOffsetMs() ?? 0) + 7_200_000)).toBeLessThan(2_000);
  });

  it('slow down when other software has used up the account', async () => {
    const simulator = await start();
    const helcim = client(simulator);
    simulator.spendBudget(79);
    expect((await helcim.connectionTest()).ok).toBe(true);
    // Only the reserve of 20 is left: what a cashier waits for still goes through, the rest does not.
    const late = helcim.cardTerminals();
    for (let call = 0; call < 5; call += 1) {
      expect((await helcim.searchTransactions({ invoiceNumber: 'TS-X' }, 'openAttempt')).ok).toBe(true);
    }
    expect(simulator.requests().some((seen) => seen.path.startsWith('/card-terminals'))).toBe(false);
    await helcim.close();
    expect(await late).toMatchObject({ error: { code: 'not_possible_now' } });
  });
});
