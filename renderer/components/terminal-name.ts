/** How people call a terminal: its nickname with the code behind it, or the code alone. */
/** A refund that needs no terminal has none to name. */
export function terminalName(terminal: {
  readonly code: string | null;
  readonly nickname: string | null;
}): string {
  if (terminal.code === null) return '–';
  return terminal.nickname === null ? terminal.code : `${terminal.nickname} (${terminal.code})`;
}
