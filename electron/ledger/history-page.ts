/**
 * Pages of the history, newest press first, that cost about the same with a thousand attempts and with a million.
 *
 * The order is that of the times that are shown and filtered by. After a clock was set back, a new attempt therefore
 * stands where its time puts it: to go by the order of writing instead, each index would have to end in it, and a span of
 * time, whose rows no longer stood together, would be gathered from all of them. What is open or in doubt, and what nobody
 * has acknowledged, is listed by the order of writing elsewhere.
 *
 * Each part of a filter is asked of its own index how many rows it leaves, up to a bound. Where one leaves few, all of
 * them are looked at, and the total is exact. Where every part leaves many, the rows are walked newest first until the
 * page is full or the bound of one page is reached; then the page ends early, and its cursor goes on from there.
 */
import { type RawBuilder, sql } from 'kysely';
import { type HistoryFilter, wholeHistory } from '../../shared/history-filter.ts';
import type { Attempt } from '../../shared/payment.ts';
import { factsOf } from './facts.ts';
import { allHold, everything, type Source, sourcesOf } from './history-sources.ts';
import { type Reading, readingsOf } from './history-text.ts';
import type { AttemptPage } from './ledger.ts';
import { attemptColumns, type LedgerDb } from './schema.ts';

const pageSizeMax = 1_000;
/** Up to so many rows of one part of the filter are all looked at. */
const fewMax = 2_000;
/** So many rows are walked for one page at the most. */
const walkMax = 4_000;

/** The order of the history: the press, then the writing where two have the same millisecond. */
interface Place {
  readonly preparedAtMs: number;
  readonly n: number;
}
interface Counted {
  readonly source: Source;
  /** Up to one more than `fewMax`. */
  readonly count: number;
  /** The `n` of as many, as JSON. */
  readonly numbers: string;
}
interface Found {
  readonly places: readonly Place[];
  readonly next: Place | null;
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  readonly searchedBackToMs: number | null;
}

const nothing: Found = {
  places: [],
  next: null,
  total: 0,
  totalIsAtLeast: false,
  searchedBackToMs: null,
};

/** @param cursor of the page before, with the same filter; null for the first page */
export async function attemptsPage(
  db: LedgerDb,
  cursor: string | null,
  limit: number,
  filter: HistoryFilter = wholeHistory,
): Promise<AttemptPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit)), pageSizeMax);
  const { places, next, ...rest } = await find(db, filter, readCursor(cursor), size);
  return {
    items: await factsOf(db, await attemptsAt(db, places)),
    nextCursor: next === null ? null : `${next.preparedAtMs}.${next.n}`,
    ...rest,
  };
}

async function find(db: LedgerDb, filter: HistoryFilter, after: Place, size: number): Promise<Found> {
  const readings = await fruitfulReadings(db, filter.text.trim());
  const sources = sourcesOf(filter, readings);
  const counted: Counted[] = [];
  for (const source of sources.length === 0 ? [everything] : sources) {
    const each = await countUpTo(db, source);
    if (each.count === 0) return nothing;
    counted.push(each);
  }
  const fewest = counted.reduce((one, other) => (other.count < one.count ? other : one));
  const others = sources.filter((source) => source !== fewest.source);
  // One thing alone, and in order: its first rows are the page, and it is counted already.
  if (others.length === 0 && fewest.source.walkedBy !== null) {
    const totalIsAtLeast = fewest.count > fewMax;
    const total = totalIsAtLeast ? fewMax : fewest.count;
    return { ...(await walk(db, [fewest.source], after, size)), total, totalIsAtLeast };
  }
  if (fewest.count <= fewMax) return amongFew(db, fewest.numbers, others, after, size);
  return walk(db, sources, after, size);
}

/** A way to walk is always there: by time alone if need be. */
async function walk(db: LedgerDb, sources: readonly Source[], after: Place, size: number): Promise<Found> {
  const way = sources.find((source) => source.walkedBy !== null) ?? everything;
  const others = sources.filter((source) => source !== way);
  const isPlain = others.length === 0;
  const end = isPlain ? null : await placeBehind(db, way, after);
  const until = end === null ? sql<boolean>`true` : notBefore(end);
  const found = await run<Place>(
    db,
    sql`select a.n as n, a.prepared_at_ms as prepared_at_ms
      from attempts as a indexed by ${sql.raw(way.walkedBy ?? '')}
      where ${allHold([way, ...others])} and ${isAfter(after)} and ${until}
      order by a.prepared_at_ms desc, a.n desc limit ${size + 1}`,
  );
  const places = found.slice(0, size);
  const isFull = found.length > size;
  return {
    places,
    next: isFull ? (places.at(-1) ?? null) : end,
    total: 0,
    totalIsAtLeast: true,
    searchedBackToMs: isFull || end === null ? null : end.preparedAtMs,
  };
}

