import { describe, expect, it } from 'vitest';
import { createWebhookHealth } from '../../../electron/payments/webhook-health.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;

function aHealth() {
  const clock = createVirtualClock();
  const changes = { count: 0 };
  const health = createWebhookHealth(clock, () => {
    changes.count += 1;
  });
  return { clock, health, changes };
}

describe('webhooks', () => {
  it('are not healthy before the first event of this process', () => {
    const { health } = aHealth();
    expect(health.isHealthy()).toBe(false);
    expect(health.lastEventAtMs()).toBeNull();
  });

  it.each([1, null])('are healthy for 24 h after a signed event about %s', (transactionId) => {
    const { clock, health } = aHealth();
    health.eventArrived(transactionId);
    clock.advance(24 * hourMs - 1);
    expect(health.isHealthy()).toBe(true);
    clock.advance(1);
    expect(health.isHealthy()).toBe(false);
  });

  it.each([-30 * hourMs, 30 * hourMs])(
    'M15 are judged by passed time, not by a wall clock that jumps by %i ms',
    (jumpMs) => {
      const { clock, health } = aHealth();
      health.eventArrived(1);
      clock.jumpWall(jumpMs);
      expect(health.isHealthy()).toBe(true);
    },
  );

  it('are not healthy any more when a look-up beats an event by 10 s', () => {
    const { clock, health, changes } = aHealth();
    health.eventArrived(1);
    health.lookupSaw(2);
    clock.advance(10 * secondMs - 1);
    expect(health.isHealthy()).toBe(true);
    const before = changes.count;
    clock.advance(1);
    expect(health.isHealthy()).toBe(false);
    expect(changes.count).toBe(before + 1);
  });

  it('stay healthy when the event follows the look-up within 10 s', () => {
    const { clock, health } = aHealth();
    health.eventArrived(1);
    health.lookupSaw(2);
    clock.advance(9 * secondMs);
    health.eventArrived(2);
    clock.advance(hourMs);
    expect(health.isHealthy()).toBe(true);
  });

  it('stay healthy when the event came first', () => {
    const { clock, health } = aHealth();
    health.eventArrived(2);
    health.lookupSaw(2);
    clock.advance(hourMs);
    expect(health.isHealthy()).toBe(true);
  });

  it.each([
    ['the event that was beaten, late', 2],
    ['a repeated event', 1],
    ['a cancel, which no look-up can beat', null],
  ])('are not healthy again by %s', (_, transactionId) => {
    const { clock, health } = aHealth();
    health.eventArrived(1);
    health.lookupSaw(2);
    clock.advance(10 * secondMs);
    health.eventArrived(transactionId);
    expect(health.isHealthy()).toBe(false);
  });

  it('are healthy again by an event that no look-up has beaten', () => {
    const { clock, health } = aHealth();
    health.eventArrived(1);
    health.lookupSaw(2);
    clock.advance(10 * secondMs);
    health.eventArrived(3);
    expect(health.isHealthy()).toBe(true);
  });

  it('are counted against once for a transaction that is seen again and again', () => {
    const { clock, health } = aHealth();
    health.eventArrived(1);
    for (let count = 0; count < 5; count += 1) {
      health.lookupSaw(2);
      clock.advance(secondMs);
    }
    expect(clock.pendingTimers()).toBe(1);
    clock.advance(5 * secondMs);
    expect(health.isHealthy()).toBe(false);
    health.lookupSaw(2);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('leave a bounded number of timers, and none after the stop', () => {
    const { clock, health } = aHealth();
    for (let id = 1; id <= 2_000; id += 1) health.lookupSaw(id);
    expect(clock.pendingTimers()).toBeLessThanOrEqual(500);
    health.stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('are not healthy from the moment the tunnel is known to be dead until a test has come through it', () => {
    const { health, changes } = aHealth();
    health.eventArrived(1);
    const before = changes.count;
    health.tunnelDown();
    health.tunnelDown();
    expect(health.isHealthy()).toBe(false);
    expect(changes.count).toBe(before + 1);
    health.tunnelUp();
    expect(health.isHealthy()).toBe(true);
    expect(changes.count).toBe(before + 2);
  });

  it('are not made healthy by an event that was still on its way when the tunnel died', () => {
    const { health } = aHealth();
    health.tunnelDown();
    health.eventArrived(1);
    expect(health.isHealthy()).toBe(false);
  });

  it('are not made healthy by a tunnel alone', () => {
    const { health } = aHealth();
    health.tunnelDown();
    health.tunnelUp();
    expect(health.isHealthy()).toBe(false);
  });
});
