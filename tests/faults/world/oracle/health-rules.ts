/**
 * Whether webhooks are certainly not healthy (section 7): no fresh event in a day, or a look-up was quicker than an event
 * by ten seconds and none has come since. Results are then to be expected by look-up alone.
 */
export interface HealthWatch {
  eventCame(transactionId: number | null, nowMs: number): void;
  lookUpSaw(transactionId: number, nowMs: number): void;
  isSurelyUnhealthy(nowMs: number): boolean;
  ended(): void;
}

const dayMs = 24 * 3_600_000;
const headStartMs = 10_000;

export function createHealthWatch(): HealthWatch {
  const announced = new Set<number>();
  const seenByLookUp = new Set<number>();
  const waiting = new Map<number, number>();
  let lastEventAtMs: number | null = null;
  let beatenAtMs = Number.NEGATIVE_INFINITY;

  function settle(nowMs: number): void {
    for (const [id, sinceMs] of waiting) {
      if (nowMs <= sinceMs + headStartMs) continue;
      beatenAtMs = Math.max(beatenAtMs, sinceMs + headStartMs);
      waiting.delete(id);
    }
  }

  return {
    eventCame(transactionId, nowMs) {
      settle(nowMs);
      lastEventAtMs = nowMs;
      if (transactionId === null) return;
      announced.add(transactionId);
      waiting.delete(transactionId);
    },
    lookUpSaw(transactionId, nowMs) {
      if (announced.has(transactionId) || seenByLookUp.has(transactionId)) return;
      seenByLookUp.add(transactionId);
      waiting.set(transactionId, nowMs);
    },
    isSurelyUnhealthy(nowMs) {
      settle(nowMs);
      return lastEventAtMs === null || nowMs - lastEventAtMs > dayMs || lastEventAtMs < beatenAtMs;
    },
    ended: () => waiting.clear(),
  };
}
