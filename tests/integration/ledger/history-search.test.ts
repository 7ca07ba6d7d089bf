/** Goal: a search finds exactly what fits, whichever way it is entered by. Method: an oracle that looks at every row. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import type { AttemptFacts, AttemptPage } from '../../../electron/ledger/ledger.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import type { OpenedLedger } from '../../../electron/ledger/sqlite-ledger.ts';
import { type HistoryFilter, historyOutcomes, wholeHistory } from '../../../shared/history-filter.ts';
import { openStates } from '../../../shared/lifecycle.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { filled, fillLedger } from '../../fakes/fill-ledger.ts';
import {
  approve,
  aRefund,
  aRow,
  endAs,
  freshLedger,
  makePlace,
  openAt,
  optionsAt,
  prepared,
  rawSql,
  startMs,
  terminalA,
  terminalB,
} from './ledger-rig.ts';

type Part = Partial<HistoryFilter>;
const withAll = (part: Part): HistoryFilter => ({ ...wholeHistory, ...part });
const count = 9_000;
/** An ordinary attempt long ago. */
const n = 2_001;

async function everyPage(ledger: OpenedLedger, part: Part, limit = 200): Promise<AttemptPage[]> {
  const pages: AttemptPage[] = [];
  let cursor: string | null = null;
  do {
    const page: AttemptPage = await ledger.attemptsPage(cursor, limit, withAll(part));
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return pages;
}
const idsOf = (items: readonly AttemptFacts[]) => items.map(({ attempt }) => attempt.id);
const found = async (ledger: OpenedLedger, part: Part) =>
  idsOf((await everyPage(ledger, part)).flatMap((page) => page.items));

/** Says whether an attempt fits in the plainest words there are. */
function fits({ attempt, sale, transactions }: AttemptFacts, filter: HistoryFilter): boolean {
  const outcome = attempt.laterProven ?? attempt.state;
  const isOpen = (openStates as readonly string[]).includes(attempt.state);
  const within = (cents: number | null) =>
    cents !== null &&
    cents >= (filter.amountFromCents ?? 0) &&
    cents <= (filter.amountToCents ?? Number.MAX_SAFE_INTEGER);
  const hasAmount = filter.amountFromCents !== null || filter.amountToCents !== null;
  return (
    (filter.kind === null || attempt.kind === filter.kind) &&
    (filter.outcome === null || (filter.outcome === 'open' ? isOpen : outcome === filter.outcome)) &&
    (filter.terminalCode === null || attempt.terminalCode === filter.terminalCode) &&
    (filter.cashier === null || attempt.cashierId.toLowerCase() === filter.cashier.toLowerCase()) &&
    (filter.fromMs === null || attempt.preparedAtMs >= filter.fromMs) &&
    (filter.toMs === null || attempt.preparedAtMs < filter.toMs) &&
    (!hasAmount || within(attempt.amountCents) || within(attempt.approvedCents)) &&
    (filter.text === '' || textFits())
  );

  function textFits(): boolean {
    const text = filter.text.toUpperCase();
    const ends = (number: string | null) =>
      text.length >= 4 && number !== null && number.toUpperCase().endsWith(text);
    return (
      ends(attempt.invoiceNumber) ||
      ends(attempt.originalInvoiceNumber) ||
      (sale.reference?.toUpperCase().startsWith(text) ?? false) ||
      String(attempt.originalTransactionId) === text ||
      (text === 'VISA' && transactions.some((row) => row.cardType === 'VI')) ||
      (text === 'DISC' && transactions.some((row) => row.cardType === 'DI')) ||
      transactions.some(
        (row) =>
          String(row.transactionId) === text ||
          row.cardLast4 === text ||
          row.approvalCode?.toUpperCase() === text,
      )
    );
  }
}

const dayMs = 86_400_000;
const searches: readonly Part[] = [
  {},
  { kind: 'purchase' },
  { kind: 'refund' },
  ...historyOutcomes.map((outcome) => ({ outcome })),
  { terminalCode: 'BB22' as TerminalCode },
  { terminalCode: 'ZZ99' as TerminalCode },
  { cashier: 'ann' },
  { cashier: '1007' },
  { cashier: 'nobody' },
  { fromMs: filled.pressedAtMs(n, count) },
  { toMs: filled.pressedAtMs(n, count) },
  { fromMs: filled.pressedAtMs(n, count), toMs: filled.pressedAtMs(n, count) + dayMs },
  { fromMs: 5, toMs: 4 },
  { amountFromCents: filled.cents(n, count), amountToCents: filled.cents(n, count) },
  { amountFromCents: 1_234, amountToCents: 1_500 },
  { amountFromCents: 100, amountToCents: 100 },
  { amountFromCents: 1_000 },
  { amountToCents: 500 },
  { text: filled.receipt(n) },
  { text: filled.receipt(n).slice(-4) },
  { text: filled.receipt(n).slice(-7).toLowerCase() },
  { text: filled.receipt(19) },
  { text: filled.reference(n) ?? '' },
  { text: 'order-0002' },
  { text: 'TABLE 3' },
  { text: 'o' },
  { text: String(filled.transactionId(19)) },
  { text: filled.approvalCode(n) },
  { text: filled.last4(n, count) },
  { text: 'visa' },
  { text: 'disc' },
  { text: 'nothing like it' },
  { text: "%'; DROP TABLE attempts --" },
  { text: '_' },
  { outcome: 'approved', kind: 'purchase', terminalCode: 'CC33' as TerminalCode, amountFromCents: 5_000 },
  { outcome: 'declined', cashier: 'Ben', fromMs: filled.pressedAtMs(n, count) },
  { text: 'visa', kind: 'refund', terminalCode: 'AA11' as TerminalCode },
  { text: 'visa', kind: 'refund', cashier: 'Ben' },
  { text: 'order-', amountFromCents: 1_000, amountToCents: 15_000, outcome: 'approved' },
  { kind: 'purchase', outcome: 'approved', cashier: 'Cleo', terminalCode: 'DD44' as TerminalCode },
];

describe('a search in a long history', () => {
  let ledger: OpenedLedger;
  let all: readonly AttemptFacts[];
  const folder = mkdtempSync(join(tmpdir(), 'tillside-history-'));
  const place = { path: join(folder, 'ledger.sqlite'), witnessPath: join(folder, 'witness.json') };
  beforeAll(async () => {
    const made = await openLedger(optionsAt(place));
    if (made.ok) await made.value.close();
    fillLedger(place.path, count);
    const opened = await openLedger(optionsAt(place));
    if (!opened.ok) throw new Error(opened.error.code);
    ledger = opened.value;
    all = (await everyPage(ledger, {}, 1_000)).flatMap((page) => page.items);
  }, 60_000);
  afterAll(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes through a history that is all there, newest first', () => {
    expect(idsOf(all)).toEqual(Array.from({ length: count }, (_, index) => filled.attemptId(count - index)));
  });

  it.each(searches)('finds what fits %j and nothing else, each once, newest first', async (part) => {
    const pages = await everyPage(ledger, part);
    const expected = idsOf(all.filter((facts) => fits(facts, withAll(part))));
    expect(idsOf(pages.flatMap((page) => page.items))).toEqual(expected);
    for (const page of pages) {
      if (page.totalIsAtLeast) expect(page.total).toBeLessThanOrEqual(expected.length);
      else expect(page.total).toBe(expected.length);
    }
  });

  it('says how far back it has looked where a page ends early', async () => {
    const part = { outcome: 'approved', amountFromCents: 1_000, amountToCents: 5_800 } as const;
    const pages = await everyPage(ledger, part, 1_000);
    const early = pages.filter((page) => page.searchedBackToMs !== null);
    expect(early.length).toBeGreaterThan(0);
    for (const page of early) {
      expect(page.items.length).toBeLessThan(1_000);
      expect(page.nextCursor).not.toBeNull();
      for (const { attempt } of page.items)
        expect(attempt.preparedAtMs).toBeGreaterThanOrEqual(page.searchedBackToMs ?? 0);
    }
  });

  it('goes on from its cursor though new attempts come', async () => {
    const part = { outcome: 'declined' } as const;
    const expected = await found(ledger, part);
    const first = await ledger.attemptsPage(null, 20, withAll(part));
    const [terminal] = await ledger.terminals();
    const id = await prepared(ledger, {
      ...(terminal && { terminalCode: terminal.code }),
      atMs: startMs + dayMs,
    });
    await endAs(ledger, id, 'declined');
    const second = await ledger.attemptsPage(first.nextCursor, 20, withAll(part));
    expect([...idsOf(first.items), ...idsOf(second.items)]).toEqual(expected.slice(0, 40));
    expect((await found(ledger, part))[0]).toBe(id);
  });
});

