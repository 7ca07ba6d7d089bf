import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CancelReport,
  cancelReachMs,
  isMatchedByTime,
  matchCancel,
} from '../../../electron/payments/matching.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Attempt } from '../../../shared/payment.ts';
import { anAttempt, otherNumber, ownNumber, startMs } from '../../fakes/attempt-facts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function cancelAt(afterMs: number, facts: Partial<CancelReport> = {}): CancelReport {
  return {
    invoiceNumber: null,
    terminalCode: 'DY6L',
    amountCents: 50_00,
    currency: 'CAD',
    cancelledAtMs: startMs + afterMs,
    ...facts,
  };
}

/** A send on the terminal, `afterMs` after the start. */
function sent(id: string, afterMs: number, facts: Partial<Attempt> = {}): Attempt {
  const atMs = startMs + afterMs;
  return anAttempt({ id, invoiceNumber: otherNumber, preparedAtMs: atMs, sendBegunAtMs: atMs, ...facts });
}

function matched(cancel: CancelReport, sends: readonly Attempt[], offsetMs = 0): string {
  const match = matchCancel(cancel, sends, offsetMs);
  if (match.kind === 'attempt') return match.attemptId;
  return match.kind === 'ambiguous' ? `ambiguous: ${match.attemptIds.join(' ')}` : 'none';
}

describe('a cancel that names its number', () => {
  const sends = [sent('a', 0), sent('b', minuteMs, { invoiceNumber: ownNumber })];

  it('is decided by the number alone, against amount, currency and time', () => {
    const odd = { invoiceNumber: ownNumber, amountCents: 1, currency: 'USD' };
    expect(matched(cancelAt(-100 * hourMs, odd), sends)).toBe('b');
    expect(matched(cancelAt(0, { invoiceNumber: ` ${ownNumber.toLowerCase()} ` }), sends)).toBe('b');
  });

  it.each(['INV001045', '', 'TS-', `${ownNumber}1`])(
    'fits nothing when the number is %j',
    (invoiceNumber) => {
      expect(matched(cancelAt(10_000, { invoiceNumber }), [sent('a', 0)])).toBe('none');
    },
  );

  it('M15 fits its send whatever the clocks say', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (atMs, offsetMs) => {
        const cancel = cancelAt(0, { invoiceNumber: ownNumber, cancelledAtMs: atMs });
        expect(matched(cancel, sends, offsetMs)).toBe('b');
      }),
    );
  });
});

