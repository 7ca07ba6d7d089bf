import type { AttemptView } from '../../shared/ipc-contract.ts';

/** When each view arrived here, on the window's monotonic clock; a view itself knows only its age at its making. */
const receivedAtMs = new WeakMap<AttemptView, number>();

export function stampReceipt(views: Iterable<AttemptView>, nowMs: number): void {
  for (const view of views) if (!receivedAtMs.has(view)) receivedAtMs.set(view, nowMs);
}

/** App time since the view was made: wall time, sped up by the view's clock rate. */
function elapsedSinceMaking(view: AttemptView, nowMs: number): number {
  return sinceReceiptMs(view, nowMs) * view.clockRate;
}

function sinceReceiptMs(view: AttemptView, nowMs: number): number {
  return Math.max(0, nowMs - (receivedAtMs.get(view) ?? nowMs));
}

/** Age of the attempt now, in milliseconds. */
export function ageNowMs(view: AttemptView, nowMs: number): number {
  return view.ageMs + elapsedSinceMaking(view, nowMs);
}

/** What is left of the quiet period after a decline, or null outside of it (M7). */
export function quietRemainingNowMs(view: AttemptView, nowMs: number): number | null {
  if (view.quietRemainingMs === null) return null;
  return Math.max(0, view.quietRemainingMs - elapsedSinceMaking(view, nowMs));
}

/** How long the same refund may still be asked for under its key, or null where it may not. */
export function retryRemainingNowMs(view: AttemptView, nowMs: number): number | null {
  if (view.retryRemainingMs === null) return null;
  // Helcim's own time, which no clock rate of this app speeds up.
  return Math.max(0, view.retryRemainingMs - sinceReceiptMs(view, nowMs));
}

/** How long a key stands for one refund, from its send. */
export const retryWindowMs = 120_000;

/** How long every attempt without an approval is watched for late evidence (M6). */
export const watchPeriodMs = 48 * 3_600_000;

/** When `checking` gives way to `unknown`: five minutes after the send. */
export const checkingEndsAfterMs = 5 * 60_000;
/** From this age on the cashier is asked what the terminal shows. */
export const questionAfterMs = 15_000;
