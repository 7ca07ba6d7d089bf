import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { isInvoiceNumber } from '../../../shared/invoice-number.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

describe('a charge', () => {
  it('is approved by a webhook that makes the till read the transaction', async () => {
    await open();
    const id = await world.charged();
    await world.reach(id, 'waiting');
    await world.asking();
    await world.act('tap-credit');
    const { attempt, transactions } = await world.reach(id, 'approved');
    expect(attempt.approvedCents).toBe(12_34);
    expect(transactions).toHaveLength(1);
    expect(transactions[0]?.source).toBe('webhook');
  });

  it('is approved by look-up alone when no webhook ever comes', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    const { transactions } = await world.advanceTo(id, 'approved', 20_000);
    expect(transactions[0]?.source).toBe('lookup');
  });

  it('M2 sends a number that this till made, once, and finds its row by it', async () => {
    await open();
    const id = await world.charged({ reference: 'table 7' });
    await world.asking();
    const request = world.simulator.devices().find(({ code }) => code === world.code)?.request;
    const { attempt } = await world.facts(id);
    expect(isInvoiceNumber(attempt.invoiceNumber)).toBe(true);
    expect(request?.invoiceNumber).toBe(attempt.invoiceNumber);
    expect(JSON.stringify(world.simulator.requests())).not.toContain('table 7');
  });

  it('M7 stays open after a decline until Try Again brings the approval', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(id, 'declined_may_retry');
    await world.act('try-again');
    await world.act('tap-credit');
    const { attempt, transactions } = await world.reach(id, 'approved');
    expect(attempt.approvedCents).toBe(12_34);
    expect(transactions.map(({ status }) => status).sort()).toEqual(['approved', 'declined']);
  });

  it('M7 becomes declined only after 120 quiet seconds and a look-up that saw no approval', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(id, 'declined_may_retry');
    world.clock.advance(100_000);
    await world.till().room()?.runner.settled();
    expect(await world.phase(id)).toBe('declined_may_retry');
    await world.advanceTo(id, 'declined', 60_000);
  });

  it('M7 finds an approval by Try Again whose webhook was lost', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(id, 'declined_may_retry');
    world.simulator.setWebhookUrl(null);
    await world.act('try-again');
    await world.act('tap-credit');
    await world.advanceTo(id, 'approved', 15_000);
  });

  it('is cancelled by a fresh cancel from the reader', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    await world.reach(id, 'cancelled');
  });

  it('U8 is declined, not cancelled, when the customer cancels after a decline', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(id, 'declined_may_retry');
    await world.act('cancel');
    await world.reach(id, 'declined');
  });

  it('M8 keeps the amount asked and the higher one approved with a tip', async () => {
    await open({ simulator: { behaviour: { tipsAsked: true } } });
    const id = await world.charged();
    await world.asking();
    await world.act('add-tip');
    await world.act('tap-credit');
    const { attempt } = await world.reach(id, 'approved');
    expect(attempt.amountCents).toBe(12_34);
    expect(attempt.approvedCents).toBe(14_34);
  });

  it('M3 refuses a second attempt on a terminal that still asks, and names the one that holds it', async () => {
    await open();
    const id = await world.charged();
    const second = await world.charge();
    expect(second).toMatchObject({ ok: false, error: { code: 'terminal_busy', attemptIds: [id] } });
    await world.reach(id, 'waiting');
    expect(world.purchases()).toBe(1);
  });

  it('M3 lets exactly one of two windows through when both press at once', async () => {
    await open();
    const results = await Promise.all([world.charge(), world.charge()]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await world.asking();
    expect(world.purchases()).toBe(1);
  });

  it('M4 takes the same press twice as one attempt', async () => {
    await open();
    const pressId = randomUUID();
    const [first, second] = await Promise.all([world.charge({ pressId }), world.charge({ pressId })]);
    expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
    await world.asking();
    expect(world.purchases()).toBe(1);
  });

  it('M16 frees the terminal when the cashier says that it shows its ready screen', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    const said = await world.handlers().payments.readyScreen({ attemptId: id });
    expect(said).toMatchObject({ ok: true, value: { phase: 'unknown', filedAs: 'stopped_at_terminal' } });
    const refused = await world.charge();
    expect(refused).toMatchObject({ ok: false, error: { code: 'terminal_in_doubt', attemptIds: [id] } });
    await world.charged({ confirmedDoubtIds: [id] });
  });

  it('M6 raises an alarm and counts the money when an approval is found after the cashier freed the terminal', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    await world.handlers().payments.readyScreen({ attemptId: id });
    expect(await world.phase(id)).toBe('unknown');
    await world.act('tap-credit');
    const { attempt } = await world.advanceTo(id, 'approved', 90_000);
    expect(attempt.approvedCents).toBe(12_34);
    const { alarms } = await world.slices();
    expect(alarms).toMatchObject([{ kind: 'late_approval', attemptId: id }]);
  });

  it('M4 goes to unknown without evidence, five minutes after the send, and never sends again', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    await world.advanceTo(id, 'checking', 151_000);
    await world.advanceTo(id, 'unknown', 152_000);
    expect(world.purchases()).toBe(1);
  });

  it('keeps looking while Helcim dropped the connection after it had acted', async () => {
    await open({ webhooks: false });
    world.simulator.faults.add({
      kind: 'drop',
      when: 'after-effect',
      match: { path: '/devices/' },
      times: 1,
    });
    const id = await world.charged();
    await world.reach(id, 'checking');
    await world.asking();
    await world.act('tap-credit');
    await world.advanceTo(id, 'approved', 10_000);
    expect(world.purchases()).toBe(1);
  });

  it('is refused with a definite answer when the terminal does not listen', async () => {
    await open();
    await world.act('sleep');
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'refused');
    expect(attempt.errorCode).toBe('device_not_listening');
    await world.act('wake');
    const again = await world.charged({ saleId: attempt.saleId });
    await world.asking();
    await world.act('tap-debit');
    await world.reach(again, 'approved');
  });

  it('resumes after a restart in mid-payment and shows the outcome', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await world.act('tap-credit');
    await world.startTill();
    await world.reach(id, 'approved');
    const { unacknowledged } = await world.slices();
    expect(unacknowledged.map((attempt) => attempt.id)).toEqual([id]);
    await waitUntil('one purchase', () => world.purchases() === 1);
  });
});
