import { describe, expect, it } from 'vitest';
import type { DayAttempt } from '../../../electron/ledger/day-attempt.ts';
import type { Ledger } from '../../../electron/ledger/ledger.ts';
import { amountCents } from '../../../shared/money.ts';
import { approve, aRow, endAs, freshLedger, prepared, rawSql, startMs } from './ledger-rig.ts';

async function all(ledger: Ledger, fromMs: number, toMs: number): Promise<readonly DayAttempt[]> {
  const found: DayAttempt[] = [];
  for await (const piece of ledger.attemptsBetween(fromMs, toMs)) found.push(...piece);
  return found;
}

async function ended(ledger: Ledger & Parameters<typeof endAs>[0], atMs: number): Promise<string> {
  const id = await prepared(ledger, { atMs });
  await endAs(ledger, id, 'declined');
  return id;
}

describe('the attempts of a span of time', () => {
  it('are those prepared from its beginning up to, not including, its end', async () => {
    const { ledger } = await freshLedger();
    await ended(ledger, startMs - 1);
    const first = await ended(ledger, startMs);
    const last = await ended(ledger, startMs + 999);
    await ended(ledger, startMs + 1_000);
    expect((await all(ledger, startMs, startMs + 1_000)).map(({ id }) => id)).toEqual([first, last]);
  });

  it('come with their transactions, each under its own attempt', async () => {
    const { ledger } = await freshLedger();
    const paid = await prepared(ledger, { atMs: startMs });
    await approve(ledger, paid, aRow(7, { amountCents: amountCents(1_500), cardType: 'IN' }));
    const unpaid = await ended(ledger, startMs + 1);
    const [one, other] = await all(ledger, startMs, startMs + 10);
    expect(one).toMatchObject({ id: paid, approvedCents: 1_500, kind: 'purchase' });
    expect(one?.rows).toEqual([
      {
        transactionId: 7,
        attemptId: paid,
        type: 'purchase',
        status: 'approved',
        amountCents: 1_500,
        currency: 'CAD',
        cardType: 'IN',
      },
    ]);
    expect(other).toMatchObject({ id: unpaid, rows: [] });
  });

  it('come in pieces, each once, also where hundreds bear the same time', async () => {
    const { ledger } = await freshLedger();
    const ids: string[] = [];
    for (let n = 0; n < 520; n += 1) ids.push(await ended(ledger, n < 5 ? startMs - 5 + n : startMs));
    const sizes: number[] = [];
    const found: string[] = [];
    for await (const piece of ledger.attemptsBetween(startMs - 10, startMs + 1)) {
      sizes.push(piece.length);
      found.push(...piece.map(({ id }) => id));
    }
    expect(found).toEqual(ids);
    expect(Math.max(...sizes)).toBeLessThan(ids.length);
  });

  it('leave the file to a payment between two pieces, which the reading then does not hold up', async () => {
    const { ledger } = await freshLedger();
    for (let n = 0; n < 501; n += 1) await ended(ledger, startMs + n);
    const pieces = ledger.attemptsBetween(startMs, startMs + 10_000)[Symbol.asyncIterator]();
    await pieces.next();
    const pressed = await ended(ledger, startMs + 600);
    const rest = await pieces.next();
    expect((rest.value as readonly DayAttempt[]).map(({ id }) => id)).toContain(pressed);
  });

  it('are found by an index, not by reading every attempt there is', async () => {
    const { place } = await freshLedger();
    const plan = rawSql(place.path, (database) =>
      database
        .prepare(
          'EXPLAIN QUERY PLAN SELECT id FROM attempts WHERE prepared_at_ms >= 1 AND prepared_at_ms < 2',
        )
        .all(),
    );
    expect(JSON.stringify(plan)).toContain('attempts_by_time');
  });
});

describe('the attempts that rows belong to', () => {
  it('are found by a claimed transaction and by the number, each once', async () => {
    const { ledger } = await freshLedger();
    const paid = await prepared(ledger, { atMs: startMs });
    await approve(ledger, paid, aRow(7));
    const other = await ended(ledger, startMs + 1);
    await ended(ledger, startMs + 2);
    const numberOf = async (id: string) => (await ledger.attempt(id))?.attempt.invoiceNumber ?? '';
    const found = await ledger.attemptsOfRows([7, 8], [await numberOf(paid), await numberOf(other)]);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set([paid, other]));
    expect(found).toHaveLength(2);
  });

  it('are none for rows of another tool, and many numbers are asked for in pieces', async () => {
    const { ledger } = await freshLedger();
    const many = Array.from({ length: 1_200 }, (_, n) => n + 1);
    expect(await ledger.attemptsOfRows(many, many.map(String))).toEqual([]);
    await ledger.fileTransaction(aRow(9), 'lookup', startMs);
    expect(await ledger.attemptsOfRows([9], [])).toEqual([]);
  });
});
