/**
 * A till of its own process that opens a ledger of version 1 and is killed in the middle of bringing it to version 2,
 * right before the statement that its third argument begins.
 */
import { DatabaseSync } from 'node:sqlite';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';

const [path = '', witnessPath = '', lastWords = ''] = process.argv.slice(2);

class DyingDatabase extends DatabaseSync {
  override prepare(statement: string) {
    if (statement.startsWith(lastWords)) process.kill(process.pid, 'SIGKILL');
    return super.prepare(statement);
  }
}

await openLedger({
  path,
  witnessPath,
  mode: 'demo',
  practice: true,
  random: systemRandom,
  clock: { wallMs: () => 1_000 },
  logger: { info() {}, warn() {}, error() {} },
  disk: { ...machineDisk, openDatabase: (file, options) => new DyingDatabase(file, options) },
});
process.stdout.write('survived\n');
