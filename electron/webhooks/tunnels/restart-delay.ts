/** When a tunnel that ended is tried again. Pure. */
import type { Random } from '../../../shared/ports.ts';
import type { TunnelCause } from '../../../shared/tunnel.ts';

export interface EndedTunnel {
  /** How many have ended before it without a quiet time of being up in between. */
  readonly triesInARow: number;
  readonly upForMs: number;
  readonly cause: TunnelCause;
}

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;
/** Whoever was up as long as this was well: what ended it is not what ended those before. */
const settledAfterMs = 60_000;
/** Nothing changes by itself; a change in Settings starts it at once. */
const personDelayMs = 5 * 60_000;
const personNeeded: readonly TunnelCause[] = [
  'no_binary',
  'no_token',
  'wrong_token',
  'domain_not_yours',
  'module_missing',
];

/** The count for the next tunnel, this one included. */
export function triesAfter({ triesInARow, upForMs }: EndedTunnel): number {
  return upForMs >= settledAfterMs ? 1 : triesInARow + 1;
}

/**
 * Doubles from one second to one minute, with a quarter of chance either way, so that the tills of a shop whose line comes
 * back do not all knock at once.
 * @param chance 0 up to 1
 * @returns milliseconds
 */
export function restartDelayMs(ended: EndedTunnel, chance: number): number {
  const doublings = Math.min(triesAfter(ended) - 1, 10);
  const plainMs = personNeeded.includes(ended.cause)
    ? personDelayMs
    : Math.min(longestDelayMs, firstDelayMs * 2 ** doublings);
  return Math.round(plainMs * (0.75 + chance / 2));
}

/** A number from 0 up to 1. */
export function drawChance(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return (high * 256 + low) / 65_536;
}