describe('a search of what came about by itself', () => {
  it('M6 finds a late approval among the approved, under the card that paid', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const declinedRow = aRow(900, { status: 'declined', statusText: 'DECLINED', cardType: 'MC' });
    await ledger.changeAttempt(id, () => ({ claims: [{ transaction: declinedRow, source: 'lookup' }] }));
    await endAs(ledger, id, 'declined');
    expect(await found(ledger, { outcome: 'declined' })).toEqual([id]);
    expect(await found(ledger, { text: 'mastercard' })).toEqual([id]);
    await ledger.changeAttempt(id, () => ({
      patch: { laterProven: 'approved', approvedCents: amountCents(12_34) },
      claims: [{ transaction: aRow(901, { cardType: 'Visa' }), source: 'lookup' }],
    }));
    expect(await found(ledger, { outcome: 'approved' })).toEqual([id]);
    expect(await found(ledger, { outcome: 'declined' })).toEqual([]);
    expect(await found(ledger, { text: 'VISA' })).toEqual([id]);
    expect(await found(ledger, { text: 'vi' })).toEqual([id]);
    expect(await found(ledger, { text: 'mastercard' })).toEqual([]);
  });

  it('M8 finds a sale by what was asked for and by what was approved', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(900, { amountCents: amountCents(15_00) }));
    expect(await found(ledger, { amountFromCents: 12_34, amountToCents: 12_34 })).toEqual([id]);
    expect(await found(ledger, { amountFromCents: 15_00, amountToCents: 15_00 })).toEqual([id]);
    expect(await found(ledger, { amountFromCents: 13_00, amountToCents: 14_00 })).toEqual([]);
  });

  it('M9 finds a refund by the number, the row and the ending of its original', async () => {
    const { ledger } = await freshLedger();
    const refund = await ledger.prepareAttempt(aRefund({ originalInvoiceNumber: 'Inv-0900' }));
    if (!refund.ok) throw new Error(refund.error.code);
    const { id } = refund.value.facts.attempt;
    for (const text of ['INV-0900', '0900', '900', 'v-0900'])
      expect(await found(ledger, { text })).toEqual([id]);
    expect(await found(ledger, { text: '1900' })).toEqual([]);
    expect(await found(ledger, { kind: 'refund', outcome: 'open' })).toEqual([id]);
  });

  it('M12 no longer finds by digits or codes that were erased', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(900));
    expect(await found(ledger, { text: '4242' })).toEqual([id]);
    expect(await found(ledger, { text: 't5e6st' })).toEqual([id]);
    await ledger.erasePersonalData(startMs + 1);
    expect(await found(ledger, { text: '4242' })).toEqual([]);
    expect(await found(ledger, { text: 't5e6st' })).toEqual([]);
  });

  it('M15 shows two presses of one moment in the order of writing', async () => {
    const { ledger } = await freshLedger();
    const first = await prepared(ledger);
    const second = await prepared(ledger, { terminalCode: terminalB });
    const before = await prepared(ledger, { terminalCode: null as never, atMs: startMs - 1 }).catch(
      () => null,
    );
    expect(before).toBeNull();
    const page = await ledger.attemptsPage(null, 1);
    expect(idsOf(page.items)).toEqual([second]);
    expect(idsOf((await ledger.attemptsPage(page.nextCursor, 1)).items)).toEqual([first]);
    expect(await found(ledger, { terminalCode: terminalA })).toEqual([first]);
  });
});

