import type { Clock, Timer } from '../../shared/ports.ts';

/**
 * Whether results may be expected by webhook: a signed Helcim event within 24 hours, and no look-up since that saw a
 * transaction 10 seconds before its event, and a tunnel that is not known to be dead. Looking up less often is safe only
 * while this holds.
 */
export interface WebhookHealth {
  isHealthy(): boolean;
  lastEventAtMs(): number | null;
  /** A signed event of Helcim's arrived; `transactionId` when it names one. */
  eventArrived(transactionId: number | null): void;
  /** A look-up saw this transaction first. */
  lookupSaw(transactionId: number): void;
  /** No event can come through, whatever came before: nothing is healthy until {@link tunnelUp}. */
  tunnelDown(): void;
  /** A test has come through the tunnel again. */
  tunnelUp(): void;
  stop(): void;
}

const eventMaxAgeMs = 24 * 3_600_000;
const headStartMs = 10_000;
const waitingMax = 500;

export function createWebhookHealth(clock: Clock, onChange: () => void): WebhookHealth {
  const waiting = new Map<number, Timer>();
  const arrived = new Set<number>();
  let lastEvent: { readonly wallMs: number; readonly monotonicMs: number } | null = null;
  let wasBeaten = false;
  let isTunnelDown = false;

  function set(beaten: boolean): void {
    if (wasBeaten === beaten) return;
    wasBeaten = beaten;
    onChange();
  }

  function setTunnelDown(isDown: boolean): void {
    if (isTunnelDown === isDown) return;
    isTunnelDown = isDown;
    onChange();
  }

  return {
    isHealthy: () =>
      lastEvent !== null &&
      !wasBeaten &&
      !isTunnelDown &&
      clock.monotonicMs() - lastEvent.monotonicMs < eventMaxAgeMs,
    lastEventAtMs: () => lastEvent?.wallMs ?? null,
    eventArrived(transactionId) {
      lastEvent = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
      if (transactionId !== null) {
        const timer = waiting.get(transactionId);
        // An event that comes within the head start, or before any look-up, is prompt again.
        if (timer || !arrived.has(transactionId)) set(false);
        timer?.cancel();
        waiting.delete(transactionId);
        remember(arrived, transactionId);
      }
      onChange();
    },
    lookupSaw(transactionId) {
      if (arrived.has(transactionId) || waiting.has(transactionId) || waiting.size >= waitingMax) return;
      const timer = clock.setTimer(headStartMs, () => {
        waiting.delete(transactionId);
        remember(arrived, transactionId);
        set(true);
      });
      waiting.set(transactionId, timer);
    },
    tunnelDown: () => setTunnelDown(true),
    tunnelUp: () => setTunnelDown(false),
    stop() {
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
    },
  };
}

function remember(ids: Set<number>, id: number): void {
  if (ids.size >= waitingMax) {
    const oldest = ids.values().next();
    if (!oldest.done) ids.delete(oldest.value);
  }
  ids.add(id);
}
