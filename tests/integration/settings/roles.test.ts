import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettingsRig, pin, type SettingsRig, who } from './settings-rig.ts';

const wrongPin = '604837';
const minuteMs = 60_000;
const change = { patch: { tillsOnAccount: 2 }, who };

let rig: SettingsRig;
beforeEach(async () => {
  rig = await openSettingsRig();
});
afterEach(() => rig.close());

const role = () => rig.world.till().session.role();
const unlock = (typed: string) => rig.call('manager', 'unlock', { pin: typed });
const refusal = { ok: false, error: { code: 'not_allowed' } };

describe('the manager of a till', () => {
  it('is everybody while no PIN is set, with nothing to lock', async () => {
    expect(await rig.done('manager', 'lock', null)).toMatchObject({
      role: 'manager',
      canLock: false,
      lockInMs: null,
    });
    await rig.done('settings', 'change', change);
  });

  it('is whoever set the PIN, until it is locked, and again whoever types it', async () => {
    await rig.done('manager', 'setPin', { pin, who });
    await rig.done('settings', 'change', change);
    expect(await rig.done('manager', 'lock', null)).toMatchObject({ role: 'cashier', canLock: true });
    expect(await rig.call('settings', 'change', change)).toMatchObject(refusal);
    expect(await rig.call('terminals', 'unpair', { code: rig.world.code })).toMatchObject(refusal);
    expect(await unlock(wrongPin)).toMatchObject({ ok: false, error: { code: 'pin_wrong' } });
    expect(role()).toBe('cashier');
    expect(await unlock(pin)).toMatchObject({ ok: true, value: { role: 'manager', lockInMs: 5 * minuteMs } });
    await rig.done('settings', 'change', { ...change, patch: { tillsOnAccount: 3 } });
  });

  it('is locked after a start, and after a forgotten PIN is whoever proved to have the API token', async () => {
    await rig.done('manager', 'setPin', { pin, who });
    await rig.world.restart();
    expect(await rig.call('settings', 'change', change)).toMatchObject(refusal);
    const { token } = rig.world.simulator;
    await rig.done('manager', 'resetPin', { apiToken: token, newPin: '739164', who });
    await rig.done('settings', 'change', change);
  });

  it('M15 is locked after the time that was set, counted from the last press, whatever the wall clock says', async () => {
    await rig.change({ lockAfterMinutes: 2 });
    await rig.done('manager', 'setPin', { pin, who });
    rig.world.clock.advance(119_000);
    await rig.done('session', 'setCashier', { who: 'Grace' });
    rig.world.clock.advance(119_000);
    // What the window asks by itself keeps nobody unlocked.
    await rig.done('app', 'snapshot', null);
    expect(role()).toBe('manager');
    rig.world.clock.advance(1_000);
    expect((await rig.world.slices()).session).toMatchObject({
      role: 'cashier',
      cashier: 'Grace',
      lockInMs: null,
    });
    expect((await rig.audit()).at(-1)).toMatchObject({ kind: 'locked', after: '"idle"', who: 'Grace' });
  });

  it('stays until somebody locks where the time was taken away', async () => {
    await rig.change({ lockAfterMinutes: null });
    await rig.done('manager', 'setPin', { pin, who });
    rig.world.clock.advance(1_000 * minuteMs);
    expect(role()).toBe('manager');
    await rig.change({ lockAfterMinutes: 1 });
    rig.world.clock.advance(minuteMs);
    expect(role()).toBe('cashier');
  });

  it('M16 is locked without an open payment or the cashier being held up', async () => {
    await rig.done('manager', 'setPin', { pin, who });
    const id = await rig.world.charged();
    await rig.world.asking();
    rig.world.till().session.lock('sleep');
    expect((await rig.audit()).at(-1)).toMatchObject({ kind: 'locked', after: '"sleep"' });
    await rig.world.act('tap-credit');
    await rig.world.reach(id, 'approved');
    await rig.done('payments', 'acknowledge', { attemptId: id });
    await rig.done('history', 'page', { cursor: null, limit: 10 });
  });

  it('cannot be guessed: tries are counted, wait, and count for refunds and changes alike', async () => {
    await rig.done('manager', 'setPin', { pin, who });
    await rig.done('manager', 'lock', null);
    const codes: string[] = [];
    for (let guess = 0; guess < 200; guess += 1) {
      const result = await unlock(String(500_000 + guess * 7));
      codes.push(result.ok ? 'right' : result.error.code);
    }
    expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(3);
    expect(codes.filter((code) => code === 'pin_wait')).toHaveLength(197);
    // The right one is not looked at either, here and elsewhere.
    expect(await unlock(pin)).toMatchObject({ ok: false, error: { code: 'pin_wait' } });
    expect(await rig.call('manager', 'changePin', { oldPin: pin, newPin: '739164', who })).toMatchObject({
      ok: false,
      error: { code: 'pin_wait' },
    });
    // A day of guessing, a guess whenever one is looked at.
    let looked = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      for (let tries = 0; tries < 3; tries += 1) {
        const result = await unlock(wrongPin);
        if (!result.ok && result.error.code === 'pin_wrong') looked += 1;
      }
      rig.world.clock.advance(60 * minuteMs);
    }
    expect(looked).toBeLessThanOrEqual(24);
    expect(await unlock(pin)).toMatchObject({ ok: true });
  });
});

describe('the cashier at the till', () => {
  it('is on every attempt, and another after a change of shift', async () => {
    const first = await rig.world.charged();
    await rig.world.asking();
    await rig.world.act('cancel');
    await rig.world.reach(first, 'cancelled');
    await rig.done('payments', 'acknowledge', { attemptId: first });
    expect(await rig.done('session', 'setCashier', { who: 'Grace' })).toMatchObject({ cashier: 'Grace' });
    const second = await rig.world.charged();
    expect((await rig.world.facts(second)).attempt.cashierId).toBe('Grace');
    expect((await rig.world.facts(first)).attempt.cashierId).toBe('cashier-1');
  });

  it.each([
    ['the same day', 2, 'Grace'],
    ['the day after', 24, null],
    ['a clock that went back to the day before', -24, null],
  ])('is the same after a restart on %s', async (_name, hours, cashier) => {
    await rig.close();
    // One o'clock in the shop.
    rig = await openSettingsRig({ isOneClock: true, startMs: Date.UTC(2026, 2, 24, 17) });
    await rig.change({ timeZone: 'America/Toronto' });
    await rig.done('session', 'setCashier', { who: 'Grace' });
    await rig.world.stopTill();
    rig.world.clock.jumpWall(hours * 60 * minuteMs);
    await rig.world.startTill();
    expect((await rig.world.slices()).session.cashier).toBe(cashier);
  });

  it('is nobody after a restart when nobody was said to be there', async () => {
    await rig.done('session', 'setCashier', { who: 'Grace' });
    await rig.done('session', 'setCashier', { who: null });
    await rig.world.restart();
    expect((await rig.world.slices()).session.cashier).toBeNull();
  });
});
