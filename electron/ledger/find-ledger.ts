import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundLedger {
  readonly path: string;
  /** Other ledgers of the folder that were not chosen. */
  readonly others: readonly string[];
}

const nameShapes = {
  demo: /^ledger-demo\.sqlite$/,
  switched: /^ledger-(local|live)-.+\.sqlite$/,
  any: /^ledger-(demo|(local|live)-.+)\.sqlite$/,
};

/** The ledger of the folder that was written last, among those of a mode when one is named; null without any. */
export function findLedger(folder: string, mode: 'demo' | 'switched' | null): FoundLedger | null {
  const [path, ...others] = ledgersIn(folder, nameShapes[mode ?? 'any']);
  return path === undefined ? null : { path, others };
}

/** Ledgers of servers elsewhere, where money is real (M13). @returns paths, the one written last first */
export function liveLedgers(folder: string): readonly string[] {
  return ledgersIn(folder, /^ledger-live-.+\.sqlite$/);
}

/** @returns the paths of the folder's files with such names, the one written last first; none without the folder */
export function ledgersIn(folder: string, nameShape: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => nameShape.test(name))
    .map((name) => ({ path: join(folder, name), atMs: writtenAtMs(join(folder, name)) }))
    .sort((a, b) => b.atMs - a.atMs)
    .map(({ path }) => path);
}

/** The newest writes are in the log until it is folded into the file; an empty one is left by a mere reader. */
function writtenAtMs(path: string): number {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const logAtMs = log && log.size > 0 ? log.mtimeMs : 0;
  return Math.max(logAtMs, statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}
