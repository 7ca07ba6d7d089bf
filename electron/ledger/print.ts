/**
 * `npm run ledger -- [--json] [--mode demo|switched] [--file PATH]` prints a ledger's attempts and evidence. It only
 * reads, so it may run while the app does. The JSON goes to standard output, everything else to standard error.
 */
import { homedir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { CamelCasePlugin, Kysely } from 'kysely';
import { machineDisk } from './disk.ts';
import { findLedger } from './find-ledger.ts';
import { inspectFile } from './inspect-file.ts';
import { userDataFolder } from './ledger-location.ts';
import { type LedgerReport, ledgerReport } from './ledger-report.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { LedgerDatabase } from './schema.ts';

const options = { json: { type: 'boolean' }, mode: { type: 'string' }, file: { type: 'string' } } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options, strict: true });
  const path = values.file ?? chooseFile(values.mode);
  const file = inspectFile(machineDisk, path, true);
  if (file.kind === 'new') throw new Error(`no ledger at ${path}`);
  if (file.kind !== 'ledger') throw new Error(`cannot read ${path}: ${'why' in file ? file.why : file.kind}`);
  process.stderr.write(`ledger: ${path}\n`);
  const report = await readReport(path);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : table(report));
}

function chooseFile(mode: string | undefined): string {
  if (mode !== undefined && mode !== 'demo' && mode !== 'switched')
    throw new Error('--mode is demo or switched');
  const folder = userDataFolder(process.env, process.platform, homedir());
  const found = findLedger(folder, mode ?? null);
  if (!found) throw new Error(`no ledger in ${folder}; start the app once, or name one with --file`);
  if (found.others.length > 0) process.stderr.write(`not shown: ${found.others.join(', ')}\n`);
  return found.path;
}

/** One read transaction, so that the parts of the report are of one moment. */
async function readReport(path: string): Promise<LedgerReport> {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
  const db = new Kysely<LedgerDatabase>({
    dialect: nodeSqliteDialect(database),
    plugins: [new CamelCasePlugin()],
  });
  try {
    database.exec('BEGIN');
    return await ledgerReport(db);
  } finally {
    await db.destroy();
  }
}

function table({ ledger, attempts, alarms }: LedgerReport): string {
  const rows = attempts.map((each) => [
    each.preparedAt ?? '',
    each.terminalCode ?? '',
    each.kind,
    `${(each.amountCents / 100).toFixed(2)} ${each.currency}`,
    each.laterProven ? `${each.state} (later proven ${each.laterProven})` : each.state,
    each.invoiceNumber,
    each.transactions.map((row) => `${row.transactionId} ${row.status}`).join(', '),
  ]);
  const all = [
    ['prepared', 'terminal', 'kind', 'amount', 'state', 'invoice number', 'transactions'],
    ...rows,
  ];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const practice = ledger.practice ? ', PRACTICE: no money moved' : '';
  const open = alarms.filter((alarm) => alarm.acknowledgedAt === null).length;
  return `${ledger.mode}${practice}, ${attempts.length} attempts, ${open} open alarms\n${lines.join('\n')}\n`;
}

// A reader such as `head` may close the pipe before the end.
process.stdout.on('error', () => process.exit(0));

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
