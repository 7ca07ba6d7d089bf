import { describe, expect, it } from 'vitest';
import { createRateGate, createRefusalLog } from '../../../electron/webhooks/refusal-limits.ts';
import type { LogFields } from '../../../shared/ports.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

describe('the rate gate', () => {
  it('lets twice the rate through at once and the rate from then on', () => {
    const clock = createVirtualClock();
    const gate = createRateGate(clock, 10);
    const passed = (tries: number) => Array.from({ length: tries }, () => gate.pass()).filter(Boolean).length;
    expect(passed(100)).toBe(20);
    clock.advance(500);
    expect(passed(100)).toBe(5);
    clock.advance(3_600_000);
    expect(passed(100)).toBe(20);
  });

  it('does not open when the wall clock jumps', () => {
    const clock = createVirtualClock();
    const gate = createRateGate(clock, 1);
    gate.pass();
    gate.pass();
    clock.jumpWall(86_400_000);
    expect(gate.pass()).toBe(false);
  });
});

describe('the refusal log', () => {
  it('writes one line a message and interval, and says how many it left out', () => {
    const clock = createVirtualClock();
    const lines: [string, LogFields | undefined][] = [];
    const warn = (message: string, fields?: LogFields) => lines.push([message, fields]);
    const log = createRefusalLog(clock, { info: warn, warn, error: warn }, 60_000);
    for (let index = 0; index < 1_000; index += 1) log.note('forged', { why: 'no_match' });
    log.note('unsigned');
    clock.advance(60_000);
    log.note('forged', { why: 'too_old' });
    expect(lines).toEqual([
      ['forged', { why: 'no_match', leftOut: 0 }],
      ['unsigned', { leftOut: 0 }],
      ['forged', { why: 'too_old', leftOut: 999 }],
    ]);
  });
});