async function amongFew(
  db: LedgerDb,
  numbers: string,
  others: readonly Source[],
  after: Place,
  size: number,
): Promise<Found> {
  // By their own key alone: another index would have to be read for more rows than these.
  const all = await run<Place>(
    db,
    sql`select a.n as n, a.prepared_at_ms as prepared_at_ms from attempts as a not indexed
      where a.n in (select value from json_each(${numbers})) and ${allHold(others)}
      order by a.prepared_at_ms desc, a.n desc`,
  );
  const rest = all.filter((place) => comesAfter(place, after));
  const places = rest.slice(0, size);
  const next = rest.length > size ? (places.at(-1) ?? null) : null;
  return { ...nothing, places, next, total: all.length };
}

/** The rows are taken along as they are counted: to gather them again costs as much as all the rest. */
async function countUpTo(db: LedgerDb, source: Source): Promise<Counted> {
  const [row] = await run<Omit<Counted, 'source'>>(
    db,
    sql`select count(*) as count, json_group_array(n) as numbers from (${source.rows(fewMax + 1)})`,
  );
  return { source, count: row?.count ?? 0, numbers: row?.numbers ?? '[]' };
}

/** A text is mostly one thing only; what it means nothing as need not be asked of every attempt. */
async function fruitfulReadings(db: LedgerDb, text: string): Promise<readonly Reading[] | null> {
  if (text === '') return null;
  const fruitful: Reading[] = [];
  for (const reading of readingsOf(text)) {
    const found = await run(db, sql`select n from (${reading.rows} limit 1)`);
    if (found.length > 0) fruitful.push(reading);
  }
  return fruitful;
}

/** The last row that one page may walk to; null where there are not so many left. */
async function placeBehind(db: LedgerDb, way: Source, after: Place): Promise<Place | null> {
  const [place] = await run<Place>(
    db,
    sql`select a.n as n, a.prepared_at_ms as prepared_at_ms
      from attempts as a indexed by ${sql.raw(way.walkedBy ?? '')}
      where ${way.holds} and ${isAfter(after)}
      order by a.prepared_at_ms desc, a.n desc limit 1 offset ${walkMax - 1}`,
  );
  return place ?? null;
}

function isAfter({ preparedAtMs, n }: Place): RawBuilder<boolean> {
  return sql<boolean>`a.prepared_at_ms <= ${preparedAtMs} and (a.prepared_at_ms < ${preparedAtMs} or a.n < ${n})`;
}

function notBefore({ preparedAtMs, n }: Place): RawBuilder<boolean> {
  return sql<boolean>`a.prepared_at_ms >= ${preparedAtMs} and (a.prepared_at_ms > ${preparedAtMs} or a.n >= ${n})`;
}

function comesAfter(place: Place, after: Place): boolean {
  if (place.preparedAtMs !== after.preparedAtMs) return place.preparedAtMs < after.preparedAtMs;
  return place.n < after.n;
}

const beforeAll: Place = { preparedAtMs: Number.MAX_SAFE_INTEGER, n: Number.MAX_SAFE_INTEGER };
const behindAll: Place = { preparedAtMs: Number.MIN_SAFE_INTEGER, n: 0 };

/** A cursor that this ledger never gave ends the list rather than starting it anew. */
function readCursor(cursor: string | null): Place {
  if (cursor === null) return beforeAll;
  const [, preparedAtMs, n] = /^(-?\d{1,15})\.([1-9]\d{0,14})$/.exec(cursor) ?? [];
  return n === undefined ? behindAll : { preparedAtMs: Number(preparedAtMs), n: Number(n) };
}

/** In the order of the places. */
async function attemptsAt(db: LedgerDb, places: readonly Place[]): Promise<readonly Attempt[]> {
  if (places.length === 0) return [];
  const numbers = places.map((place) => place.n);
  const rows = await db
    .selectFrom('attempts')
    .select([...attemptColumns, 'n'])
    .where('n', 'in', numbers)
    .execute();
  const byNumber = new Map(rows.map(({ n, ...attempt }) => [n, attempt]));
  return numbers.flatMap((n) => byNumber.get(n) ?? []);
}

async function run<Row>(db: LedgerDb, query: RawBuilder<unknown>): Promise<readonly Row[]> {
  return (await (query as RawBuilder<Row>).execute(db)).rows;
}
