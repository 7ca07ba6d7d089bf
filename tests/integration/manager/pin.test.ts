/** Who may refund: the PIN, its tries and waits, its reset and its limits, through the window's own calls. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { demoApiToken } from '../../../shared/manager.ts';
import { pinProblem } from '../../../shared/pin-rules.ts';
import { firstRefundLimits } from '../../../shared/refund-limits.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import { goodPin, type ManagerRig, openManagerRig, otherPin, who } from './manager-rig.ts';

let rig: ManagerRig;
afterEach(() => rig.close());

const open = async (options?: Parameters<typeof openManagerRig>[0]) => {
  rig = await openManagerRig(options);
};
const refusal = (code: string) => ({ ok: false, error: { code } });

async function wrongTimes(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    rig.world.clock.advance((await rig.status()).pinWaitMs);
    await rig.refused(otherPin, 'pin_wrong');
  }
}

describe('before a PIN is set', () => {
  it('M9 everybody may refund, and the till says that no PIN is set', async () => {
    await open();
    expect(await rig.status()).toEqual({
      pin: 'none',
      lostBecause: null,
      unkeptBecause: null,
      limits: null,
      hasRefundToken: false,
      pinWaitMs: 0,
      tokenWaitMs: 0,
    });
    expect(rig.needs()).toBeNull();
    expect(await rig.refund(null)).toEqual({ ok: true, value: { byManager: false, apiToken: null } });
    expect(await rig.call('changePin', { oldPin: goodPin, newPin: otherPin, who })).toMatchObject(
      refusal('pin_not_set'),
    );
    const limits = { aboveCents: 1, olderThanDays: null, notFromThisTill: false };
    expect(await rig.call('setLimits', { pin: goodPin, limits, who })).toMatchObject(refusal('pin_not_set'));
  });

  it.each(['777777', '123456', '121212', '147258'])(
    'a weak one is refused with its reason: %s',
    async (pin) => {
      await open();
      expect(await rig.call('setPin', { pin, who })).toMatchObject({
        ok: false,
        error: { code: 'pin_weak', detail: pinProblem(pin) },
      });
      expect((await rig.status()).pin).toBe('none');
    },
  );

  it.each([
    ['five digits', '48291'],
    ['thirteen digits', '4829157306481'],
    ['letters', '48291a'],
    ['a number', 482_915],
    ['nothing', null],
  ])('%s is no PIN at all, and its refusal does not repeat it', async (_what, pin) => {
    await open();
    const result = await rig.call('setPin', { pin, who });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'pin' } });
    if (pin !== null) expect(JSON.stringify(result) + rig.world.logLines.join()).not.toContain(String(pin));
  });
});

describe('a PIN', () => {
  it('M9 asks for itself before every refund at first, and lets the right one through', async () => {
    await open();
    await rig.setPin();
    expect(await rig.status()).toMatchObject({ pin: 'set', limits: firstRefundLimits });
    expect(rig.needs()).toBe('above_limit');
    expect(await rig.refund(null, { amountCents: 1, isOurs: true, originalAgeMs: 0 })).toMatchObject({
      ok: false,
      error: { code: 'manager_needed', detail: 'above_limit' },
    });
    await rig.refused(otherPin, 'pin_wrong');
    expect(await rig.refund(goodPin)).toEqual({ ok: true, value: { byManager: true, apiToken: null } });
  });

  it('is set once: a second one needs the first, and a wrong one changes nothing', async () => {
    await open();
    await rig.setPin();
    expect(await rig.call('setPin', { pin: otherPin, who })).toMatchObject(refusal('pin_already_set'));
    expect(await rig.call('changePin', { oldPin: otherPin, newPin: '583920', who })).toMatchObject(
      refusal('pin_wrong'),
    );
    expect(await rig.refund(goodPin)).toMatchObject({ ok: true });
    expect(await rig.call('changePin', { oldPin: goodPin, newPin: otherPin, who })).toMatchObject({
      ok: true,
    });
    await rig.refused(goodPin, 'pin_wrong');
    expect(await rig.refund(otherPin)).toMatchObject({ ok: true });
    expect(rig.journal().map(({ kind }) => kind)).toEqual([
      'pin_set',
      'pin_wrong',
      'pin_changed',
      'pin_wrong',
    ]);
  });

  it('works after a restart, and offline', async () => {
    await open();
    await rig.setPin();
    await rig.world.stopTill();
    const { simulator } = rig.world;
    simulator.faults.add({ kind: 'drop', match: {} });
    await rig.world.startTill(false);
    expect(await rig.refund(goodPin)).toMatchObject({ ok: true, value: { byManager: true, apiToken: null } });
  });
});

describe('wrong PINs', () => {
  it('M15 make everybody wait, longer each time, over restarts and any setting of the clock', async () => {
    await open();
    await rig.setPin();
    for (const waitMs of [0, 0, 5_000, 30_000, 120_000, 600_000, 3_600_000, 3_600_000]) {
      await wrongTimes(1);
      expect((await rig.status()).pinWaitMs).toBe(waitMs);
      if (waitMs > 0) await rig.refused(goodPin, 'pin_wait');
    }
    rig.world.clock.jumpWall(365 * 86_400_000);
    await rig.refused(goodPin, 'pin_wait');
    rig.world.clock.jumpWall(-730 * 86_400_000);
    await rig.refused(goodPin, 'pin_wait');
    await rig.world.restart();
    expect((await rig.status()).pinWaitMs).toBe(3_600_000);
    await rig.refused(goodPin, 'pin_wait');
    rig.world.clock.advance(3_600_000);
    expect(await rig.refund(goodPin)).toMatchObject({ ok: true });
    expect((await rig.status()).pinWaitMs).toBe(0);
    await wrongTimes(2);
    expect((await rig.status()).pinWaitMs).toBe(0);
  });

  it('count together, whichever call they come by', async () => {
    await open();
    await rig.setPin();
    await rig.refused(otherPin, 'pin_wrong');
    await rig.call('changePin', { oldPin: otherPin, newPin: '583920', who });
    await rig.call('setLimits', { pin: otherPin, limits: firstRefundLimits, who });
    expect((await rig.status()).pinWaitMs).toBe(5_000);
    await rig.refused(goodPin, 'pin_wait');
  });

  it('typed side by side are counted one by one: of a hundred, three are looked at', async () => {
    await open();
    await rig.setPin();
    const guesses = Array.from({ length: 100 }, (_, index) => String(200_000 + index * 7));
    const results = await Promise.all(guesses.map((pin) => rig.refund(pin)));
    const codes = results.map((result) => (result.ok ? 'ok' : result.error.code));
    expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(3);
    expect(codes.filter((code) => code === 'pin_wait')).toHaveLength(97);
  });

  it('M11 ten thousand of them through the window, six seconds each, let two dozen through', async () => {
    await open();
    await rig.setPin();
    const limits = firstRefundLimits;
    const counts = new Map<string, number>();
    for (let guess = 0; guess < 10_000; guess += 1) {
      const pin = String(500_000 + guess);
      const result = await rig.call('setLimits', { pin, limits, who });
      const code = result.ok ? 'ok' : result.error.code;
      counts.set(code, (counts.get(code) ?? 0) + 1);
      rig.world.clock.advance(6_000);
    }
    // 60,000 seconds are not quite 17 hours: one guess an hour, and the first seven.
    expect(counts.get('ok')).toBeUndefined();
    expect(counts.get('pin_wrong')).toBeLessThanOrEqual(16 + 7);
    expect((counts.get('pin_wrong') ?? 0) + (counts.get('pin_wait') ?? 0)).toBe(10_000);
    const last = rig.journal().at(-1);
    expect(last).toEqual({ kind: 'pin_wrong', data: { of: 'pin', failures: counts.get('pin_wrong') } });
  }, 120_000);
});

describe('a forgotten PIN', () => {
  const reset = (apiToken: string, newPin = otherPin) => rig.call('resetPin', { apiToken, newPin, who });

  it('M11 is reset by pasting the API token, journaled, with the limits as they were', async () => {
    await open();
    await rig.setPin();
    const limits = { aboveCents: 75_00, olderThanDays: 14, notFromThisTill: false };
    await rig.call('setLimits', { pin: goodPin, limits, who });
    await wrongTimes(7);
    expect(await reset(` ${rig.world.simulator.token}\n`)).toMatchObject({
      ok: true,
      value: { pin: 'set', limits, pinWaitMs: 0 },
    });
    expect(await rig.refund(otherPin)).toMatchObject({ ok: true });
    await rig.refused(goodPin, 'pin_wrong');
    const note = rig.journal().find(({ kind }) => kind === 'pin_reset');
    expect(note?.data).toEqual({ recordId: expect.any(String), ...limits });
  });

  it('is not reset by another token, and those tries are counted and have to wait too', async () => {
    await open();
    await rig.setPin();
    for (const token of ['', 'x'.repeat(501)])
      expect(await reset(token)).toMatchObject(refusal('invalid_input'));
    // The word of the demo opens nothing here (M13); three tries are free.
    for (const token of [demoApiToken, goodPin, rig.world.simulator.tokens.readOnly])
      expect(await reset(token)).toMatchObject(refusal('api_token_wrong'));
    expect((await rig.status()).tokenWaitMs).toBe(5_000);
    expect(await reset(rig.world.simulator.token)).toMatchObject(refusal('pin_wait'));
    // The PIN itself is not held up by that.
    expect(await rig.refund(goodPin)).toMatchObject({ ok: true });
    rig.world.clock.advance(5_000);
    expect(await reset(rig.world.simulator.token, '123456')).toMatchObject(refusal('pin_weak'));
    expect(await reset(rig.world.simulator.token)).toMatchObject({ ok: true });
  });
});

describe('limits', () => {
  const limits = { aboveCents: 50_00, olderThanDays: 30, notFromThisTill: true };

  it('M9 are set with the PIN, hold over a restart, and let the cashier refund below them', async () => {
    await open();
    await rig.setPin();
    expect(await rig.call('setLimits', { pin: otherPin, limits, who })).toMatchObject(refusal('pin_wrong'));
    expect(await rig.call('setLimits', { pin: goodPin, limits, who })).toMatchObject({
      ok: true,
      value: { limits },
    });
    await rig.world.restart();
    // Read when the ledger opens, before anybody asks.
    await waitUntil('the limits are known', () => rig.needs({ amountCents: 1 }) === 'too_old');
    const small = { amountCents: 50_00, originalAgeMs: 1, isOurs: true };
    expect(await rig.refund(null, small)).toEqual({ ok: true, value: { byManager: false, apiToken: null } });
    for (const [more, reason] of [
      [{ amountCents: 50_01 }, 'above_limit'],
      [{ originalAgeMs: 31 * 86_400_000 }, 'too_old'],
      [{ isOurs: false }, 'not_from_this_till'],
    ] as const) {
      expect(rig.needs({ ...small, ...more })).toBe(reason);
      expect(await rig.refund(null, { ...small, ...more })).toMatchObject({
        ok: false,
        error: { code: 'manager_needed', detail: reason },
      });
    }
  });

  it('M12 are journaled as they are from then on, without the name of who set them', async () => {
    await open();
    await rig.setPin();
    await rig.call('setLimits', { pin: goodPin, limits, who });
    expect(rig.journal().at(-1)).toEqual({
      kind: 'limits_changed',
      data: { recordId: expect.any(String), ...limits },
    });
    expect(JSON.stringify(rig.journal())).not.toContain('Ada');
  });

  it.each([
    [{ ...limits, aboveCents: -1 }],
    [{ ...limits, aboveCents: 1.5 }],
    [{ ...limits, aboveCents: 1e12 }],
    [{ ...limits, olderThanDays: -1 }],
    [{ ...limits, olderThanDays: 1e9 }],
    [{ aboveCents: 1 }],
  ])('that make no sense are refused and cost no try: %o', async (odd) => {
    await open();
    await rig.setPin();
    expect(await rig.call('setLimits', { pin: otherPin, limits: odd, who })).toMatchObject(
      refusal('invalid_input'),
    );
    expect(rig.journal().map(({ kind }) => kind)).toEqual(['pin_set']);
  });
});

describe('a lost record', () => {
  /** Every refund waits for the manager, no PIN helps, and the API token does. */
  async function isLost(because: string): Promise<void> {
    expect(await rig.status()).toMatchObject({ pin: 'lost', lostBecause: because, limits: null });
    expect(rig.needs({ amountCents: 1 })).toBe('above_limit');
    expect(await rig.refund(null, { amountCents: 1, isOurs: true, originalAgeMs: 0 })).toMatchObject(
      refusal('manager_needed'),
    );
    await rig.refused(goodPin, 'pin_lost');
    expect(await rig.call('setPin', { pin: otherPin, who })).toMatchObject(refusal('pin_lost'));
    const result = await rig.call('resetPin', { apiToken: rig.world.simulator.token, newPin: otherPin, who });
    expect(result).toMatchObject({ ok: true, value: { pin: 'set', limits: firstRefundLimits } });
    expect(await rig.refund(otherPin)).toMatchObject({ ok: true });
    expect(rig.journal().at(-1)).toMatchObject({ kind: 'pin_reset' });
    await rig.world.restart();
    expect(await rig.refund(otherPin)).toMatchObject({ ok: true });
  }
  const secrets = () => readFileSync(rig.secretsPath, 'utf8');

  it('is no till without a PIN: deleted', async () => {
    await open();
    await rig.setPin();
    await rig.world.stopTill();
    rmSync(rig.secretsPath);
    await rig.world.startTill();
    await isLost('missing');
  });

  it('is no till without a PIN: damaged', async () => {
    await open();
    await rig.setPin();
    await rig.world.stopTill();
    writeFileSync(rig.secretsPath, secrets().slice(0, 100));
    await rig.world.startTill();
    await isLost('damaged');
  });

  it('is no till without a PIN: an older one put back, with a PIN that was changed since', async () => {
    await open();
    await rig.setPin();
    const older = secrets();
    await rig.call('changePin', { oldPin: goodPin, newPin: otherPin, who });
    await rig.call('setLimits', { pin: otherPin, limits: firstRefundLimits, who });
    await rig.world.stopTill();
    writeFileSync(rig.secretsPath, older);
    await rig.world.startTill();
    await isLost('replaced');
  });

  it('is no till without a PIN: sealed by another machine', async () => {
    const { createKeyVault } = await import('../../fakes/key-vault.ts');
    const vaults = [createKeyVault(), createKeyVault()];
    let turn = 0;
    const now = () => vaults[turn] ?? createKeyVault();
    await open({
      vault: {
        weakness: () => now().weakness(),
        seal: (text) => now().seal(text),
        open: (sealed) => now().open(sealed),
      },
    });
    await rig.setPin();
    turn = 1;
    await rig.world.restart();
    await isLost('foreign_key');
  });

  it('is told apart from one that the ledger has not heard of yet, since the program ended in between', async () => {
    await open();
    await rig.setPin();
    const ledger = rig.world.ledger();
    const noteManagerChange = ledger.noteManagerChange;
    Object.assign(ledger, { noteManagerChange: () => Promise.reject(new Error('the power went')) });
    expect(await rig.call('changePin', { oldPin: goodPin, newPin: otherPin, who })).toMatchObject(
      refusal('internal'),
    );
    Object.assign(ledger, { noteManagerChange });
    await rig.world.restart();
    expect(await rig.refund(otherPin)).toMatchObject({ ok: true });
    expect(rig.journal().map(({ kind }) => kind)).toEqual(['pin_set', 'pin_changed']);
  });
});

describe('a system without encryption', () => {
  it.each(['no_encryption', 'plain_text'] as const)(
    'M11 (%s) has the PIN in memory only, says so, and asks for the API token after each start',
    async (weakness) => {
      await open();
      rig.vault.setWeakness(weakness);
      await rig.world.restart();
      expect(await rig.status()).toMatchObject({ pin: 'none', unkeptBecause: weakness });
      await rig.setPin();
      expect(await rig.refund(goodPin)).toMatchObject({ ok: true });
      await rig.world.restart();
      expect(await rig.status()).toMatchObject({
        pin: 'lost',
        lostBecause: 'missing',
        unkeptBecause: weakness,
      });
      await rig.refused(goodPin, 'pin_lost');
    },
  );
});
