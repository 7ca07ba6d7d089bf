/**
 * What the ledger takes to answer with a long past, beside what it takes with a short one. Both are made by direct SQL,
 * their journals are thin, and a question finds about as much in either, so that the length alone is compared.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { mountainText } from '../../electron/helcim/mountain-time.ts';
import type { DayAttempt } from '../../electron/ledger/day-attempt.ts';
import type { Ledger } from '../../electron/ledger/ledger.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import type { OpenedLedger } from '../../electron/ledger/sqlite-ledger.ts';
import { closeDay } from '../../electron/payments/day-close.ts';
import { type BusinessDay, boundsOfDay } from '../../shared/business-day.ts';
import { type HistoryFilter, wholeHistory } from '../../shared/history-filter.ts';
import type { Transaction } from '../../shared/payment.ts';
import { filled, filledTerminals, filledUntilMs, fillLedger } from '../fakes/fill-ledger.ts';
import { type Figures, figuresOf } from './figures.ts';

/** At most this many times what it takes with the short past, by the median. */
export const lengthTarget = 3;
const shortRows = 1_000;
const warmUpRounds = 5;
const pageSize = 50;

export interface LengthComparison {
  readonly name: string;
  readonly rounds: number;
  readonly short: Figures;
  readonly long: Figures;
  readonly ratio: number;
  readonly isMet: boolean;
}
export interface LengthReport {
  readonly shortRows: number;
  readonly longRows: number;
  readonly questions: readonly LengthComparison[];
}

/** One question, asked each time of another attempt of the past. */
type Question = (ledger: Ledger, n: number, count: number) => Promise<unknown>;

const page =
  (filterOf: (n: number, count: number) => Partial<HistoryFilter>): Question =>
  (ledger, n, count) =>
    ledger.attemptsPage(null, pageSize, { ...wholeHistory, ...filterOf(n, count) });

const questions: Readonly<Record<string, Question>> = {
  'history page': page(() => ({})),
  'next page': async (ledger) => {
    const first = await ledger.attemptsPage(null, pageSize);
    return ledger.attemptsPage(first.nextCursor, pageSize);
  },
  'by kind': page(() => ({ kind: 'refund' })),
  'by outcome': page(() => ({ outcome: 'declined' })),
  'by terminal': page((n) => ({ terminalCode: filledTerminals[n % filledTerminals.length] as never })),
  'by cashier': page(() => ({ cashier: 'ann' })),
  'by date': page((n, count) => ({
    fromMs: filled.pressedAtMs(n, count),
    toMs: filled.pressedAtMs(n, count) + 7_200_000,
  })),
  'by amount': page((n, count) => ({
    amountFromCents: filled.cents(n, count),
    amountToCents: filled.cents(n, count),
  })),
  'by range of amounts': page(() => ({ amountFromCents: 10_00, amountToCents: 25_00 })),
  'by receipt': page((n) => ({ text: filled.receipt(n) })),
  'by end of receipt': page((n) => ({ text: filled.receipt(n).slice(-6) })),
  'by reference': page((n) => ({ text: filled.reference(n - 2) ?? '' })),
  'by transaction id': page((n) => ({ text: String(filled.transactionId(n)) })),
  'by approval code': page((n) => ({ text: filled.approvalCode(n) })),
  'by last four digits': page((n, count) => ({ text: filled.last4(n, count) })),
  'by card type': page(() => ({ text: 'visa' })),
  'by several at once': page(() => ({
    text: 'visa',
    outcome: 'approved',
    terminalCode: filledTerminals[1] as never,
  })),
  originals: (ledger, n) =>
    ledger.findOriginals(
      { text: filled.receipt(n).slice(-6), amountCents: null, fromMs: null, toMs: null },
      null,
      pageSize,
    ),
  detail: async (ledger, n) => {
    const facts = await ledger.attempt(filled.attemptId(n));
    const refunds = await ledger.refundsBeside(filled.transactionId(n), null);
    return [facts, refunds, await ledger.evidenceOf(filled.attemptId(n))];
  },
  'day’s close': (ledger) => closeOf(ledger),
};

