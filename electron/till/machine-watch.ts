/**
 * Notices what no system event tells: another network, a clock that was set, a sleep whose end nobody reported. What was
 * known of Helcim and of the tunnel is then old.
 */
import type { Clock, Timer } from '../../shared/ports.ts';

export interface MachineLook {
  readonly wallMs: number;
  /** Of this machine on every network but its own loopback, in a fixed order. */
  readonly addresses: readonly string[];
}

export type MachineChange = 'time' | 'network';

const lookEveryMs = 5_000;
/** A busy machine is late by less. */
const lateMs = 15_000;

/** What has changed since a look that was planned `lookEveryMs` ago; null for nothing. Pure. */
export function machineChange(before: MachineLook, now: MachineLook): MachineChange | null {
  if (Math.abs(now.wallMs - before.wallMs - lookEveryMs) > lateMs) return 'time';
  return now.addresses.join() === before.addresses.join() ? null : 'network';
}

export interface MachineWatchParts {
  readonly clock: Pick<Clock, 'wallMs' | 'setTimer'>;
  readonly addresses: () => readonly string[];
  readonly onChange: (change: MachineChange) => void;
}

/** @returns the way to stop */
export function watchMachine({ clock, addresses, onChange }: MachineWatchParts): () => void {
  let timer: Timer;
  const look = (): MachineLook => ({ wallMs: clock.wallMs(), addresses: addresses() });
  const waitFrom = (before: MachineLook): void => {
    timer = clock.setTimer(lookEveryMs, () => {
      const now = look();
      const change = machineChange(before, now);
      waitFrom(now);
      if (change !== null) onChange(change);
    });
  };
  waitFrom(look());
  return () => timer.cancel();
}
