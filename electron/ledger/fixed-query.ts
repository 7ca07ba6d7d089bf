import type { Compilable, CompiledQuery } from 'kysely';
import type { LedgerDatabase, LedgerDb, LedgerTx } from './schema.ts';

type Run<Values extends readonly unknown[], Row> = (
  db: LedgerDb | LedgerTx,
  ...values: Values
) => Promise<Row[]>;

/**
 * A query that is built once and then only bound: building costs several times what SQLite needs to run it, which
 * counts between a press and the wire. Every value must stand in the query as it is, so that its place can be found.
 */
export function fixedQuery<Values extends readonly unknown[], Row>(
  build: (db: LedgerDb | LedgerTx, ...values: Values) => Compilable<Row>,
): Run<Values, Row> {
  let made: { readonly query: CompiledQuery<Row>; readonly places: readonly number[] } | undefined;
  return async (db, ...values) => {
    made ??= compile(db, build, values.length);
    const { query, places } = made;
    const parameters = query.parameters.map((value, index) => {
      const place = places[index] ?? -1;
      return place < 0 ? value : values[place];
    });
    return (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

/** An insert of one row with these columns; a key that is there already goes unnoticed if so asked. */
export function fixedInsert<
  Table extends keyof LedgerDatabase,
  Column extends keyof LedgerDatabase[Table] & string,
>(
  table: Table,
  columns: readonly Column[],
  onConflict: 'fail' | 'ignore' = 'fail',
): (db: LedgerDb | LedgerTx, row: Pick<LedgerDatabase[Table], Column>) => Promise<void> {
  const insert = fixedQuery((db, ...values: readonly unknown[]) => {
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index]]));
    const query = db.insertInto(table).values(row as never);
    return onConflict === 'ignore' ? query.onConflict((conflict) => conflict.doNothing()) : query;
  });
  return async (db, row) => {
    await insert(db, ...columns.map((column) => row[column]));
  };
}

/** Builds with a mark in the place of each value and notes where the marks came to stand. */
function compile<Values extends readonly unknown[], Row>(
  db: LedgerDb | LedgerTx,
  build: (db: LedgerDb | LedgerTx, ...values: Values) => Compilable<Row>,
  count: number,
) {
  const marks = Array.from({ length: count }, (_, index) => Symbol(`value ${index}`));
  const query = build(db, ...(marks as unknown as Values)).compile();
  const places = query.parameters.map((value) => marks.indexOf(value as symbol));
  if (marks.some((_, index) => !places.includes(index)))
    throw new Error('a value of a fixed query has no place');
  return { query, places };
}
