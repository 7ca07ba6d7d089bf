/**
 * A day's close as one flat table for a spreadsheet: every line says what it is about (`record`), and a column that does
 * not concern it is empty. Names are this program's own words, the same in every language. Amounts are exact decimals.
 */
import type { CsvCell, CsvMoney, CsvRow } from '../../shared/csv.ts';
import { type CloseGroup, closeKinds, type DayClose, type Difference } from '../../shared/day-close.ts';

const columns = [
  'record',
  'day',
  'time_zone',
  'currency',
  'group',
  'kind',
  'ours_count',
  'ours_amount',
  'helcim_count',
  'helcim_amount',
  'cause',
  'next_step',
  'attempt_id',
  'transaction_id',
  'batch_id',
  'at_utc',
] as const;
type Line = Partial<Record<(typeof columns)[number], CsvCell>>;

export function dayCloseTable(close: DayClose): readonly CsvRow[] {
  const common = { day: close.day, time_zone: close.timeZone, currency: close.currency };
  const lines: Line[] = [
    ...kindLines('total', { key: null, ours: close.ours.kinds, helcim: close.helcim?.kinds ?? null }),
    {
      record: 'above_asked',
      kind: 'sale',
      ours_count: close.ours.aboveAsked.count,
      ours_amount: amount(close.ours.aboveAsked.cents),
      helcim_count: close.helcim?.aboveAsked.count ?? null,
      helcim_amount: amount(close.helcim?.aboveAsked.cents ?? null),
    },
    ...close.cardTypes.flatMap((group) => kindLines('card_type', group)),
    ...close.terminals.flatMap((group) => kindLines('terminal', group)),
    ...close.cashiers.flatMap((group) => kindLines('cashier', group)),
    ...close.hours.flatMap(({ fromMs, ...sides }) =>
      kindLines('hour', { key: new Date(fromMs).toISOString(), ...sides }),
    ),
    ...close.batches.map(
      (batch): Line => ({
        record: 'batch',
        group: batch.batchNumber,
        kind: batch.isClosed ? 'closed' : 'open',
        helcim_count: batch.stated.countApproved,
        helcim_amount: amount(batch.stated.netCents),
        batch_id: batch.id,
      }),
    ),
    ...close.differences.map(differenceLine),
  ];
  return [columns, ...lines.map((line) => columns.map((column) => ({ ...common, ...line })[column] ?? null))];
}

function kindLines(record: string, { key, ours, helcim }: CloseGroup): readonly Line[] {
  return closeKinds
    .filter((kind) => record === 'total' || ours[kind].count > 0 || (helcim?.[kind].count ?? 0) > 0)
    .map((kind) => ({
      record,
      group: key,
      kind,
      ours_count: ours[kind].count,
      ours_amount: amount(ours[kind].cents),
      helcim_count: helcim?.[kind].count ?? null,
      helcim_amount: amount(helcim?.[kind].cents ?? null),
    }));
}

function differenceLine(difference: Difference): Line {
  return {
    record: 'difference',
    ...(difference.currency !== null && { currency: difference.currency }),
    group: difference.terminalCode,
    kind: difference.kind,
    ours_amount: amount(difference.oursCents),
    helcim_amount: amount(difference.helcimCents),
    helcim_count: difference.count,
    cause: difference.cause,
    next_step: difference.next,
    attempt_id: difference.attemptId,
    transaction_id: difference.transactionId,
    batch_id: difference.batchId,
    at_utc: difference.atMs === null ? null : new Date(difference.atMs).toISOString(),
  };
}

function amount(cents: number | null): CsvMoney | null {
  return cents === null ? null : { cents };
}
