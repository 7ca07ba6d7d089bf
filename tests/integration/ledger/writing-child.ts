/**
 * A till of its own process: opens the ledger named by its argument and makes and settles attempts until it is
 * killed. Says what it opened, then prints an attempt's id only after the ledger said that it is on disk.
 */
import { randomUUID } from 'node:crypto';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';

const [path = '', witnessPath = ''] = process.argv.slice(2);
const result = await openLedger({
  path,
  witnessPath,
  mode: 'demo',
  practice: true,
  random: systemRandom,
  clock: { wallMs: () => 1_000 },
  logger: { info() {}, warn() {}, error() {} },
});
process.stdout.write(`${result.ok ? 'open' : result.error.code}\n`);
if (!result.ok) process.exit(0);

const terminalCode = 'AB12' as TerminalCode;
await result.value.pairTerminal(terminalCode, null, 1_000);
for (const { attempt } of await result.value.openAttempts()) {
  await result.value.changeAttempt(attempt.id, () => ({ patch: { state: 'declined', endedAtMs: 1_000 } }));
}
for (;;) {
  const id = randomUUID();
  const prepared = await result.value.prepareAttempt({
    id,
    terminalCode,
    invoiceNumber: makeInvoiceNumber(systemRandom),
    refund: null,
    amountCents: amountCents(500),
    currency: 'CAD',
    cashierId: 'cashier-1',
    atMs: 1_000,
    sale: { newId: randomUUID(), totalCents: amountCents(500), reference: null, customerCode: null },
    confirmedDoubtIds: [],
  });
  if (!prepared.ok) throw new Error(prepared.error.code);
  process.stdout.write(`prepared ${id}\n`);
  await result.value.changeAttempt(id, () => ({ patch: { state: 'declined', endedAtMs: 1_000 } }));
  process.stdout.write(`declined ${id}\n`);
}
