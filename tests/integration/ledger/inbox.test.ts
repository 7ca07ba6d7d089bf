import { describe, expect, it } from 'vitest';
import { freshLedger, openAt } from './ledger-rig.ts';

const event = (webhookId: string, receivedAtMs = 100) => ({
  webhookId,
  signedAtMs: receivedAtMs - 10,
  receivedAtMs,
  isFresh: true,
  body: '{"id":"5","type":"cardTransaction"}',
});

describe('the inbox', () => {
  it('M10 keeps an event over a restart, to do at once', async () => {
    const { ledger, place } = await freshLedger();
    expect(await ledger.storeEvent(event('msg_1'))).toBe('stored');
    await ledger.close();
    const again = await openAt(place);
    expect(await again.dueEvents(100, 10)).toMatchObject([{ ...event('msg_1'), tries: 0, nextTryAtMs: 100 }]);
  });

  it('M10 stores the same webhook-id once, however often and at once it comes', async () => {
    const { ledger } = await freshLedger();
    const words = await Promise.all([1, 2, 3].map(() => ledger.storeEvent(event('msg_1'))));
    expect(words.sort()).toEqual(['duplicate', 'duplicate', 'stored']);
    const [row] = await ledger.dueEvents(100, 10);
    await ledger.finishEvent(row?.id ?? 0, 'claimed', 200);
    expect(await ledger.storeEvent(event('msg_1'))).toBe('duplicate');
    expect(await ledger.dueEvents(1_000, 10)).toEqual([]);
  });

  it('M10 shows only what is due, the longest due first, and no more than asked for', async () => {
    const { ledger } = await freshLedger();
    for (const [id, atMs] of [
      ['msg_3', 300],
      ['msg_1', 100],
      ['msg_2', 200],
    ] as const) {
      await ledger.storeEvent(event(id, atMs));
    }
    expect((await ledger.dueEvents(250, 10)).map((row) => row.webhookId)).toEqual(['msg_1', 'msg_2']);
    expect((await ledger.dueEvents(999, 1)).map((row) => row.webhookId)).toEqual(['msg_1']);
    expect(await ledger.nextEventDueAtMs()).toBe(100);
  });

  it('M10 counts the tries and waits for the next', async () => {
    const { ledger } = await freshLedger();
    await ledger.storeEvent(event('msg_1'));
    const [row] = await ledger.dueEvents(100, 10);
    await ledger.postponeEvent(row?.id ?? 0, 5_000);
    expect(await ledger.dueEvents(4_999, 10)).toEqual([]);
    expect(await ledger.dueEvents(5_000, 10)).toMatchObject([{ tries: 1 }]);
  });

  it('M10 M15 works an event whose next try no plan explains, since the wall clock went back', async () => {
    const { ledger } = await freshLedger();
    const hourMs = 3_600_000;
    await ledger.storeEvent(event('msg_planned', 100 * hourMs));
    await ledger.storeEvent(event('msg_left_behind', 200 * hourMs));
    const due = async (nowMs: number) => (await ledger.dueEvents(nowMs, 10)).map((row) => row.webhookId);
    expect(await due(98 * hourMs)).toEqual(['msg_left_behind']);
    expect(await due(98 * hourMs - 1)).toEqual(['msg_planned', 'msg_left_behind']);
    expect(await due(100 * hourMs)).toEqual(['msg_planned', 'msg_left_behind']);
  });

  it('M10 does not open a finished event again', async () => {
    const { ledger } = await freshLedger();
    await ledger.storeEvent(event('msg_1'));
    const [row] = await ledger.dueEvents(100, 10);
    await ledger.finishEvent(row?.id ?? 0, 'filed', 200);
    await ledger.postponeEvent(row?.id ?? 0, 300);
    await ledger.finishEvent(row?.id ?? 0, 'unclaimed', 400);
    expect(await ledger.nextEventDueAtMs()).toBeNull();
  });
});
