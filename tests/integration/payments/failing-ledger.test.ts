import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../electron/simulator/simulator.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { openRoomRig, type RoomRig } from '../../fakes/payments-room-rig.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let simulator: Simulator;
let rig: RoomRig;
beforeEach(async () => {
  simulator = await startSimulator({ seed: 'failing ledger' });
  rig = await openRoomRig(simulator);
  await rig.room.start();
});
afterEach(async () => {
  await rig.close();
  await simulator.close();
});

const code = () => simulator.devices()[0]?.code as TerminalCode;
const charge = () =>
  rig.room.runner.charge(
    {
      pressId: randomUUID(),
      amountCents: amountCents(12_34),
      currency: 'CAD',
      terminalCode: code(),
      reference: null,
      customerCode: null,
      saleId: null,
      confirmedDoubtIds: [],
      cashierId: 'cashier-1',
    },
    { wallMs: rig.clock.wallMs(), monotonicMs: rig.clock.monotonicMs() },
  );
const purchases = () => simulator.requests().filter(({ path }) => path.endsWith('/purchase')).length;
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('a ledger that cannot write', () => {
  it('M1 makes the charge "not sent", without a request', async () => {
    rig.failing = ['prepareAttempt'];
    expect(await charge()).toMatchObject({ ok: false, error: { code: 'not_sent_ledger' } });
    await turns(20);
    expect(simulator.requests()).toEqual([]);
    rig.failing = [];
    expect(await charge()).toMatchObject({ ok: true });
    await rig.room.runner.settled();
    expect(purchases()).toBe(1);
  });

  it('M1 does not lose the answer to a send, and does not send again for it', async () => {
    const charged = await charge();
    rig.failing = ['changeAttempt'];
    const id = charged.ok ? charged.value.attempt.id : '';
    await waitUntil('the answer', () => simulator.requests().some(({ answered }) => answered === 202));
    await turns(20);
    expect((await rig.ledger.attempt(id))?.attempt.state).toBe('prepared');
    rig.failing = [];
    // One write for the first byte, one for the answer, each tried again after half a second.
    rig.clock.advance(500);
    await turns(20);
    rig.clock.advance(500);
    await rig.room.runner.settled();
    expect((await rig.ledger.attempt(id))?.attempt).toMatchObject({ state: 'on_terminal' });
    expect(purchases()).toBe(1);
  });

  it('M16 does not ask Helcim without pause while the end of an attempt cannot be written', async () => {
    const charged = await charge();
    const id = charged.ok ? charged.value.attempt.id : '';
    await rig.room.runner.settled();
    rig.clock.advance(299_000);
    await rig.room.runner.settled();
    await turns(20);
    rig.failing = ['changeAttempt'];
    const before = simulator.requests().length;
    for (let second = 0; second < 5; second += 1) {
      rig.clock.advance(1_000);
      await rig.room.runner.settled();
      for (let turn = 0; turn < 50; turn += 1) {
        rig.clock.advance(0);
        await turns(1);
      }
    }
    expect(simulator.requests().length - before).toBeLessThanOrEqual(6);
    rig.failing = [];
    for (let second = 0; second < 20; second += 1) {
      rig.clock.advance(1_000);
      await rig.room.runner.settled();
      await turns(5);
    }
    expect((await rig.ledger.attempt(id))?.attempt.state).toBe('unknown');
  });

  it('M16 M6 takes over and watches an open attempt although the start cannot mark it', async () => {
    const charged = await charge();
    const id = charged.ok ? charged.value.attempt.id : '';
    await rig.room.runner.settled();
    rig.failing = ['changeAttempt'];
    await rig.room.start();
    rig.failing = [];
    await simulator.act(code(), 'tap-credit');
    await waitUntil('the approval is found by look-up', async () => {
      rig.clock.advance(1_000);
      await rig.room.runner.settled();
      return (await rig.ledger.attempt(id))?.attempt.state === 'approved';
    });
    expect(purchases()).toBe(1);
  });

  it('M10 keeps an event to do, without a rush of tries, until it can be written what came of it', async () => {
    const charged = await charge();
    const id = charged.ok ? charged.value.attempt.id : '';
    await rig.room.runner.settled();
    const paid = await simulator.act(code(), 'tap-credit');
    const transactionId = paid.ok ? paid.transaction?.transactionId : 0;
    rig.failing = ['finishEvent'];
    const receivedAtMs = rig.clock.wallMs();
    await rig.ledger.storeEvent({
      webhookId: 'msg_1',
      signedAtMs: receivedAtMs,
      receivedAtMs,
      isFresh: true,
      body: JSON.stringify({ id: String(transactionId), type: 'cardTransaction' }),
    });
    rig.room.inbox.poke();
    await waitUntil('the approval', async () => (await rig.ledger.attempt(id))?.attempt.state === 'approved');
    for (let turn = 0; turn < 100; turn += 1) {
      rig.clock.advance(0);
      await turns(1);
    }
    expect(rig.calls.get('finishEvent')).toBe(1);
    expect(await rig.ledger.nextEventDueAtMs()).toBe(receivedAtMs);
    rig.failing = [];
    rig.clock.advance(1_000);
    await turns(20);
    await rig.room.inbox.idle();
    expect(await rig.ledger.nextEventDueAtMs()).toBeNull();
    expect((await rig.ledger.attempt(id))?.transactions).toHaveLength(1);
  });
});
