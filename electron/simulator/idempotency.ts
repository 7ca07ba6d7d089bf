import { type ApiReply, refuse } from './api-call.ts';
import type { SimulatorClock } from './simulator-clock.ts';

/** Keys of the Payment API (https://devdocs.helcim.com/docs/idempotency). */
export interface IdempotencyStore {
  /** Runs the call, or replays the first successful reply of the same key and payload. */
  run(key: string | undefined, path: string, body: unknown, call: () => ApiReply): ApiReply;
}

const KEY_FORM = /^[A-Za-z0-9_-]{25,36}$/;
const KEPT_MS = 5 * 60_000;

export function createIdempotencyStore(clock: SimulatorClock): IdempotencyStore {
  const known = new Map<string, { payload: string; atMs: number; success: ApiReply | null }>();

  function forgetOld(): void {
    for (const [key, { atMs }] of known) {
      if (clock.monotonicMs() - atMs > KEPT_MS) known.delete(key);
    }
  }

  return {
    run(key, path, body, call) {
      if (key === undefined || !KEY_FORM.test(key)) {
        return refuse(400, { 'idempotency-key': 'The idempotency key must have 25 to 36 characters' });
      }
      forgetOld();
      const payload = `${path} ${canonicalJson(body)}`;
      const before = known.get(key);
      if (before && before.payload !== payload)
        return refuse(409, ['Idempotency key was used with another payload']);
      if (before?.success) return before.success;
      const reply = call();
      // Only a success is promised to replay; after a failure the same key is processed anew.
      const success = reply.status === 200 ? reply : null;
      known.set(key, { payload, atMs: before?.atMs ?? clock.monotonicMs(), success });
      return reply;
    },
  };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
