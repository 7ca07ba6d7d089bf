/** The four letters or digits a Helcim terminal shows after pairing mode is switched on, upper case. */
declare const terminalCodeBrand: unique symbol;
export type TerminalCode = string & { readonly [terminalCodeBrand]: true };

export function isTerminalCode(value: unknown): value is TerminalCode {
  return typeof value === 'string' && /^[A-Z0-9]{4}$/.test(value);
}

/**
 * Reads a code as typed: spaces and dashes are dropped, letters made upper case.
 * @returns null when what is left is not four letters or digits.
 * @see https://devdocs.helcim.com/docs/pairing-devices-with-your-third-party-system
 */
export function parseTerminalCode(text: string): TerminalCode | null {
  if (text.length > 40) return null;
  const typed = text.replace(/[\s\-–]/g, '');
  // Before the change of case: some foreign letters turn into two Latin ones.
  if (!/^[A-Za-z0-9]{4}$/.test(typed)) return null;
  const code = typed.toUpperCase();
  return isTerminalCode(code) ? code : null;
}
