/** The ways by which a filter can be entered, and what it asks of one attempt (`attempts AS a`). */
import { type RawBuilder, sql } from 'kysely';
import type { HistoryFilter } from '../../shared/history-filter.ts';
import type { Reading } from './history-text.ts';
import { isOpenState } from './state-conditions.ts';

export interface Source {
  /** What this part of the filter asks of an attempt. */
  readonly holds: RawBuilder<boolean>;
  /** At most so many `n` that fit, in whatever order. */
  readonly rows: (limit: number) => RawBuilder<unknown>;
  /** The index that gives them newest first, where there is one. */
  readonly walkedBy: string | null;
}

const noRows = sql`select null as n where false`;

export const everything: Source = source(sql<boolean>`true`, 'attempts_by_time');

/**
 * One for each part of the filter that is set, those first that usually leave the fewest.
 * @param readings of the filter's text, those that find something; null without a text
 */
export function sourcesOf(filter: HistoryFilter, readings: readonly Reading[] | null): readonly Source[] {
  const { kind, outcome, terminalCode, cashier } = filter;
  const ofKind = kind === null ? [] : [source(sql<boolean>`lower(a.kind) = ${kind}`, 'attempts_by_kind')];
  const ofOutcome = outcome === null ? [] : [outcomeSource(outcome)];
  const isUsual = outcome === 'approved';
  return [
    ...(readings === null ? [] : [textSource(readings)]),
    ...amountSources(filter),
    ...(isUsual ? [] : ofOutcome),
    ...(kind === 'refund' ? ofKind : []),
    ...(cashier === null
      ? []
      : [source(sql<boolean>`lower(a.cashier_id) = lower(${cashier})`, 'attempts_by_cashier')]),
    ...(terminalCode === null
      ? []
      : [source(sql<boolean>`a.terminal_code = ${terminalCode}`, 'attempts_of_terminal')]),
    ...(isUsual ? ofOutcome : []),
    ...(kind === 'purchase' ? ofKind : []),
    ...(filter.fromMs === null && filter.toMs === null ? [] : [withSpan(everything, filter)]),
  ].map((each) => withSpan(each, filter));
}

/** What all of them ask at once. */
export function allHold(sources: readonly Source[]): RawBuilder<boolean> {
  const conditions = sources.map((each) => each.holds);
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function source(holds: RawBuilder<boolean>, index: string): Source {
  return {
    holds,
    rows: (limit) =>
      sql`select a.n as n from attempts as a indexed by ${sql.raw(index)} where ${holds} limit ${limit}`,
    walkedBy: index,
  };
}

/** Where the rows come by time, the span of time narrows the way in; elsewhere it is only asked of each attempt. */
function withSpan(each: Source, { fromMs, toMs }: HistoryFilter): Source {
  const bounds = [
    ...(fromMs === null ? [] : [sql<boolean>`a.prepared_at_ms >= ${fromMs}`]),
    ...(toMs === null ? [] : [sql<boolean>`a.prepared_at_ms < ${toMs}`]),
  ];
  if (bounds.length === 0) return each;
  const holds = sql<boolean>`${each.holds} and ${sql.join(bounds, sql` and `)}`;
  return each.walkedBy === null ? { ...each, holds } : source(holds, each.walkedBy);
}

function outcomeSource(outcome: NonNullable<HistoryFilter['outcome']>): Source {
  if (outcome !== 'open')
    return source(sql<boolean>`coalesce(a.later_proven, a.state) = ${outcome}`, 'attempts_by_outcome');
  return {
    holds: sql<boolean>`(${isOpenState})`,
    rows: (limit) =>
      sql`select n from attempts indexed by attempts_one_open_per_sale where ${isOpenState} limit ${limit}`,
    walkedBy: null,
  };
}

/** What was asked for, and what was approved where that is another amount: a receipt shows the tip's sum (M8). */
function amountSources({ amountFromCents, amountToCents }: HistoryFilter): readonly Source[] {
  if (amountFromCents === null && amountToCents === null) return [];
  const from = amountFromCents ?? 0;
  const to = amountToCents ?? Number.MAX_SAFE_INTEGER;
  const asked = sql`a.amount_cents between ${from} and ${to}`;
  const approved = sql`a.approved_cents is not null and a.approved_cents <> a.amount_cents
    and a.approved_cents between ${from} and ${to}`;
  return [
    unionSource(
      [
        sql`select a.n as n from attempts as a indexed by attempts_by_amount where ${asked}`,
        sql`select a.n as n from attempts as a indexed by attempts_by_other_approved where ${approved}`,
      ],
      sql<boolean>`(${asked} or (${approved}))`,
    ),
  ];
}

function textSource(readings: readonly Reading[]): Source {
  const [only, second] = readings;
  if (only === undefined) return { holds: sql<boolean>`false`, rows: () => noRows, walkedBy: null };
  if (second === undefined && only.walkedBy !== null) return source(only.holds, only.walkedBy);
  return unionSource(
    readings.map((reading) => reading.rows),
    sql<boolean>`(${sql.join(
      readings.map((reading) => reading.holds),
      sql` or `,
    )})`,
  );
}

/** Each way gives up at the limit by itself, so that a frequent one does not make the others wait. */
function unionSource(ways: readonly RawBuilder<unknown>[], holds: RawBuilder<boolean>): Source {
  return {
    holds,
    rows: (limit) =>
      sql`select n from (${sql.join(
        ways.map((way) => sql`select n from (${way} limit ${limit})`),
        sql` union `,
      )}) limit ${limit}`,
    walkedBy: null,
  };
}
