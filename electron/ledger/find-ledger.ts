import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundLedger {
  readonly path: string;
  /** Other ledgers of the folder that were not chosen. */
  readonly others: readonly string[];
}

/** The ledger of the folder that was written last, among those of a mode when one is named; null without any. */
export function findLedger(folder: string, mode: 'demo' | 'switched' | null): FoundLedger | null {
  if (!existsSync(folder)) return null;
  const paths = readdirSync(folder)
    .filter((name) => /^ledger-.+\.sqlite$/.test(name))
    .filter((name) => mode === null || (name === 'ledger-demo.sqlite') === (mode === 'demo'))
    .map((name) => join(folder, name))
    .sort((a, b) => writtenAtMs(b) - writtenAtMs(a));
  const [path, ...others] = paths;
  return path === undefined ? null : { path, others };
}

/** The newest writes are in the log until it is folded into the file. */
function writtenAtMs(path: string): number {
  const times = [path, `${path}-wal`]
    .filter((each) => existsSync(each))
    .map((each) => statSync(each).mtimeMs);
  return Math.max(...times);
}
