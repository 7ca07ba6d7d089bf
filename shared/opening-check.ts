/** One press before the shop opens: does everything that the first payment needs work right now? */

export const checkStepIds = ['token', 'clock', 'tunnel', 'webhook', 'terminal', 'alarms'] as const;
export type CheckStepId = (typeof checkStepIds)[number];

export type CheckState = 'waiting' | 'running' | 'ok' | 'warn' | 'bad' | 'skipped';

/** One code has one sentence in the catalogue, with what to do where something is wrong. */
export const checkCodes = [
  'waiting',
  'running',
  'token_ok',
  'token_failed',
  'clock_ok',
  'clock_off',
  'clock_unknown',
  'tunnel_ok',
  'tunnel_none',
  'tunnel_failed',
  'webhook_ok',
  'webhook_quiet',
  'webhook_off',
  'webhook_other_port',
  'webhook_no_verifier',
  'webhook_none',
  'terminal_ok',
  'terminal_silent',
  'terminal_unknown',
  'terminal_busy',
  'terminal_failed',
  'terminal_none',
  'alarms_none',
  'alarms_open',
  'out_of_time',
] as const;
export type CheckCode = (typeof checkCodes)[number];

export interface CheckStep {
  readonly id: CheckStepId;
  /** Of a terminal's own step. */
  readonly terminalCode: string | null;
  readonly state: CheckState;
  readonly code: CheckCode;
  /** Short, for support; never a secret. */
  readonly detail: string | null;
  /** Real milliseconds; null until it has ended. */
  readonly tookMs: number | null;
}

export interface OpeningCheckView {
  readonly startedAtMs: number;
  /** Null while it runs; it ends within a minute. */
  readonly endedAtMs: number | null;
  readonly steps: readonly CheckStep[];
}

/** How a whole check ended: as well as its worst step. */
export function checkVerdict(steps: readonly CheckStep[]): 'ok' | 'warn' | 'bad' {
  if (steps.some(({ state }) => state === 'bad')) return 'bad';
  return steps.some(({ state }) => state === 'warn') ? 'warn' : 'ok';
}
