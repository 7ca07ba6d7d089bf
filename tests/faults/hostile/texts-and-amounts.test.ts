/** What people type: texts all the way into the ledger and back, and amounts. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountCents, formatAmount, parseAmountText, toDecimalText } from '../../../shared/money.ts';
import { type FakeWindow, openIpc } from '../../fakes/fake-ipc.ts';
import { fastestMs } from './bounds.ts';
import { transactionRow } from './genuine-payloads.ts';
import { type HostileTill, openHostileTill } from './hostile-till.ts';
import { hostileText } from './hostile-values.ts';

let till: HostileTill;
let page: FakeWindow;
beforeAll(async () => {
  till = await openHostileTill();
  [page] = openIpc(till.world) as [FakeWindow];
});
afterAll(() => till.close());

/** What the contract takes, said another way than its schema does. */
function isTakenAs(text: string, lengthMax: number): string | null {
  const trimmed = text.trim();
  const isLine = [...trimmed].every((each) => {
    const code = each.codePointAt(0) ?? 0;
    const isControl = code < 32 || (code >= 127 && code < 160);
    return !isControl && !(code >= 0xd800 && code <= 0xdfff);
  });
  return [...text].length <= lengthMax && isLine ? trimmed : null;
}

/** Ends the attempt on the terminal, so that the next one can be sent. */
async function approve(attemptId: string): Promise<void> {
  const { attempt } = await till.world.facts(attemptId);
  const { invoiceNumber, amountCents: cents } = attempt;
  const transactionId = Number.parseInt(attemptId.slice(0, 8), 16) + 1;
  till.says(JSON.stringify([{ ...transactionRow, transactionId, invoiceNumber, amount: cents / 100 }]));
  await page.call('payments', 'lookUpNow', { attemptId });
  till.says('[]');
  await till.world.reach(attemptId, 'approved');
}

describe('a text that somebody typed', () => {
  it('U1 is refused, or sent and kept letter by letter, as reference and customer code of a charge', async () => {
    const charges = fc.asyncProperty(hostileText, hostileText, async (reference, customerCode) => {
      till.forgetCalls();
      const before = till.money();
      const requests = till.world.purchases();
      const taken = [isTakenAs(reference, 60), isTakenAs(customerCode, 40)] as const;
      const result = await page.call('payments', 'charge', {
        pressId: randomUUID(),
        pressedAtMs: Date.now(),
        amountCents: 12_34,
        terminalCode: till.world.code,
        reference,
        customerCode,
        saleId: null,
        confirmedDoubtIds: [],
      });
      if (taken.includes(null)) {
        expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
        expect([till.money(), till.world.purchases()]).toEqual([before, requests]);
        return;
      }
      if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
      const { id } = result.value as { id: string };
      await till.world.reach(id, 'waiting');
      const { sale } = await till.world.facts(id);
      expect([sale.reference, sale.customerCode]).toEqual(taken);
      const sent = till.world.simulator.requests().findLast(({ path }) => path.endsWith('/payment/purchase'));
      expect(sent?.body).toMatchObject({ customerCode: taken[1], transactionAmount: 12.34 });
      const shown = await page.call('history', 'detail', { attemptId: id });
      expect(shown).toMatchObject({ ok: true, value: { attempt: { reference: taken[0] } } });
      await approve(id);
    });
    await fc.assert(charges, { numRuns: 20 });
  });

  it('is refused, or kept letter by letter, as the nickname of a terminal', async () => {
    const { code } = till.world;
    const renames = fc.asyncProperty(hostileText, async (nickname) => {
      const [before] = (await till.world.slices()).terminals;
      const result = await page.call('terminals', 'rename', { code, nickname });
      const taken = isTakenAs(nickname, 40);
      expect(result.ok).toBe(taken !== null);
      const [after] = (await till.world.slices()).terminals;
      // An empty name is no name.
      expect(after?.nickname || null).toBe((taken ?? before?.nickname) || null);
    });
    await fc.assert(renames, { numRuns: 20 });
  });

  it('M6 M12 as the name of who takes note of an alarm takes it away, or leaves it standing', async () => {
    const acknowledged = fc.asyncProperty(hostileText, async (who) => {
      const terminalCode = till.world.code;
      const alarm = {
        kind: 'other_till_uses_terminal',
        attemptId: null,
        transactionId: null,
        terminalCode,
      } as const;
      await till.world.ledger().raiseAlarm(alarm, Date.now());
      const [standing] = await till.world.ledger().openAlarms();
      const result = await page.call('alarms', 'acknowledge', { alarmId: standing?.id, who });
      const taken = isTakenAs(who, 60);
      expect(result.ok).toBe(taken !== null && taken !== '');
      expect(await till.world.alarmKinds()).toHaveLength(result.ok ? 0 : 1);
      if (result.ok && standing) expect(till.acknowledgedBy(standing.id)).toBe(taken);
    });
    await fc.assert(acknowledged, { numRuns: 20 });
  });
});

describe('an amount that somebody typed', () => {
  const typed = fc.oneof(
    hostileText,
    fc.tuple(fc.integer({ min: 1, max: 99_999_999 }), hostileText, fc.nat(20)).map(([cents, text, at]) => {
      const amount = toDecimalText(amountCents(cents));
      return amount.slice(0, at) + text.slice(0, 3) + amount.slice(at);
    }),
  );

  it('B13 is refused with a reason, or is the amount that its own digits spell', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom('CAD', 'USD', undefined), (text, currency) => {
        const read = parseAmountText(text, currency);
        if (!read.ok) return;
        const spelt = text.normalize('NFKC').replace(/\D/g, '');
        expect(toDecimalText(read.amountCents).replace('.', '')).toContain(spelt.replace(/^0+/, ''));
        expect(parseAmountText(toDecimalText(read.amountCents))).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads back from what the screen shows of it, in every shape a screen shows', () => {
    const shapes = fc.constantFrom('en-CA', 'en-US', 'fr-CA');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), shapes, (cents, locale) => {
        const shown = formatAmount(amountCents(cents), 'CAD', locale);
        expect(parseAmountText(shown, 'CAD')).toEqual({ ok: true, amountCents: cents });
      }),
      { numRuns: 300 },
    );
  });

  it.each(['1', ' ', ',', '1,', "1'", '(', '-', '１', 'CAD '])(
    'of 256 KB of %j is refused at once',
    (piece) => {
      const text = piece.repeat(262_144 / piece.length);
      expect(parseAmountText(text)).toMatchObject({ ok: false });
      expect(fastestMs(20, () => parseAmountText(text))).toBeLessThan(20);
    },
  );
});
