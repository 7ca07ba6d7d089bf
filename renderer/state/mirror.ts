import type { Change, Snapshot } from '../../shared/ipc-contract.ts';

export type Applied =
  | { readonly kind: 'applied'; readonly snapshot: Snapshot }
  /** Already known: it changes nothing. */
  | { readonly kind: 'stale' }
  /** Something between is missing: ask for a snapshot again. */
  | { readonly kind: 'gap' };

/** Lays one numbered change over the mirror. Only the very next number may be applied. */
export function applyChange(snapshot: Snapshot, change: Change): Applied {
  if (change.seq <= snapshot.seq) return { kind: 'stale' };
  if (change.seq !== snapshot.seq + 1) return { kind: 'gap' };
  return { kind: 'applied', snapshot: { ...snapshot, ...change.slices, seq: change.seq } };
}

/** Lays the changes that came while the snapshot was under way over it, in order. */
export function applyAll(
  snapshot: Snapshot,
  changes: readonly Change[],
): { readonly snapshot: Snapshot; readonly hasGap: boolean } {
  let current = snapshot;
  for (const change of [...changes].sort((one, other) => one.seq - other.seq)) {
    const applied = applyChange(current, change);
    if (applied.kind === 'gap') return { snapshot: current, hasGap: true };
    if (applied.kind === 'applied') current = applied.snapshot;
  }
  return { snapshot: current, hasGap: false };
}
