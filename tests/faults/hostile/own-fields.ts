/** Reads payloads for the tests' own oracles, by another road than the program's readers. Total, like those. */

/** @returns null for what is no JSON */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What stands in a field of its own; what stands under `__proto__` is nobody's word. */
export function field(value: unknown, name: string): unknown {
  const isHeld = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isHeld ? (value as Record<string, unknown>)[name] : undefined;
}

/** A text without regard to case and spaces around it; empty for anything that is no text. */
export function word(value: unknown, name: string): string {
  const held = field(value, name);
  return typeof held === 'string' ? held.trim().toUpperCase() : '';
}

/** A number, also one written as text; not a number for anything else, whatever it would turn into. */
export function numeric(value: unknown, name: string): number {
  const held = field(value, name);
  return typeof held === 'number' || typeof held === 'string' ? Number(held) : Number.NaN;
}

/** M5 once more, by hand: whether a row proves that a purchase with this number was approved. */
export function isProof(row: unknown, ownNumber: string): boolean {
  return (
    word(row, 'invoiceNumber') === ownNumber &&
    word(row, 'type') === 'PURCHASE' &&
    word(row, 'currency') === 'CAD' &&
    ['APPROVED', 'APPROVAL'].includes(word(row, 'status'))
  );
}
