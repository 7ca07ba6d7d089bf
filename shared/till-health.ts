/** How everything a payment needs is doing, each with what to do about it. Warns; nothing is ever held back by it. */
import { isPortKnownElsewhere, type TunnelKind } from './tunnel.ts';

export const healthItemIds = [
  'helcim',
  'token',
  'clock',
  'budget',
  'webhook',
  'tunnel',
  'terminals',
  'disk',
  'secrets',
] as const;
export type HealthItemId = (typeof healthItemIds)[number];

export type HealthState = 'ok' | 'warn' | 'bad' | 'unknown';

/** One code has one sentence and one next step in the catalogue. */
export const healthCodes = [
  'helcim_ok',
  'helcim_unknown',
  'helcim_silent',
  'token_ok',
  'token_unknown',
  'token_missing',
  'token_refused',
  'clock_ok',
  'clock_unknown',
  'clock_off',
  'budget_ok',
  'budget_low',
  'budget_paused',
  'webhook_ok',
  'webhook_waiting',
  'webhook_off',
  'webhook_other_port',
  'webhook_no_verifier',
  'tunnel_ok',
  'tunnel_none',
  'tunnel_starting',
  'tunnel_degraded',
  'tunnel_down',
  'terminals_ok',
  'terminals_none',
  'terminals_silent',
  'disk_ok',
  'disk_low',
  'disk_full',
  'disk_unknown',
  'secrets_ok',
  'secrets_unkept',
  'secrets_lost',
] as const;
export type HealthCode = (typeof healthCodes)[number];

export interface HealthItem {
  readonly id: HealthItemId;
  readonly state: HealthState;
  readonly code: HealthCode;
  /** When this was last seen to be well or not, UTC milliseconds; null where there is no such moment. */
  readonly sinceMs: number | null;
  /** Numbers of the sentence: seconds of a clock, calls left, free megabytes, codes of silent terminals. */
  readonly values: Readonly<Record<string, number | string>>;
}

export interface HealthFacts {
  readonly helcim: { readonly reachable: boolean | null; readonly lastAnswerAtMs: number | null };
  readonly hasToken: boolean;
  /** Helcim refused the token. */
  readonly isTokenRefused: boolean;
  /** Helcim's clock less ours in milliseconds; null before the first answer. */
  readonly clockOffsetMs: number | null;
  readonly budget: BudgetView;
  readonly webhook: {
    readonly listening: boolean;
    /** The wanted port, where another program has it. */
    readonly missedPort: number | null;
    readonly hasVerifier: boolean;
    readonly healthy: boolean;
    readonly lastEventAtMs: number | null;
  };
  /** Null while no tunnel is set: results come by look-up. */
  readonly tunnel: {
    readonly kind: TunnelKind;
    readonly state: 'off' | 'starting' | 'up' | 'degraded' | 'down';
    readonly sinceMs: number;
  } | null;
  readonly terminals: readonly { readonly code: string; readonly lastSignAtMs: number | null }[];
  /** Bytes free where the ledger is; null when the system does not say. */
  readonly diskFreeBytes: number | null;
  readonly areSecretsKept: boolean;
  readonly areSecretsLost: boolean;
  readonly nowMs: number;
}

/** What of Helcim's limits is left for this till, and whether a 429 holds reads back. */
export interface BudgetView {
  readonly minuteLeft: number;
  readonly hourLeft: number;
  readonly isPaused: boolean;
}

/** An event is refused when its time is five minutes off; half of that is time to say so. */
export const clockOffMs = 150_000;
const budgetLow = { minute: 15, hour: 200 };
const terminalQuietMs = 24 * 3_600_000;
const megabyte = 1_000_000;
/** A day of a busy shop takes some megabytes; a backup takes as much again as the ledger. */
const diskLowBytes = 500 * megabyte;
const diskFullBytes = 50 * megabyte;

export function tillHealth(facts: HealthFacts): readonly HealthItem[] {
  return [
    helcimItem(facts),
    tokenItem(facts),
    clockItem(facts),
    budgetItem(facts),
    webhookItem(facts),
    tunnelItem(facts),
    terminalsItem(facts),
    diskItem(facts),
    secretsItem(facts),
  ];
}

function item(
  id: HealthItemId,
  state: HealthState,
  code: HealthCode,
  more: Partial<Pick<HealthItem, 'sinceMs' | 'values'>> = {},
): HealthItem {
  return { id, state, code, sinceMs: null, values: {}, ...more };
}