export async function measureLongHistory(
  longRows: number,
  rounds: number,
  tell: (line: string) => void,
): Promise<LengthReport> {
  const folder = await mkdtemp(join(tmpdir(), 'tillside-bench-history-'));
  try {
    tell(`Filling ledgers with ${shortRows} and ${longRows} attempts …`);
    const short = await filledLedger(join(folder, 'short'), shortRows);
    const long = await filledLedger(join(folder, 'long'), longRows);
    const asked: LengthComparison[] = [];
    for (const [name, ask] of Object.entries(questions)) {
      asked.push(await compareLengths(name, ask, { short, long, longRows, rounds }));
    }
    await short.close();
    await long.close();
    return { shortRows, longRows, questions: asked };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Pair {
  readonly short: Ledger;
  readonly long: Ledger;
  readonly longRows: number;
  readonly rounds: number;
}

/** Both take turns, so that whatever else the machine does falls on both. */
async function compareLengths(name: string, ask: Question, pair: Pair): Promise<LengthComparison> {
  const shortMs: number[] = [];
  const longMs: number[] = [];
  for (let round = 0; round < warmUpRounds + pair.rounds; round += 1) {
    const share = ((round * 37) % 100) / 100;
    const shortTook = await timed(() => ask(pair.short, attemptAt(share, shortRows), shortRows));
    const longTook = await timed(() => ask(pair.long, attemptAt(share, pair.longRows), pair.longRows));
    if (round < warmUpRounds) continue;
    shortMs.push(shortTook);
    longMs.push(longTook);
  }
  const short = figuresOf(shortMs);
  const long = figuresOf(longMs);
  const ratio = long.medianMs / short.medianMs;
  return { name, rounds: pair.rounds, short, long, ratio, isMet: ratio <= lengthTarget };
}

/** An approved purchase so far into the past: each one before a refund is. */
function attemptAt(share: number, count: number): number {
  return Math.floor((share * count) / 20) * 20 + 19;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await run();
  return performance.now() - startedAtMs;
}

async function filledLedger(path: string, count: number): Promise<OpenedLedger> {
  const open = async () => {
    const opened = await openLedger({
      path: `${path}.sqlite`,
      witnessPath: `${path}.json`,
      mode: 'demo',
      practice: true,
      random: systemRandom,
      clock: { wallMs: () => filledUntilMs },
      logger: { info() {}, warn() {}, error() {} },
    });
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
    return opened.value;
  };
  await (await open()).close();
  fillLedger(`${path}.sqlite`, count);
  return open();
}

const rule = { timeZone: 'UTC', cutOverHour: 1 };
const day = new Date(filledUntilMs).toISOString().slice(0, 10) as BusinessDay;
const bounds = boundsOfDay(day, rule);

/** The last business day: its attempts from the ledger, compared with Helcim's rows of them. */
async function closeOf(ledger: Ledger) {
  const attempts: DayAttempt[] = [];
  for await (const piece of ledger.attemptsBetween(bounds.fromMs, bounds.toMs)) attempts.push(...piece);
  return closeDay({
    day,
    rule,
    bounds,
    madeAtMs: bounds.toMs,
    practice: true,
    currency: 'CAD',
    attempts,
    others: [],
    helcim: { rows: attempts.flatMap(helcimRows), unreadableCount: 0, begunAtMs: bounds.toMs },
    batches: [],
    batchesReading: { kind: 'read' },
    lookUps: { asked: 0, failed: 0, left: 0 },
  });
}

function helcimRows({ rows, invoiceNumber, preparedAtMs }: DayAttempt): readonly Transaction[] {
  return rows.map(({ attemptId: _attemptId, ...row }) => ({
    ...row,
    statusText: row.status.toUpperCase(),
    invoiceNumber,
    cardBatchId: 1,
    cardLast4: null,
    approvalCode: null,
    warning: null,
    errors: null,
    dateCreatedText: mountainText(preparedAtMs),
  }));
}

const nameWidth = 24;
const cellWidth = 12;

/** The figures as a table for a person. */
export function lengthReportOf({ shortRows: few, longRows: many, questions: asked }: LengthReport): string {
  const cells = (name: string, values: readonly string[]) =>
    name.padEnd(nameWidth) + values.map((value) => value.padStart(cellWidth)).join('  ');
  const missed = asked.filter(({ isMet }) => !isMet).map(({ name }) => name);
  return [
    'A long history, median ms',
    cells('', [`${few} rows`, `${many} rows`, 'times', `at most ${lengthTarget}`]),
    ...asked.map(({ name, short, long, ratio, isMet }) =>
      cells(`  ${name}`, [
        short.medianMs.toFixed(2),
        long.medianMs.toFixed(2),
        ratio.toFixed(2),
        isMet ? 'met' : 'MISSED',
      ]),
    ),
    'Both ledgers are made by direct SQL and have a thin journal; a question finds about as much in either.',
    missed.length === 0 ? 'All targets met.' : `*** TARGET MISSED: ${missed.join(', ')} ***`,
  ].join('\n');
}
