import type { LedgerDisk } from './disk.ts';

export interface SingleUse {
  release(): void;
}

/**
 * Takes the ledger for this process alone. The hold is SQLite's own file lock on an empty file beside the ledger:
 * the operating system drops it when the process ends, however it ends, so a kill leaves nothing to clean up. The
 * ledger itself is not locked this way, since its readers (`npm run ledger`) may look while the app runs.
 * @returns null when somebody else holds it.
 */
export function takeSingleUse(disk: LedgerDisk, ledgerPath: string): SingleUse | null {
  const lock = disk.openDatabase(`${ledgerPath}.lock`, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (isBusy(cause)) return null;
    throw cause;
  }
  return { release: () => lock.close() };
}

function isBusy(cause: unknown): boolean {
  const busy = 5;
  return cause instanceof Error && 'errcode' in cause && cause.errcode === busy;
}
