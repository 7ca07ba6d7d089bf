import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckStep, checkVerdict } from '../../../shared/opening-check.ts';
import {
  type HealthFacts,
  type HealthItemId,
  healthCodes,
  healthItemIds,
  tillHealth,
} from '../../../shared/till-health.ts';

const hourMs = 3_600_000;
const nowMs = 100 * hourMs;
const well: HealthFacts = {
  helcim: { reachable: true, lastAnswerAtMs: nowMs - 5 },
  hasToken: true,
  isTokenRefused: false,
  clockOffsetMs: 400,
  budget: { minuteLeft: 90, hourLeft: 2_500, isPaused: false },
  webhook: { listening: true, missedPort: null, hasVerifier: true, healthy: true, lastEventAtMs: nowMs - 9 },
  tunnel: { kind: 'own_url', state: 'up', sinceMs: 7 },
  terminals: [{ code: 'AB12', lastSignAtMs: nowMs - hourMs }],
  diskFreeBytes: 40_000_000_000,
  areSecretsKept: true,
  areSecretsLost: false,
  nowMs,
};
const itemOf = (id: HealthItemId, facts: Partial<HealthFacts>) =>
  tillHealth({ ...well, ...facts }).find((item) => item.id === id);

describe('how a till is doing', () => {
  it('is well in everything when everything is well', () => {
    expect(tillHealth(well).map(({ id, state }) => [id, state])).toEqual(
      healthItemIds.map((id) => [id, 'ok']),
    );
  });

  it.each([
    ['helcim', { helcim: { reachable: null, lastAnswerAtMs: null } }, 'unknown', 'helcim_unknown'],
    ['helcim', { helcim: { reachable: false, lastAnswerAtMs: 3 } }, 'bad', 'helcim_silent'],
    ['token', { hasToken: false }, 'bad', 'token_missing'],
    ['token', { isTokenRefused: true }, 'bad', 'token_refused'],
    ['token', { helcim: { reachable: false, lastAnswerAtMs: null } }, 'unknown', 'token_unknown'],
    ['clock', { clockOffsetMs: null }, 'unknown', 'clock_unknown'],
    ['clock', { clockOffsetMs: 149_999 }, 'ok', 'clock_ok'],
    ['clock', { clockOffsetMs: -150_000 }, 'warn', 'clock_off'],
    ['clock', { clockOffsetMs: hourMs }, 'warn', 'clock_off'],
    ['budget', { budget: { minuteLeft: 14, hourLeft: 2_000, isPaused: false } }, 'warn', 'budget_low'],
    ['budget', { budget: { minuteLeft: 50, hourLeft: 199, isPaused: false } }, 'warn', 'budget_low'],
    ['budget', { budget: { minuteLeft: 50, hourLeft: 2_000, isPaused: true } }, 'warn', 'budget_paused'],
    ['webhook', { webhook: { ...well.webhook, listening: false } }, 'bad', 'webhook_off'],
    ['webhook', { webhook: { ...well.webhook, missedPort: 4100 } }, 'warn', 'webhook_other_port'],
    ['webhook', { webhook: { ...well.webhook, missedPort: 4100 }, tunnel: null }, 'ok', 'webhook_ok'],
    [
      'webhook',
      { webhook: { ...well.webhook, missedPort: 4100 }, tunnel: { ...well.tunnel, kind: 'ngrok' } },
      'ok',
      'webhook_ok',
    ],
    [
      'webhook',
      { webhook: { ...well.webhook, healthy: false, hasVerifier: false } },
      'warn',
      'webhook_no_verifier',
    ],
    ['webhook', { webhook: { ...well.webhook, healthy: false } }, 'unknown', 'webhook_waiting'],
    [
      'webhook',
      { tunnel: null, webhook: { ...well.webhook, healthy: false, hasVerifier: false } },
      'unknown',
      'webhook_waiting',
    ],
    ['tunnel', { tunnel: null }, 'ok', 'tunnel_none'],
    ['tunnel', { tunnel: { state: 'starting', sinceMs: 1 } }, 'unknown', 'tunnel_starting'],
    ['tunnel', { tunnel: { state: 'degraded', sinceMs: 1 } }, 'warn', 'tunnel_degraded'],
    ['tunnel', { tunnel: { state: 'down', sinceMs: 1 } }, 'bad', 'tunnel_down'],
    ['tunnel', { tunnel: { state: 'off', sinceMs: 1 } }, 'bad', 'tunnel_down'],
    ['terminals', { terminals: [] }, 'warn', 'terminals_none'],
    ['terminals', { terminals: [{ code: 'AB12', lastSignAtMs: null }] }, 'unknown', 'terminals_silent'],
    ['disk', { diskFreeBytes: null }, 'unknown', 'disk_unknown'],
    ['disk', { diskFreeBytes: 499_999_999 }, 'warn', 'disk_low'],
    ['disk', { diskFreeBytes: 49_999_999 }, 'bad', 'disk_full'],
    ['secrets', { areSecretsKept: false }, 'warn', 'secrets_unkept'],
    ['secrets', { areSecretsLost: true, areSecretsKept: false }, 'bad', 'secrets_lost'],
  ] as const)('%s with %o is %s (%s)', (id, facts, state, code) => {
    expect(itemOf(id, facts as Partial<HealthFacts>)).toMatchObject({ state, code });
  });

  it('says by how much the clock is off, and which way', () => {
    expect(itemOf('clock', { clockOffsetMs: hourMs })?.values).toEqual({
      seconds: 3_600,
      direction: 'behind',
    });
    expect(itemOf('clock', { clockOffsetMs: -hourMs })?.values).toEqual({
      seconds: 3_600,
      direction: 'ahead',
    });
  });

  it('names the terminals that have been silent for a day', () => {
    const terminals = [
      { code: 'AB12', lastSignAtMs: nowMs - 24 * hourMs - 1 },
      { code: 'CD34', lastSignAtMs: nowMs },
      { code: 'EF56', lastSignAtMs: null },
    ];
    expect(itemOf('terminals', { terminals })?.values).toEqual({ count: 3, codes: 'AB12, EF56' });
  });

  it('has an answer for everything, each once, by a known code', () => {
    fc.assert(
      fc.property(
        fc.record({
          hasToken: fc.boolean(),
          isTokenRefused: fc.boolean(),
          clockOffsetMs: fc.option(fc.integer(), { nil: null }),
          diskFreeBytes: fc.option(fc.maxSafeNat(), { nil: null }),
          areSecretsKept: fc.boolean(),
          areSecretsLost: fc.boolean(),
        }),
        (facts) => {
          const items = tillHealth({ ...well, ...facts });
          expect(items.map(({ id }) => id)).toEqual(healthItemIds);
          for (const { code } of items) expect(healthCodes).toContain(code);
        },
      ),
    );
  });
});

describe('the verdict of an opening check', () => {
  const step = (state: CheckStep['state']): CheckStep => ({
    id: 'token',
    terminalCode: null,
    state,
    code: 'token_ok',
    detail: null,
    tookMs: 1,
  });
  it.each([
    [[], 'ok'],
    [['ok', 'skipped'], 'ok'],
    [['ok', 'warn'], 'warn'],
    [['bad', 'warn', 'ok'], 'bad'],
  ] as const)('of %j is %s', (states, verdict) => {
    expect(checkVerdict(states.map(step))).toBe(verdict);
  });
});
