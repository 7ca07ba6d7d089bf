/** The statements between a press and the wire, each built once. */
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { fixedInsert, fixedQuery } from './fixed-query.ts';
import { attemptColumns, saleColumns } from './schema.ts';
import { isOpenState, isRefund, isUnknownState } from './state-conditions.ts';

const obstacleColumns = ['id', 'saleId', 'kind', 'terminalCode', 'state'] as const;

export const attemptWithId = fixedQuery((db, id: string) =>
  db.selectFrom('attempts').select('id').where('id', '=', id),
);

export const pairedTerminalWithCode = fixedQuery((db, code: TerminalCode) =>
  db.selectFrom('terminals').select('code').where('code', '=', code).where('unpairedAtMs', 'is', null),
);

export const saleWithId = fixedQuery((db, id: string) =>
  db.selectFrom('sales').select(saleColumns).where('id', '=', id),
);

export const attemptsOfSale = fixedQuery((db, saleId: string) =>
  db.selectFrom('attempts').select(attemptColumns).where('saleId', '=', saleId).orderBy('n'),
);

/** Two walks along partial indexes: their length does not grow with the terminal's past. */
export const obstaclesOnTerminal = fixedQuery((db, code: TerminalCode) =>
  db
    .selectFrom('attempts')
    .select(obstacleColumns)
    .where('terminalCode', '=', code)
    .where(isOpenState)
    .unionAll(
      db
        .selectFrom('attempts')
        .select(obstacleColumns)
        .where('terminalCode', '=', code)
        .where(isUnknownState),
    ),
);

/** Its own original's, and those of another original under the same number: their rows could not be told apart. */
export const refundsBeside = fixedQuery((db, originalTransactionId: number, originalInvoiceNumber: string) =>
  db
    .selectFrom('attempts')
    .select(attemptColumns)
    .where('originalTransactionId', '=', originalTransactionId)
    .where(isRefund)
    .union(
      db
        .selectFrom('attempts')
        .select(attemptColumns)
        .where('originalInvoiceNumber', '=', originalInvoiceNumber)
        .where(isRefund),
    ),
);

export const insertCashier = fixedInsert('cashiers', ['id', 'firstSeenAtMs'], 'ignore');
export const insertSale = fixedInsert('sales', saleColumns);
export const insertAttempt = fixedInsert('attempts', attemptColumns);