describe('a cancel without a number', () => {
  it('fits the one send of its amount and currency before it', () => {
    expect(matched(cancelAt(30_000), [sent('a', 0)])).toBe('a');
    expect(matched(cancelAt(30_000, { currency: ' cad ' }), [sent('a', 0)])).toBe('a');
  });

  it.each([
    ['no send', []],
    ['another amount', [sent('a', 0, { amountCents: amountCents(50_01) })]],
    ['another currency', [sent('a', 0, { currency: 'USD' })]],
    ['a send that came later', [sent('a', 30_000 + 2 * minuteMs + 1)]],
    ['a send of more than 28 hours ago', [sent('a', 30_000 - cancelReachMs - 1)]],
    ['one that was never sent', [sent('a', 0, { state: 'refused', sendBegunAtMs: null })]],
  ])('fits nothing when there is %s', (_, sends) => {
    expect(matched(cancelAt(30_000), sends)).toBe('none');
  });

  it('M15 counts from the first byte that left, and from the press where that is not known', () => {
    const sendBegunAtMs = startMs + 3_000;
    const earliestMs = -2 * minuteMs;
    expect(matched(cancelAt(earliestMs + 2_999), [sent('a', 0, { sendBegunAtMs })])).toBe('none');
    expect(matched(cancelAt(earliestMs + 3_000), [sent('a', 0, { sendBegunAtMs })])).toBe('a');
    expect(matched(cancelAt(earliestMs), [sent('a', 0, { sendBegunAtMs: null })])).toBe('a');
  });

  it.each([
    'on_terminal',
    'checking',
    'unknown',
    'approved',
    'declined',
    'cancelled',
    'closed_by_staff',
    'sending',
    'prepared',
    'refused',
  ] as const)('may be about an attempt that is %s by now', (state) => {
    expect(matched(cancelAt(30_000), [sent('a', 0, { state })])).toBe('a');
  });

  it('counts from the press where the moment of the send was never written', () => {
    expect(matched(cancelAt(30_000), [sent('a', 0, { state: 'unknown', sendBegunAtMs: null })])).toBe('a');
  });

  it('fits the earlier send when the next one, of another amount, lies after the cancel', () => {
    const sends = [sent('a', 0), sent('b', 10 * minuteMs, { amountCents: amountCents(7_00) })];
    expect(matched(cancelAt(minuteMs), sends)).toBe('a');
  });

  it('does not fit a send after which the terminal was sent something else', () => {
    const sends = [sent('a', 0), sent('b', 5 * minuteMs, { amountCents: amountCents(7_00) })];
    expect(matched(cancelAt(10 * minuteMs), sends)).toBe('none');
  });

  it('fits the later of two equal sends when both lie well before it', () => {
    expect(matched(cancelAt(15 * minuteMs), [sent('a', 0), sent('b', 10 * minuteMs)])).toBe('b');
  });

  it('fits the earlier of two equal sends when only the later one lies well after it', () => {
    expect(matched(cancelAt(minuteMs), [sent('a', 0), sent('b', 10 * minuteMs)])).toBe('a');
  });

  it.each([-2 * minuteMs, -1, 0, 1, 2 * minuteMs])(
    'M15 is not guessed between two equal sends, %i ms from the second',
    (fromSecondMs) => {
      const sends = [sent('a', 0), sent('b', 10 * minuteMs)];
      expect(matched(cancelAt(10 * minuteMs + fromSecondMs), sends)).toBe('ambiguous: a b');
    },
  );

  it.each([
    [-2 * minuteMs - 1, 'none'],
    [-2 * minuteMs, 'a'],
    [0, 'a'],
    [cancelReachMs, 'a'],
    [cancelReachMs + 1, 'none'],
  ])('M15 %i ms from a single send fits: %s', (afterMs, expected) => {
    expect(matched(cancelAt(afterMs), [sent('a', 0)])).toBe(expected);
  });

  it.each([
    { state: 'approved', approvedCents: amountCents(50_00) },
    { state: 'cancelled', approvedCents: null },
  ] as const)('fits the second of two equal sends when the first had ended as $state before it', (end) => {
    const first = sent('a', 0, { ...end, endedAtMs: startMs + 10_000 });
    expect(matched(cancelAt(40_000), [first, sent('b', 20_000)])).toBe('b');
  });

  it('stays between two equal sends when it was reported at the moment the first ended', () => {
    const first = sent('a', 0, { state: 'cancelled', endedAtMs: startMs + 10_000 });
    expect(matched(cancelAt(9_000), [first, sent('b', 20_000)])).toBe('ambiguous: a b');
  });

  it('M7 stays between two equal sends when the first was declined, since its reader may still ask', () => {
    const first = sent('a', 0, { state: 'declined', endedAtMs: startMs + 10_000 });
    expect(matched(cancelAt(40_000), [first, sent('b', 20_000)])).toBe('ambiguous: a b');
  });

  it('U2 is not pinned on a refused request alone while the one before it may still be asked', () => {
    const unknown = sent('a', 0, { state: 'unknown' });
    const refused = sent('b', 5 * minuteMs, { state: 'refused' });
    expect(matched(cancelAt(10 * minuteMs), [unknown, refused])).toBe('ambiguous: a b');
    const other = sent('b', 5 * minuteMs, { state: 'refused', amountCents: amountCents(7_00) });
    expect(matched(cancelAt(10 * minuteMs), [unknown, other])).toBe('a');
  });

  it('M1 is not cut off by a press that was never sent', () => {
    const notSent = sent('b', 5 * minuteMs, { state: 'refused', sendBegunAtMs: null });
    expect(matched(cancelAt(10 * minuteMs), [sent('a', 0, { state: 'unknown' }), notSent])).toBe('a');
  });

  it.each([-3 * hourMs, -hourMs, 0, hourMs, 3 * hourMs])(
    'M15 is compared in the time of Helcim: our clock may be off by %i ms',
    (offsetMs) => {
      const sends = [sent('a', 0), sent('b', 20 * minuteMs)];
      expect(matched(cancelAt(offsetMs + minuteMs), sends, offsetMs)).toBe('a');
      expect(matched(cancelAt(offsetMs + 25 * minuteMs), sends, offsetMs)).toBe('b');
    },
  );
});

