/** Whoever else has to do with the account: other tills and tools, and people who forge events. */
import { createHmac } from 'node:crypto';
import { mountainText } from '../../../electron/simulator/mountain-time.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { Customers } from './customers.ts';
import type { HelcimSide } from './helcim.ts';
import type { Judge } from './judge.ts';
import type { Scheduler } from './scheduler.ts';
import type { Forgery, Happening } from './script.ts';
import type { Trace } from './trace.ts';
import { type Tunnel, webhookUrl } from './tunnel.ts';

export interface Strangers {
  otherTill(step: Extract<Happening, { kind: 'other-till' }>): void;
  refundElsewhere(step: Extract<Happening, { kind: 'refund-elsewhere' }>): void;
  forge(forgery: Forgery): void;
  lookAlike(what: Extract<Happening, { kind: 'look-alike' }>['what']): void;
  cancelLikeOurs(step: Extract<Happening, { kind: 'foreign-cancel' }>): void;
}

interface StrangerParts {
  readonly scheduler: Scheduler;
  readonly helcim: HelcimSide;
  readonly tunnel: Tunnel;
  readonly customers: Customers;
  readonly judge: Judge;
  readonly draw: Drawing;
  readonly trace: Trace;
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function createStrangers(parts: StrangerParts): Strangers {
  const { scheduler, helcim, tunnel, customers, judge, draw, trace } = parts;
  const { world } = helcim;

  const text = (length: number) => Array.from({ length }, () => alphabet.charAt(draw.whole(0, 31))).join('');

  /** Another till of the same program, another tool with a number, or one that gives none. */
  function foreignNumber(): string | undefined {
    return draw.chance(0.3) ? undefined : draw.pick([`TS-${text(26)}`, `INV-${text(6)}`]);
  }

  async function refundOurs(): Promise<void> {
    const original = world.transactions
      .all()
      .findLast(
        (row) =>
          judge.seen.writes.has(row.invoiceNumber) && row.status === 'APPROVED' && row.type === 'purchase',
      );
    if (!original) return;
    world.batches.close();
    trace.tell(`another tool gives back ${original.amountCents} of ${original.transactionId}`);
    await helcim.callAs({
      method: 'POST',
      path: '/payment/refund',
      headers: { 'idempotency-key': text(30) },
      bodyText: JSON.stringify({
        originalTransactionId: original.transactionId,
        amount: original.amountCents / 100,
        ipAddress: '192.0.2.1',
      }),
    });
  }

  /** On the road that its card and batch allow; a debit card comes to the other till's terminal. */
  async function refundPart(back: number, share: number): Promise<void> {
    const sales = world.transactions
      .all()
      .filter(
        (row) =>
          judge.seen.writes.has(row.invoiceNumber) && row.status === 'APPROVED' && row.type === 'purchase',
      );
    const original = sales.at(-1 - back);
    if (!original) return;
    const isOpen = !world.batches.isClosed(original.cardBatchId);
    const cents = isOpen
      ? original.amountCents
      : Math.max(1, Math.floor((original.amountCents * share) / 100));
    trace.tell(`another tool gives back ${cents} of ${original.transactionId}`);
    const key = { 'idempotency-key': text(30) };
    const post = (path: string, body: object, headers = {}) =>
      helcim.callAs({ method: 'POST', path, headers, bodyText: JSON.stringify(body) });
    const id = original.transactionId;
    const ipAddress = '192.0.2.1';
    if (isOpen) await post('/payment/reverse', { cardTransactionId: id, ipAddress }, key);
    else if (original.card.isDebit) {
      customers.expect(helcim.otherCode, [{ afterMs: draw.whole(300, 4_000), action: 'tap-debit' }]);
      const path = `/devices/${helcim.otherCode}/payment/refund`;
      await post(path, { originalTransactionId: id, transactionAmount: cents / 100 });
    } else await post('/payment/refund', { originalTransactionId: id, amount: cents / 100, ipAddress }, key);
  }

  /** As Helcim signs, with whatever key. */
  function signedHeaders(id: string, key: string, atMs: number, body: string): Record<string, string> {
    const seconds = Math.floor(atMs / 1_000);
    const mac = createHmac('sha256', Buffer.from(key, 'base64'))
      .update(`${id}.${seconds}.${body}`)
      .digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${mac}` };
  }

  /** What would hurt if it were believed: a cancel of a sale that is going on, or news of its card. */
  function hurtfulBody(forgery: Extract<Forgery, { about: string }>): string {
    const attempt = judge.attempts().at(-1 - forgery.back);
    const row = world.transactions.all().at(-1);
    if (forgery.about === 'transaction' || !attempt)
      return JSON.stringify({ id: String(row?.transactionId ?? 4711), type: 'cardTransaction' });
    return JSON.stringify({
      type: 'terminalCancel',
      data: {
        cancelledAt: new Date(scheduler.nowMs()).toISOString(),
        currency: 'CAD',
        deviceCode: attempt.terminal,
        transactionAmount: attempt.asked / 100,
        invoiceNumber: attempt.number,
      },
    });
  }

  return {
    otherTill({ where, terminal, cents, action }) {
      if (where === 'refund-of-ours') return void refundOurs();
      const code =
        where === 'own-terminal' ? helcim.otherCode : (helcim.codes[terminal % helcim.codes.length] ?? '');
      const invoiceNumber = foreignNumber();
      if (invoiceNumber !== undefined) judge.seen.foreignNumbers.add(invoiceNumber);
      trace.tell(`another till sends ${cents} to ${code} at ${mountainText(scheduler.nowMs())}`);
      customers.expect(code, [{ afterMs: 2_000, action }]);
      void helcim.callAs({
        method: 'POST',
        path: `/devices/${code}/payment/purchase`,
        bodyText: JSON.stringify({
          currency: 'CAD',
          transactionAmount: cents / 100,
          ...(invoiceNumber !== undefined && { invoiceNumber }),
        }),
      });
    },
    refundElsewhere: ({ back, share }) => void refundPart(back, share),
    lookAlike(what) {
      // Only a purchase's number ever leaves the till.
      const ours = judge.attempts().findLast(({ kind }) => kind === 'purchase');
      if (!ours || !judge.seen.writes.has(ours.number)) return;
      trace.tell(`another tool makes a row like ${ours.number}: ${what}`);
      const number = what === 'longer-number' ? `${ours.number}7` : ours.number;
      if (number !== ours.number) judge.seen.foreignNumbers.add(number);
      helcim.recordElsewhere({
        number,
        cents: ours.asked,
        type: what === 'preauth' ? 'preauth' : 'purchase',
        currency: what === 'other-currency' ? otherCurrency(world.currency) : world.currency,
      });
    },
    cancelLikeOurs({ terminal, cents, currency, agoMs }) {
      const code = helcim.codes[terminal % helcim.codes.length] ?? '';
      trace.tell(
        `another till's cancel of ${cents} at ${code}, ${agoMs} ms ago, in its ${currency} currency`,
      );
      if (currency === 'own')
        judge.seen.cancels.push({ number: '', terminal: code, cents, atMs: scheduler.nowMs() - agoMs });
      const body = JSON.stringify({
        type: 'terminalCancel',
        data: {
          cancelledAt: new Date(world.clock.wallMs() - agoMs).toISOString(),
          currency: currency === 'own' ? world.currency : otherCurrency(world.currency),
          deviceCode: code,
          transactionAmount: cents / 100,
        },
      });
      const headers = signedHeaders(`msg_${text(20)}`, world.verifier, world.clock.wallMs(), body);
      tunnel.post(webhookUrl, headers, body).status.catch(() => undefined);
    },
    forge(forgery) {
      trace.tell(`somebody forges an event: ${forgery.how}`);
      if (!('about' in forgery)) return void world.webhooks.sendForged(forgery.how);
      const body = hurtfulBody(forgery);
      const id = `msg_${text(20)}`;
      const key = forgery.how === 'foreign-key' ? Buffer.from(text(24)).toString('base64') : world.verifier;
      const signed = forgery.how === 'altered' ? `${body} ` : body;
      const isSigned = forgery.how !== 'unsigned';
      const headers = isSigned ? signedHeaders(id, key, scheduler.nowMs(), signed) : {};
      tunnel.post(webhookUrl, headers, body).status.catch(() => undefined);
    },
  };
}

function otherCurrency(currency: string): 'CAD' | 'USD' {
  return currency === 'CAD' ? 'USD' : 'CAD';
}
