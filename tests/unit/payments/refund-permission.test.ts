import { describe, expect, it } from 'vitest';
import { createRefundPermission, refusalKeptMs } from '../../../electron/payments/refund-permission.ts';
import type { AppErrorCode } from '../../../shared/app-error.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const error = (code: AppErrorCode) => ({ code, detail: null, attemptIds: [] }) as never;
const refusal = error('token_lacks_permission');

function learning() {
  const clock = createVirtualClock();
  return { clock, permission: createRefundPermission(clock) };
}

describe('the permission to refund', () => {
  it('is taken for granted until Helcim says otherwise, and news once', () => {
    const { permission } = learning();
    expect(permission.isGranted()).toBe(true);
    expect(permission.learn(refusal)).toBe(true);
    expect(permission.isGranted()).toBe(false);
    expect(permission.learn(refusal)).toBe(false);
  });

  it('is known again by a refund that Helcim took, and by no other failure', () => {
    const { permission } = learning();
    permission.learn(refusal);
    permission.learn(error('helcim_unreachable'));
    expect(permission.isGranted()).toBe(false);
    permission.learn(null);
    expect(permission.isGranted()).toBe(true);
    expect(permission.learn(refusal)).toBe(true);
  });

  it('M15 is forgotten after a while by a clock that nobody sets', () => {
    const { clock, permission } = learning();
    permission.learn(refusal);
    clock.jumpWall(10 * refusalKeptMs);
    clock.advance(refusalKeptMs - 1);
    expect(permission.isGranted()).toBe(false);
    clock.advance(1);
    expect(permission.isGranted()).toBe(true);
    expect(permission.learn(refusal)).toBe(true);
  });

  it('is forgotten when a person looks again', () => {
    const { permission } = learning();
    permission.learn(refusal);
    permission.forget();
    expect(permission.isGranted()).toBe(true);
  });
});