function helcimItem({ helcim: { reachable, lastAnswerAtMs: sinceMs } }: HealthFacts): HealthItem {
  if (reachable === null) return item('helcim', 'unknown', 'helcim_unknown', { sinceMs });
  return reachable
    ? item('helcim', 'ok', 'helcim_ok', { sinceMs })
    : item('helcim', 'bad', 'helcim_silent', { sinceMs });
}

function tokenItem({ hasToken, isTokenRefused, helcim }: HealthFacts): HealthItem {
  if (!hasToken) return item('token', 'bad', 'token_missing');
  if (isTokenRefused) return item('token', 'bad', 'token_refused');
  return helcim.lastAnswerAtMs === null
    ? item('token', 'unknown', 'token_unknown')
    : item('token', 'ok', 'token_ok');
}

function clockItem({ clockOffsetMs }: HealthFacts): HealthItem {
  if (clockOffsetMs === null) return item('clock', 'unknown', 'clock_unknown');
  const seconds = Math.round(Math.abs(clockOffsetMs) / 1_000);
  const direction = clockOffsetMs > 0 ? 'behind' : 'ahead';
  return Math.abs(clockOffsetMs) >= clockOffMs
    ? item('clock', 'warn', 'clock_off', { values: { seconds, direction } })
    : item('clock', 'ok', 'clock_ok', { values: { seconds } });
}

function budgetItem({ budget: { minuteLeft, hourLeft, isPaused } }: HealthFacts): HealthItem {
  const values = { minuteLeft, hourLeft };
  if (isPaused) return item('budget', 'warn', 'budget_paused', { values });
  const isLow = minuteLeft < budgetLow.minute || hourLeft < budgetLow.hour;
  return item('budget', isLow ? 'warn' : 'ok', isLow ? 'budget_low' : 'budget_ok', { values });
}

function webhookItem({ webhook, tunnel }: HealthFacts): HealthItem {
  const { listening, missedPort, hasVerifier, healthy, lastEventAtMs: sinceMs } = webhook;
  if (!listening) return item('webhook', 'bad', 'webhook_off');
  if (missedPort !== null && tunnel !== null && isPortKnownElsewhere(tunnel.kind))
    return item('webhook', 'warn', 'webhook_other_port', { values: { port: missedPort } });
  if (healthy) return item('webhook', 'ok', 'webhook_ok', { sinceMs });
  if (tunnel !== null && !hasVerifier) return item('webhook', 'warn', 'webhook_no_verifier');
  return item('webhook', 'unknown', 'webhook_waiting', { sinceMs });
}

function tunnelItem({ tunnel }: HealthFacts): HealthItem {
  if (tunnel === null) return item('tunnel', 'ok', 'tunnel_none');
  const { sinceMs } = tunnel;
  switch (tunnel.state) {
    case 'up':
      return item('tunnel', 'ok', 'tunnel_ok', { sinceMs });
    case 'starting':
      return item('tunnel', 'unknown', 'tunnel_starting', { sinceMs });
    case 'degraded':
      return item('tunnel', 'warn', 'tunnel_degraded', { sinceMs });
    default:
      return item('tunnel', 'bad', 'tunnel_down', { sinceMs });
  }
}

function terminalsItem({ terminals, nowMs }: HealthFacts): HealthItem {
  if (terminals.length === 0) return item('terminals', 'warn', 'terminals_none');
  const silent = terminals.filter(
    ({ lastSignAtMs }) => lastSignAtMs === null || nowMs - lastSignAtMs > terminalQuietMs,
  );
  const values = { count: terminals.length, codes: silent.map(({ code }) => code).join(', ') };
  return silent.length === 0
    ? item('terminals', 'ok', 'terminals_ok', { values })
    : item('terminals', 'unknown', 'terminals_silent', { values });
}

function diskItem({ diskFreeBytes }: HealthFacts): HealthItem {
  if (diskFreeBytes === null) return item('disk', 'unknown', 'disk_unknown');
  const values = { megabytes: Math.floor(diskFreeBytes / megabyte) };
  if (diskFreeBytes < diskFullBytes) return item('disk', 'bad', 'disk_full', { values });
  return diskFreeBytes < diskLowBytes
    ? item('disk', 'warn', 'disk_low', { values })
    : item('disk', 'ok', 'disk_ok', { values });
}

function secretsItem({ areSecretsKept, areSecretsLost }: HealthFacts): HealthItem {
  if (areSecretsLost) return item('secrets', 'bad', 'secrets_lost');
  return areSecretsKept ? item('secrets', 'ok', 'secrets_ok') : item('secrets', 'warn', 'secrets_unkept');
}
