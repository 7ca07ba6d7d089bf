/** Who changed what, when. No value in it is a secret (M11). */

/** Kinds that this version writes; a ledger may hold others, of a newer one. */
export const auditKinds = [
  'setting_changed',
  'settings_exported',
  'settings_imported',
  'unlocked',
  'locked',
  'pin_set',
  'pin_changed',
  'pin_reset',
  'limits_changed',
  'refund_token_set',
  'refund_token_forgotten',
  'terminal_paired',
  'terminal_renamed',
  'terminal_default',
  'terminal_unpaired',
  'secret_set',
  'secret_removed',
  'mode_changed',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  /** A name; null where nobody gave one, and for what the program did by itself. */
  readonly who: string | null;
  /** What it is about: a setting's name, a terminal's code. */
  readonly subject: string | null;
  /** JSON, cut to size. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Opaque; null at the end. */
  readonly nextCursor: string | null;
}

export const auditValueMax = 300;

/** A value as an entry holds it. Null for what there was not. */
export function auditValue(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  if (text.length <= auditValueMax) return text;
  // Not in the middle of a pair of UTF-16: the ledger keeps UTF-8.
  return `${text
    .slice(0, auditValueMax - 1)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')}…`;
}