describe('the way into a history', () => {
  it.each([1_000, 20_000])('is an index for every search among %i attempts', async (rows) => {
    const place = makePlace();
    await (await openAt(place)).close();
    fillLedger(place.path, rows);
    const statements = new Set<string>();
    class NotingDatabase extends DatabaseSync {
      override prepare(text: string): StatementSync {
        statements.add(text);
        return super.prepare(text);
      }
    }
    const disk = {
      ...machineDisk,
      openDatabase: (...[path, options]: Parameters<typeof machineDisk.openDatabase>) =>
        new NotingDatabase(path, options),
    };
    const ledger = await openAt(place, { disk });
    statements.clear();
    for (const part of searches) {
      const page = await ledger.attemptsPage(null, 50, withAll(part));
      if (page.nextCursor !== null) await ledger.attemptsPage(page.nextCursor, 50, withAll(part));
    }
    const plans = rawSql(place.path, (database) =>
      [...statements].flatMap((text) =>
        database
          .prepare(`EXPLAIN QUERY PLAN ${text}`)
          .all()
          .map(({ detail }) => ({ detail: String(detail), text })),
      ),
    );
    expect(statements.size).toBeGreaterThan(searches.length);
    const tables = /^SCAN (a|s|t|p|attempts|sales|transactions|transaction_personal)\b/;
    // Through an index from one end is bounded by the statement's own limit; all of a table never is.
    expect(
      plans.filter(
        ({ detail, text }) => tables.test(detail) && !(/ USING /.test(detail) && /limit \?/.test(text)),
      ),
    ).toEqual([]);
  });

  it('M1 M9 lures no other statement: a press reads as little after a million attempts as after ten', async () => {
    const { ledger, place } = await freshLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(900));
    const guards = rawSql(place.path, (database) =>
      database
        .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'trigger'`)
        .all()
        .flatMap(({ sql }) => subqueriesOf(String(sql).replaceAll(/\b(NEW|OLD)\.\w+/g, '1'))),
    );
    expect(guards.length).toBeGreaterThan(10);
    const press = [
      `SELECT 1 FROM attempts WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking')`,
      `SELECT 1 FROM attempts WHERE kind = 'purchase' AND sale_id = 'x'`,
      `SELECT 1 FROM attempts WHERE cashier_id = 'x' AND sale_id = 'x'`,
    ];
    const plans = rawSql(place.path, (database) =>
      [...guards, ...press].flatMap((text) =>
        database
          .prepare(`EXPLAIN QUERY PLAN ${text}`)
          .all()
          .map(({ detail }) => ({ detail: String(detail), text })),
      ),
    );
    const isAll = /^SCAN (attempts|kept|doubt|transactions|sales)(?!.*attempts_open_refunds)/;
    const isHistory = /INDEX (attempts_by_|attempts_refunds_by_|sales_by_|transactions_by_)/;
    expect(plans.filter(({ detail }) => isAll.test(detail) || isHistory.test(detail))).toEqual([]);
  });

  it('M9 leads from a payment to its refunds by their own indexes', async () => {
    const statements = new Set<string>();
    class NotingDatabase extends DatabaseSync {
      override prepare(text: string): StatementSync {
        statements.add(text);
        return super.prepare(text);
      }
    }
    const place = makePlace();
    const disk = {
      ...machineDisk,
      openDatabase: (...[path, options]: Parameters<typeof machineDisk.openDatabase>) =>
        new NotingDatabase(path, options),
    };
    const ledger = await openAt(place, { disk });
    statements.clear();
    await ledger.refundsBeside(900, 'INV-900');
    await ledger.refundsUnderNumber('INV-900');
    const plans = rawSql(place.path, (database) =>
      [...statements].flatMap((text) => database.prepare(`EXPLAIN QUERY PLAN ${text}`).all()),
    ).map(({ detail }) => String(detail));
    expect(plans.filter((plan) => plan.includes('attempts_refunds_of_'))).toHaveLength(3);
    expect(plans.filter((plan) => /^SCAN attempts/.test(plan))).toEqual([]);
  });
});

/** Every question that a statement asks in parentheses. */
function subqueriesOf(text: string): readonly string[] {
  return [...text.matchAll(/\(SELECT/g)].map(({ index }) => {
    let depth = 0;
    for (let at = index; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return text.slice(index + 1, at);
    }
    throw new Error(`a question without its end: ${text}`);
  });
}
