/** Whether a ledger agrees with what happened at Helcim. Pure. */
import type { SimulatorTruth } from './simulator-child.ts';
import type { SoakedAttempt } from './till-child.ts';

/** @returns in words what does not hold; empty when all does */
export function problemsOf(attempts: readonly SoakedAttempt[], { sent, approved }: SimulatorTruth): string[] {
  const problems: string[] = [];
  const numbers = new Set(attempts.map(({ invoiceNumber }) => invoiceNumber));
  if (new Set(sent).size !== sent.length) problems.push('a purchase was sent twice (M4)');
  for (const number of new Set(sent))
    if (!numbers.has(number)) problems.push(`sent but not in the ledger: ${number} (M1)`);
  for (const { invoiceNumber } of approved)
    if (!numbers.has(invoiceNumber)) problems.push(`approved but not in the ledger: ${invoiceNumber} (M6)`);
  for (const { invoiceNumber, isOpen, state, approvedCents } of attempts) {
    const rows = approved.filter((row) => row.invoiceNumber === invoiceNumber);
    const truthCents = rows.length === 0 ? null : rows.reduce((sum, { cents }) => sum + cents, 0);
    if (isOpen) problems.push(`still open: ${invoiceNumber} is ${state} (M16)`);
    if (approvedCents !== truthCents)
      problems.push(`${invoiceNumber} counts ${approvedCents}, Helcim ${truthCents} (M6)`);
  }
  return problems;
}