describe('any cancel without a number', () => {
  const states = fc.constantFrom('on_terminal', 'unknown', 'cancelled', 'approved', 'refused' as const);
  const history = fc
    .array(
      fc.record({
        gapMs: fc.integer({ min: 0, max: 6 * hourMs }),
        cents: fc.constantFrom(50_00, 7_00),
        state: states,
        wasSent: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    .map((items) => {
      let afterMs = 0;
      return items.map(({ gapMs, cents, state, wasSent }, index) => {
        afterMs += gapMs;
        return sent(`s${index}`, afterMs, {
          amountCents: amountCents(cents),
          state,
          ...(!wasSent && { sendBegunAtMs: null }),
        });
      });
    });
  const moments = fc.integer({ min: -hourMs, max: 50 * hourMs });

  it('M15 is matched alike however far Helcim is ahead or behind, once the offset is known', () => {
    fc.assert(
      fc.property(
        history,
        moments,
        fc.integer({ min: -9 * hourMs, max: 9 * hourMs }),
        (sends, atMs, offsetMs) => {
          expect(matched(cancelAt(atMs + offsetMs), sends, offsetMs)).toBe(matched(cancelAt(atMs), sends));
        },
      ),
    );
  });

  it('M15 is never given to a send that does not fit by itself', () => {
    fc.assert(
      fc.property(history, moments, (sends, atMs) => {
        const match = matchCancel(cancelAt(atMs), sends, 0);
        const ids =
          match.kind === 'attempt' ? [match.attemptId] : match.kind === 'ambiguous' ? match.attemptIds : [];
        for (const send of sends.filter(({ id }) => ids.includes(id))) {
          const ageMs = startMs + atMs - (send.sendBegunAtMs ?? send.preparedAtMs);
          expect(send.amountCents).toBe(50_00);
          expect(ageMs).toBeGreaterThanOrEqual(-2 * minuteMs);
          expect(ageMs).toBeLessThanOrEqual(28 * hourMs);
          expect(send.state === 'refused' && send.sendBegunAtMs === null).toBe(false);
        }
        expect(match.kind !== 'ambiguous' || ids.length >= 2).toBe(true);
      }),
    );
  });

  it('M15 is never missed: the last send before it, of its amount, is always among those that fit', () => {
    fc.assert(
      fc.property(history, moments, (sends, atMs) => {
        const before = sends.filter(
          (send) =>
            !(send.state === 'refused' && send.sendBegunAtMs === null) &&
            (send.sendBegunAtMs ?? send.preparedAtMs) <= startMs + atMs,
        );
        const last = before.at(-1);
        const isWithin = last && startMs + atMs - (last.sendBegunAtMs ?? last.preparedAtMs) <= cancelReachMs;
        if (!last || !isWithin || last.amountCents !== 50_00) return;
        expect(matched(cancelAt(atMs), sends).split(' ')).toContain(last.id);
      }),
    );
  });
});

describe('a cancel of a refund on the terminal', () => {
  const sale = sent('sale', 0, {
    invoiceNumber: ownNumber,
    state: 'approved',
    approvedCents: amountCents(50_00),
    endedAtMs: startMs + 20_000,
  });
  const refund = sent('refund', hourMs, { kind: 'refund', originalInvoiceNumber: ownNumber });
  const part = sent('refund', hourMs, {
    kind: 'refund',
    originalInvoiceNumber: ownNumber,
    amountCents: amountCents(10_00),
  });

  it.each([
    ['with the number of the sale', ownNumber],
    ['with a number that Helcim invented', 'INV0001'],
    ['without a number', null],
  ])('is its own, %s', (_what, invoiceNumber) => {
    expect(matched(cancelAt(hourMs + 30_000, { invoiceNumber }), [sale, refund])).toBe('refund');
    const ofPart = cancelAt(hourMs + 30_000, { invoiceNumber, amountCents: 10_00 });
    expect(matched(ofPart, [sale, part])).toBe('refund');
  });

  it.each([
    ['with the number of the sale', ownNumber, true],
    ['with a number that Helcim invented', 'INV0001', true],
    ['without a number', null, true],
    ['with the number of another sale', otherNumber, false],
  ])('M15 is told by time where it comes %s: %s %s', (_what, invoiceNumber, isByTime) => {
    const other = sent('other', 2 * hourMs, { invoiceNumber: otherNumber });
    expect(isMatchedByTime({ invoiceNumber }, [sale, refund, other])).toBe(isByTime);
  });

  it('M15 is told by nothing where no send of the terminal can be meant', () => {
    expect(isMatchedByTime({ invoiceNumber: 'INV0001' }, [sale])).toBe(false);
    expect(isMatchedByTime({ invoiceNumber: null }, [])).toBe(false);
  });

  it('M15 fits whatever Helcim’s clock says where time is no part of it', () => {
    const invoiceNumbers = fc.constantFrom(null, ownNumber, otherNumber, 'INV0001');
    const picks = fc.subarray([sale, refund, sent('other', 2 * hourMs)]);
    fc.assert(
      fc.property(invoiceNumbers, picks, fc.integer(), fc.integer(), (invoiceNumber, sends, one, other) => {
        fc.pre(!isMatchedByTime({ invoiceNumber }, sends));
        const cancel = cancelAt(hourMs + 30_000, { invoiceNumber });
        expect(matched(cancel, sends, one)).toBe(matched(cancel, sends, other));
      }),
    );
  });

  it('is nobody’s where a number names both and nothing tells them apart', () => {
    const bare = { invoiceNumber: ownNumber, amountCents: null, currency: null, cancelledAtMs: null };
    expect(matched(cancelAt(0, bare), [sale, refund])).toBe('ambiguous: sale refund');
    expect(matched(cancelAt(0, { ...bare, invoiceNumber: 'INV0001' }), [sale, refund])).toBe('none');
  });

  it('is never that of a purchase under a number it does not have', () => {
    expect(matched(cancelAt(30_000, { invoiceNumber: 'INV0001' }), [sent('a', 0)])).toBe('none');
  });

  it('is not found by the number that a refund has in this ledger alone', () => {
    const cancel = cancelAt(hourMs + 30_000, { invoiceNumber: otherNumber, amountCents: 1 });
    expect(matched(cancel, [refund])).toBe('none');
  });
});
