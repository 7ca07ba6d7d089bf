/**
 * An account is known by the ids of its card terminals, joined by `-` (M14). Terminals come and go, but no id belongs
 * to two accounts, so one in common is enough.
 */
export function isSameAccount(one: string, other: string): boolean {
  const ids = new Set(one.split('-'));
  return other.split('-').some((id) => ids.has(id));
}

/** All ids of both in order, so that an account is still known after the terminals it was first known by are gone. */
export function joinFingerprints(bound: string | null, found: string): string {
  const ids = new Set([...(bound?.split('-') ?? []), ...found.split('-')]);
  return [...ids].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join('-');
}
