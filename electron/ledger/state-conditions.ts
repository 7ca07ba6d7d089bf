import { sql } from 'kysely';

/**
 * States written into the statement, not bound to it: SQLite uses a partial index only where it can see that the
 * condition implies the index's own. Without that each of these would read every attempt ever made.
 */
export const isOpenState = sql<boolean>`state in ('prepared','sending','on_terminal','checking')`;
export const isUnknownState = sql<boolean>`state = 'unknown'`;
/**
 * The same for lists in the order of writing: when that order is asked for too, SQLite walks every attempt rather than
 * sort the few of the partial index.
 */
export const isAmongOpen = sql<boolean>`n in (select n from attempts where ${isOpenState})`;
export const isAmongUnknown = sql<boolean>`n in (select n from attempts where ${isUnknownState})`;
export const isRefund = sql<boolean>`kind = 'refund'`;
