/** The PIN where it counts: a refund that needs the manager is not sent without. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { AmountCents } from '../../../shared/money.ts';
import { planned, sell } from '../payments/refund-rig.ts';
import { goodPin, type ManagerRig, openManagerRig, otherPin, who } from './manager-rig.ts';

let rig: ManagerRig;
let transactionId: number;
beforeEach(async () => {
  rig = await openManagerRig();
  ({ transactionId } = await sell(rig.world, 'credit'));
});
afterEach(() => rig.close());

async function refund(managerPin: string | null, cents = 25_00): Promise<Result<AttemptView>> {
  return rig.world.handlers().refunds.start({
    pressId: randomUUID(),
    pressedAtMs: Date.now(),
    originalTransactionId: transactionId,
    amountCents: cents as AmountCents,
    terminalCode: null,
    cardKind: null,
    reason: 'returned',
    reasonText: null,
    who,
    managerPin,
    confirmedDoubtIds: [],
  });
}

const moneyBack = () =>
  rig.world.simulator.requests().filter(({ path }) => /\/payment\/(?:refund|reverse)$/.test(path)).length;

async function needed(): Promise<string | null> {
  const { plan } = await planned(rig.world, transactionId);
  if (plan.kind !== 'go') throw new Error(`the plan is ${plan.kind}`);
  return plan.needsManager;
}

it('M9 a refund above the limit asks for the PIN, and nothing is written or sent before the right one', async () => {
  expect(await needed()).toBeNull();
  await rig.setPin();
  expect(await needed()).toBe('above_limit');
  expect(await refund(null)).toMatchObject({
    ok: false,
    error: { code: 'manager_needed', detail: 'above_limit' },
  });
  expect(await refund(otherPin)).toMatchObject({ ok: false, error: { code: 'pin_wrong' } });
  expect(moneyBack()).toBe(0);
  expect((await rig.world.ledger().attemptsPage(null, 10)).items).toHaveLength(1);
  const given = await refund(goodPin);
  expect(given).toMatchObject({ ok: true });
  await rig.world.settle();
  expect(moneyBack()).toBe(1);
});

it('M9 a refund within the limits asks for no PIN', async () => {
  await rig.setPin();
  const limits = { aboveCents: 25_00, olderThanDays: 30, notFromThisTill: true };
  expect(await rig.call('setLimits', { pin: goodPin, limits, who })).toMatchObject({ ok: true });
  expect(await needed()).toBeNull();
  expect(await refund(null)).toMatchObject({ ok: true });
  await rig.world.settle();
  expect(moneyBack()).toBe(1);
});

it('M9 the wait after wrong PINs holds a refund up, whoever asks, and the right PIN too', async () => {
  await rig.setPin();
  for (let time = 0; time < 3; time += 1)
    expect(await refund(otherPin)).toMatchObject({ ok: false, error: { code: 'pin_wrong' } });
  expect(await refund(goodPin)).toMatchObject({ ok: false, error: { code: 'pin_wait' } });
  expect(moneyBack()).toBe(0);
});
