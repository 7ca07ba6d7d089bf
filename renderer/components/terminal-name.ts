/** How people call a terminal: its nickname with the code behind it, or the code alone. */
export function terminalName(terminal: { readonly code: string; readonly nickname: string | null }): string {
  return terminal.nickname === null ? terminal.code : `${terminal.nickname} (${terminal.code})`;
}
