/** Where the simulator gets its time from. Both readings are in milliseconds. */
export interface SimulatorClock {
  wallMs(): number;
  monotonicMs(): number;
  setTimer(delayMs: number, run: () => void): { cancel(): void };
}

/** The given clock plus what Helcim's own servers make of it; every timer ends with the simulator. */
export interface HelcimClock extends SimulatorClock {
  /** The given clock's wall time, untouched by skew: the time of the truth log. */
  trueWallMs(): number;
  setSkew(skewMs: number): void;
  /** Resolves after the delay; at once when it is not above zero. */
  wait(delayMs: number): Promise<void>;
  /** Ends all timers for good; a wait under way then never resolves. */
  stop(): void;
}

export const systemClock: SimulatorClock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

export function createHelcimClock(base: SimulatorClock): HelcimClock {
  const running = new Set<{ cancel(): void }>();
  let skewMs = 0;
  let isStopped = false;

  function setTimer(delayMs: number, run: () => void): { cancel(): void } {
    if (isStopped) return { cancel: () => undefined };
    const timer = base.setTimer(delayMs, () => {
      running.delete(timer);
      run();
    });
    running.add(timer);
    return {
      cancel() {
        running.delete(timer);
        timer.cancel();
      },
    };
  }

  return {
    wallMs: () => base.wallMs() + skewMs,
    trueWallMs: () => base.wallMs(),
    monotonicMs: () => base.monotonicMs(),
    setTimer,
    setSkew(value) {
      skewMs = value;
    },
    wait: (delayMs) =>
      delayMs > 0 ? new Promise((resolve) => setTimer(delayMs, resolve)) : Promise.resolve(),
    stop() {
      isStopped = true;
      for (const timer of running) timer.cancel();
      running.clear();
    },
  };
}
