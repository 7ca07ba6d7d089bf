/** A cancel that is read before a first answer has told Helcim's time, with a real ledger and no wire. */
import { expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import type { HelcimClient } from '../../../electron/helcim/helcim-client.ts';
import type { AttemptRunner } from '../../../electron/payments/attempt-runner.ts';
import { createInboxWorker } from '../../../electron/payments/inbox-worker.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import type { CancelEvent } from '../../../shared/webhook-event.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import { approve, aRefund, aRow, freshLedger, prepared, startMs, terminalA } from '../ledger/ledger-rig.ts';

const hourMs = 3_600_000;

it('M15 M10 a cancel under the number of a sale that is being refunded waits until Helcim’s time is known', async () => {
  const { ledger } = await freshLedger();
  const invoiceNumber = makeInvoiceNumber(systemRandom);
  const saleId = await prepared(ledger, { invoiceNumber, atMs: startMs });
  await approve(ledger, saleId, aRow(900, { invoiceNumber }));
  const refund = await prepared(
    ledger,
    aRefund({ road: 'debit_refund', originalInvoiceNumber: invoiceNumber }, { atMs: startMs + hourMs }),
  );
  // This machine is three hours behind Helcim: by its clock the cancel seems to come long after the refund's send.
  const aheadMs = 3 * hourMs;
  const event: CancelEvent = {
    kind: 'terminal_cancel',
    invoiceNumber,
    deviceCode: terminalA,
    amountCents: amountCents(12_34),
    currency: 'CAD',
    cancelledAtMs: startMs + hourMs + aheadMs + 20_000,
  };
  let offsetMs: number | null = null;
  const cancelled: string[] = [];
  const clock = createVirtualClock(startMs + hourMs + 30_000);
  const worker = createInboxWorker({
    ledger,
    helcim: { clockOffsetMs: () => offsetMs } as HelcimClient,
    runner: {
      async observe(attemptId: string) {
        cancelled.push(attemptId);
        return { ok: true };
      },
    } as unknown as AttemptRunner,
    parseEvent: () => event,
    clock,
    clockRate: 1,
    onAlarm: () => undefined,
    onBehindChange: () => undefined,
    giveWay: async () => undefined,
    logger: { info() {}, warn() {}, error() {} },
  });
  const receivedAtMs = clock.wallMs();
  await ledger.storeEvent({
    webhookId: 'msg_1',
    signedAtMs: receivedAtMs,
    receivedAtMs,
    isFresh: true,
    body: '{}',
  });
  worker.poke();
  await worker.idle();
  expect(cancelled).toEqual([]);
  expect(await ledger.nextEventDueAtMs()).toBeGreaterThan(receivedAtMs);

  offsetMs = aheadMs;
  clock.advance(2_000);
  await waitUntil('the cancel is worked', () => cancelled.length > 0);
  expect(cancelled).toEqual([refund]);
  await worker.idle();
  worker.stop();
});
