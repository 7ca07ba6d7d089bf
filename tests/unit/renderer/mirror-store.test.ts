import { describe, expect, it } from 'vitest';
import { createMirror, type WindowTime } from '../../../renderer/state/mirror-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { Snapshot } from '../../../shared/ipc-contract.ts';
import { createFakeBridge } from '../../fakes/fake-bridge.ts';
import { fakeAttempt, fakeSnapshot } from '../../fakes/fake-views.ts';

/** A window's time that moves only by hand. */
function handTime() {
  const waiting: { delayMs: number; run: () => void; isStopped: boolean }[] = [];
  const time: WindowTime = {
    nowMs: () => 1_000,
    later(delayMs, run) {
      const timer = { delayMs, run, isStopped: false };
      waiting.push(timer);
      return () => {
        timer.isStopped = true;
      };
    },
  };
  return {
    time,
    delays: () => waiting.filter((timer) => !timer.isStopped).map((timer) => timer.delayMs),
    runAll() {
      for (const timer of waiting.splice(0)) if (!timer.isStopped) timer.run();
    },
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const snapshotCalls = (calls: readonly { call: string }[]) =>
  calls.filter(({ call }) => call === 'snapshot').length;

describe('the mirror of main in the window', () => {
  it('asks once and shows the snapshot', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    expect(mirror.store.getState().snapshot).toEqual(fake.snapshot());
    expect(snapshotCalls(fake.calls)).toBe(1);
  });

  it('applies numbered changes without asking again', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    fake.publish({ openAttempts: [fakeAttempt(1)] });
    expect(mirror.store.getState().snapshot?.openAttempts).toHaveLength(1);
    expect(snapshotCalls(fake.calls)).toBe(1);
  });

  it('asks again when a number is missing, and then shows what it had missed', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    fake.changeSilently({ openAttempts: [fakeAttempt(1)] });
    fake.publish({ version: '9.9.9' });
    await settle();
    expect(mirror.store.getState().snapshot).toEqual(fake.snapshot());
    expect(snapshotCalls(fake.calls)).toBe(2);
  });

  it('does not let a repeated or late change turn the clock back', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    fake.publish({ version: '2' });
    fake.tell({ seq: 2, slices: { version: 'late' } });
    fake.tell({ seq: 1, slices: { version: 'older' } });
    expect(mirror.store.getState().snapshot?.version).toBe('2');
    expect(snapshotCalls(fake.calls)).toBe(1);
  });

  it('lays changes that came while the snapshot was under way over it', async () => {
    let answer: (result: Result<Snapshot>) => void = () => {};
    const first = fakeSnapshot();
    const fake = createFakeBridge(first, {
      app: {
        snapshot: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      },
    });
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    fake.tell({ seq: 3, slices: { version: 'third' } });
    fake.tell({ seq: 2, slices: { version: 'second' } });
    answer(ok(first));
    await settle();
    expect(mirror.store.getState().snapshot).toMatchObject({ seq: 3, version: 'third' });
  });

  it('waits a moment before it asks again when the snapshot itself is behind', async () => {
    const hand = handTime();
    const first = fakeSnapshot();
    const fake = createFakeBridge(first, { app: { snapshot: () => ok(first) } });
    const mirror = createMirror(fake.bridge, hand.time);
    mirror.start();
    fake.tell({ seq: 9, slices: { version: 'far ahead' } });
    await settle();
    expect(snapshotCalls(fake.calls)).toBe(1);
    expect(hand.delays()).toEqual([200]);
  });

  it('shows why no snapshot came, and keeps trying', async () => {
    const hand = handTime();
    let isBroken = true;
    const first = fakeSnapshot();
    const fake = createFakeBridge(first, {
      app: { snapshot: () => (isBroken ? failed('ledger_not_open') : ok(first)) },
    });
    const mirror = createMirror(fake.bridge, hand.time);
    mirror.start();
    await settle();
    expect(mirror.store.getState()).toMatchObject({ snapshot: null, trouble: { code: 'ledger_not_open' } });
    isBroken = false;
    hand.runAll();
    await settle();
    expect(mirror.store.getState()).toMatchObject({ snapshot: first, trouble: null });
  });

  it('turns a broken channel into a value instead of a throw', async () => {
    const fake = createFakeBridge(fakeSnapshot(), {
      app: { snapshot: () => Promise.reject(new Error('the channel is gone')) },
    });
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    expect(mirror.store.getState().trouble).toMatchObject({
      code: 'internal',
      detail: 'the channel is gone',
    });
  });

  it('keeps the view of an answer only until the mirror tells of the attempt itself', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    mirror.start();
    await settle();
    const view = fakeAttempt(1);
    mirror.remember(view);
    expect(mirror.store.getState().answered.get(view.id)).toBe(view);
    fake.publish({ openAttempts: [fakeAttempt(1)] });
    expect(mirror.store.getState().answered.size).toBe(0);
  });

  it('hears nothing more once it is stopped', async () => {
    const fake = createFakeBridge(fakeSnapshot());
    const mirror = createMirror(fake.bridge, handTime().time);
    const stop = mirror.start();
    await settle();
    stop();
    fake.publish({ version: 'unheard' });
    expect(mirror.store.getState().snapshot?.version).not.toBe('unheard');
  });
});
