import type { EvidenceEntry } from '../../shared/evidence.ts';

export interface EvidenceLine {
  /** The last of several of the same kind in a row. */
  readonly entry: EvidenceEntry;
  readonly times: number;
}

const linesMax = 8;

/** The journal in a few lines: what repeats in a row is told once with its number, and the latest lines are kept. */
export function shortEvidence(evidence: readonly EvidenceEntry[]): readonly EvidenceLine[] {
  const lines: EvidenceLine[] = [];
  for (const entry of evidence) {
    const last = lines.at(-1);
    if (last?.entry.kind === entry.kind) lines[lines.length - 1] = { entry, times: last.times + 1 };
    else lines.push({ entry, times: 1 });
  }
  return lines.slice(-linesMax);
}
