import { describe, expect, it } from 'vitest';
import { type MachineChange, machineChange, watchMachine } from '../../../electron/till/machine-watch.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const hourMs = 3_600_000;
const at = (wallMs: number, ...addresses: readonly string[]) => ({ wallMs, addresses });

describe('a look at the machine', () => {
  it.each<[string, ReturnType<typeof at>, MachineChange | null]>([
    ['on time and in the same network', at(5_000, 'a', 'b'), null],
    ['that comes late on a busy machine', at(20_000, 'a', 'b'), null],
    ['after a sleep', at(9 * hourMs, 'a', 'b'), 'time'],
    ['after the clock was set forward', at(hourMs + 5_000, 'a', 'b'), 'time'],
    ['after the clock was set back', at(5_000 - hourMs, 'a', 'b'), 'time'],
    ['without a network', at(5_000), 'network'],
    ['in another network', at(5_000, 'a', 'c'), 'network'],
    ['after a sleep, in another network', at(9 * hourMs, 'c'), 'time'],
  ])('%s', (_name, now, change) => {
    expect(machineChange(at(0, 'a', 'b'), now)).toBe(change);
  });
});

describe('watching the machine', () => {
  it('tells each change once, and nothing after its end', () => {
    const clock = createVirtualClock();
    let addresses: readonly string[] = ['192.0.2.7'];
    const told: MachineChange[] = [];
    const stop = watchMachine({ clock, addresses: () => addresses, onChange: (each) => told.push(each) });
    clock.advance(60_000);
    expect(told).toEqual([]);
    addresses = [];
    clock.advance(5_000);
    addresses = ['198.51.100.4'];
    clock.advance(60_000);
    expect(told).toEqual(['network', 'network']);
    clock.jumpWall(-hourMs);
    clock.advance(60_000);
    expect(told).toEqual(['network', 'network', 'time']);
    stop();
    addresses = [];
    clock.advance(60_000);
    expect(told).toHaveLength(3);
    expect(clock.pendingTimers()).toBe(0);
  });
});
