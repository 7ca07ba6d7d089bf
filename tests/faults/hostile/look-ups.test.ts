/** A whole till with an open attempt, whose look-ups are answered with spoiled rows. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transactionRow } from './genuine-payloads.ts';
import { type HostileTill, openHostileTill } from './hostile-till.ts';
import { changed, changes, damaged, damages } from './hostile-values.ts';
import { isProof, parsed } from './own-fields.ts';

let till: HostileTill;
beforeAll(async () => {
  till = await openHostileTill();
});
afterAll(() => till.close());

const numbers = {
  own: (own: string) => own,
  lower: (own: string) => ` ${own.toLowerCase()}`,
  longer: (own: string) => `${own}0`,
  shorter: (own: string) => own.slice(0, -1),
  other: (own: string) => `${own.slice(0, -1)}${own.endsWith('7') ? '8' : '7'}`,
  nulled: (own: string) => `${own}\0`,
  inList: (own: string) => [own],
  none: () => null,
} as const;

const mostly = <Value>(right: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(right) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

/** Rows that are almost, or wholly, the approval of the attempt. */
const nearRow = fc.record({
  number: mostly<keyof typeof numbers>('own', ...(Object.keys(numbers) as (keyof typeof numbers)[])),
  type: mostly('purchase', 'Purchase ', 'refund', 'reverse', 'preauth', 'verify', 'purchase\0', 'purchases'),
  status: mostly(
    'APPROVED',
    'approval',
    'DECLINED',
    'PENDING',
    'APPROVED?',
    'APPROVED\0',
    '1',
    'NOT APPROVED',
  ),
  currency: mostly('CAD', 'cad ', 'USD', 'CA', 'CAD\0', 'CAD,USD'),
});
type NearRow = typeof nearRow extends fc.Arbitrary<infer Row> ? Row : never;

const bodies = fc.record({
  rows: fc.array(nearRow, { minLength: 1, maxLength: 3 }),
  changes: fc.oneof(fc.constant([]), changes),
  damage: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: damages }),
  status: fc.oneof({ weight: 5, arbitrary: fc.constant(200) }, fc.constantFrom(202, 204, 400, 404, 500)),
});

let nextId = 30_000_000;
function rowOf(near: NearRow, own: string, cents: number) {
  nextId += 1;
  const { type, status, currency } = near;
  const invoiceNumber = numbers[near.number](own);
  return {
    ...transactionRow,
    type,
    status,
    currency,
    invoiceNumber,
    transactionId: nextId,
    amount: cents / 100,
  };
}

function provingRows(text: string, own: string): readonly unknown[] {
  const body = parsed(text);
  return Array.isArray(body) ? body.filter((row) => isProof(row, own)) : [];
}

describe('a look-up answered with spoiled rows', () => {
  it('M5 M2 approves the attempt only by a row with its own number, type, currency and an approved word', async () => {
    const seen = { approved: 0, open: 0 };
    const lookUps = fc.asyncProperty(bodies, async ({ rows, changes: list, damage, status }) => {
      const { attempt } = await till.openAttempt();
      const own = attempt.invoiceNumber;
      const payload = rows.map((near) => rowOf(near, own, attempt.amountCents));
      const text = damaged(Buffer.from(changed(payload, list)), damage).toString('utf8');
      const others = till.money(attempt.id);
      till.says(text, status);
      till.forgetCalls();
      const answer = await till.world.handlers().payments.lookUpNow({ attemptId: attempt.id });
      till.says('[]');
      await till.world.settle();

      const after = (await till.world.facts(attempt.id)).attempt;
      const proving = status === 200 ? provingRows(text, own) : [];
      const isApproved = after.state === 'approved';
      seen[isApproved ? 'approved' : 'open'] += 1;
      if (isApproved) expect(proving.length).toBeGreaterThan(0);
      else expect(after).toMatchObject({ state: 'on_terminal', approvedCents: null });
      // Rows that nobody spoiled must be understood, too; and a row adds its amount once.
      if (list.length === 0 && damage.length === 0) {
        expect(isApproved).toBe(proving.length > 0);
        expect(after.approvedCents).toBe(isApproved ? proving.length * attempt.amountCents : null);
      }
      if (!answer.ok) expect(answer.error.code).toBe('helcim_unreachable');
      expect(till.money(attempt.id)).toEqual(others);
    });
    await fc.assert(lookUps, { numRuns: 60 });
    // Neither side of the rule may be missing, or the test would show nothing.
    expect(Math.min(seen.approved, seen.open)).toBeGreaterThan(2);
    expect(till.world.logLines.filter((line) => /a look-up failed|threw/.test(line))).toEqual([]);
  });
});
