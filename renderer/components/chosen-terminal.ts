import type { TerminalView } from '../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';

/** The cashier's choice while it is still paired, else the default, else the only one there is. */
export function chosenTerminal(
  terminals: readonly TerminalView[],
  wished: TerminalCode | null,
): TerminalView | null {
  const wanted = terminals.find((terminal) => terminal.code === wished);
  const preset = terminals.find((terminal) => terminal.isDefault);
  const only = terminals.length === 1 ? terminals[0] : undefined;
  return wanted ?? preset ?? only ?? null;
}
