/** The clocks of one machine: a wall clock that may be set, a monotonic one, and timers that sleep when it does. */
import type { Clock, Timer } from '../../../shared/ports.ts';
import type { Ports, Process } from './process.ts';
import type { Planned, Scheduler } from './scheduler.ts';

interface RunningTimer {
  readonly process: Process;
  readonly dueMs: number;
  readonly run: () => void;
  planned: Planned | null;
}

export interface MachineClock {
  wallMs(): number;
  monotonicMs(): number;
  jumpWall(ms: number): void;
  isAsleep(): boolean;
  sleep(): void;
  wake(): void;
  /** How long it has been awake, in true time. */
  awakeMs(): number;
  forProcess(process: Process, ports: Ports): Clock;
  endTimersOf(process: Process): void;
}

export function createMachineClock(scheduler: Scheduler, stopsWhileAsleep: boolean): MachineClock {
  const startMs = scheduler.nowMs();
  const timers = new Set<RunningTimer>();
  let jumpedMs = 0;
  let sleptMs = 0;
  let fellAsleepAtMs: number | null = null;

  const asleepMs = () => sleptMs + (fellAsleepAtMs === null ? 0 : scheduler.nowMs() - fellAsleepAtMs);
  const monotonicMs = () => 1_000 + scheduler.nowMs() - startMs - (stopsWhileAsleep ? asleepMs() : 0);

  function plan(timer: RunningTimer, ports: Ports): void {
    if (fellAsleepAtMs !== null) return;
    timer.planned = scheduler.after(Math.max(0, timer.dueMs - monotonicMs()), () => {
      timers.delete(timer);
      ports.deliver(timer.process, 'timer', timer.run);
    });
  }
  const portsOf = new WeakMap<Process, Ports>();

  return {
    wallMs: () => scheduler.nowMs() + jumpedMs,
    monotonicMs,
    jumpWall(ms) {
      jumpedMs += ms;
    },
    isAsleep: () => fellAsleepAtMs !== null,
    sleep() {
      if (fellAsleepAtMs !== null) return;
      fellAsleepAtMs = scheduler.nowMs();
      for (const timer of timers) timer.planned?.cancel();
    },
    wake() {
      if (fellAsleepAtMs === null) return;
      sleptMs = asleepMs();
      fellAsleepAtMs = null;
      for (const timer of timers) {
        const ports = portsOf.get(timer.process);
        if (ports) plan(timer, ports);
      }
    },
    awakeMs: () => scheduler.nowMs() - startMs - asleepMs(),
    forProcess(process, ports) {
      portsOf.set(process, ports);
      const now = () => ports.quietCall(process, () => scheduler.nowMs() + jumpedMs);
      return {
        wallMs: now,
        monotonicMs: () => ports.quietCall(process, monotonicMs),
        elapsedMs: (sinceWallMs) => now() - sinceWallMs,
        setTimer(delayMs, run): Timer {
          if (process.isDead) return { cancel: () => undefined };
          const timer: RunningTimer = {
            process,
            dueMs: monotonicMs() + Math.max(0, delayMs),
            run,
            planned: null,
          };
          timers.add(timer);
          plan(timer, ports);
          return {
            cancel() {
              timers.delete(timer);
              timer.planned?.cancel();
            },
          };
        },
      };
    },
    endTimersOf(process) {
      for (const timer of timers) {
        if (timer.process !== process) continue;
        timer.planned?.cancel();
        timers.delete(timer);
      }
    },
  };
}
