const checkEveryMs = 5_000;
/** A pause this much longer than asked for means that the machine slept, not that the window was busy. */
const sleptAfterMs = 60_000;

/** Calls back after each sleep of the machine; returns the way to stop. */
export function watchForWake(wallMs: () => number, onWake: () => void): () => void {
  let lastMs = wallMs();
  const timer = setInterval(() => {
    const nowMs = wallMs();
    if (nowMs - lastMs > sleptAfterMs) onWake();
    lastMs = nowMs;
  }, checkEveryMs);
  return () => clearInterval(timer);
}
