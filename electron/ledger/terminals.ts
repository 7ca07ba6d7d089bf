import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import type { PairedTerminal } from './ledger.ts';
import { fact, type LedgerContext, personNote } from './ledger-context.ts';
import type { LedgerTx, TerminalTable } from './schema.ts';
import { isOpenState } from './state-conditions.ts';

const pairedRows = fixedQuery((db) =>
  db
    .selectFrom('terminals')
    .selectAll()
    .where('unpairedAtMs', 'is', null)
    .orderBy('pairedAtMs')
    .orderBy('code'),
);

/** Paired terminals in the order of their pairing. */
export async function pairedTerminals(
  db: LedgerContext['db'] | LedgerTx,
): Promise<readonly PairedTerminal[]> {
  return (await pairedRows(db)).map(toTerminal);
}

/** Pairing one that is paired only renames it. The first one becomes the default. */
export async function pairTerminal(
  context: LedgerContext,
  code: TerminalCode,
  nickname: string | null,
  atMs: number,
): Promise<Result<PairedTerminal>> {
  return context.db.transaction().execute(async (tx) => {
    const paired = await pairedTerminals(tx);
    const known = paired.find((terminal) => terminal.code === code);
    const row: TerminalTable = {
      code,
      nickname,
      isDefault: known ? flag(known.isDefault) : flag(paired.length === 0),
      pairedAtMs: known?.pairedAtMs ?? atMs,
      unpairedAtMs: null,
    };
    const { code: _code, ...changeable } = row;
    await tx
      .insertInto('terminals')
      .values(row)
      .onConflict((conflict) => conflict.column('code').doUpdateSet(changeable))
      .execute();
    await noteTerminal(context, tx, row, atMs);
    return ok(toTerminal(row));
  });
}

export async function renameTerminal(
  context: LedgerContext,
  code: TerminalCode,
  nickname: string | null,
): Promise<Result<null>> {
  return changePaired(context, code, async (tx, row) => {
    await tx.updateTable('terminals').set({ nickname }).where('code', '=', code).execute();
    await noteTerminal(context, tx, { ...row, nickname }, context.clock.wallMs());
  });
}

export async function setDefaultTerminal(context: LedgerContext, code: TerminalCode): Promise<Result<null>> {
  return changePaired(context, code, async (tx, row) => {
    await tx.updateTable('terminals').set({ isDefault: 0 }).where('isDefault', '=', 1).execute();
    await tx.updateTable('terminals').set({ isDefault: 1 }).where('code', '=', code).execute();
    await noteTerminal(context, tx, { ...row, isDefault: 1 }, context.clock.wallMs());
  });
}

/** No other terminal silently becomes the default in its place, or the next sale could ask at the wrong till. */
export async function unpairTerminal(
  context: LedgerContext,
  code: TerminalCode,
  atMs: number,
): Promise<Result<null>> {
  return context.db.transaction().execute(async (tx) => {
    if (!(await pairedRow(tx, code))) return failed('terminal_not_paired');
    const holder = await tx
      .selectFrom('attempts')
      .select('id')
      .where('terminalCode', '=', code)
      .where(isOpenState)
      .executeTakeFirst();
    if (holder) return failed('terminal_busy', { attemptIds: [holder.id] });
    await tx
      .updateTable('terminals')
      .set({ unpairedAtMs: atMs, isDefault: 0 })
      .where('code', '=', code)
      .execute();
    await appendFacts(tx, [fact(context, personNote('terminal_unpaired', { code }), atMs)]);
    return ok(null);
  });
}

async function changePaired(
  context: LedgerContext,
  code: TerminalCode,
  change: (tx: LedgerTx, row: TerminalTable) => Promise<void>,
): Promise<Result<null>> {
  return context.db.transaction().execute(async (tx) => {
    const row = await pairedRow(tx, code);
    if (!row) return failed('terminal_not_paired');
    await change(tx, row);
    return ok(null);
  });
}

function pairedRow(tx: LedgerTx, code: TerminalCode): Promise<TerminalTable | undefined> {
  return tx
    .selectFrom('terminals')
    .selectAll()
    .where('code', '=', code)
    .where('unpairedAtMs', 'is', null)
    .executeTakeFirst();
}

/** The set-up of a paired terminal as it is from here on; a nickname is free text and stays out of the journal. */
async function noteTerminal(
  context: LedgerContext,
  tx: LedgerTx,
  row: TerminalTable,
  atMs: number,
): Promise<void> {
  const data = { code: row.code, hasNickname: row.nickname !== null, isDefault: row.isDefault === 1 };
  await appendFacts(tx, [fact(context, personNote('terminal_paired', data), atMs)]);
}

function toTerminal(row: TerminalTable): PairedTerminal {
  return {
    code: row.code,
    nickname: row.nickname,
    isDefault: row.isDefault === 1,
    pairedAtMs: row.pairedAtMs,
  };
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
