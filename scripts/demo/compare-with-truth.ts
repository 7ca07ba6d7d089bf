/**
 * Compares what the till believes with what the simulator knows of every card. The two programs share nothing but the
 * wire, so agreement here means that the till found out.
 */

export interface TillAttempt {
  readonly invoiceNumber: string;
  readonly state: string;
  readonly laterProven: string | null;
  readonly amountCents: number;
  readonly approvedCents: number | null;
}

export interface TrueTransaction {
  readonly invoiceNumber: string;
  readonly status: string;
  readonly type: string;
  readonly amountCents: number;
}

/** @returns a sentence for each difference; none when the two agree */
export function compareWithTruth(
  attempts: readonly TillAttempt[],
  truth: readonly TrueTransaction[],
): string[] {
  const purchases = truth.filter(({ type }) => type === 'purchase');
  const known = new Set(attempts.map(({ invoiceNumber }) => invoiceNumber));
  const differences = purchases
    .filter(({ invoiceNumber }) => !known.has(invoiceNumber))
    .map(({ invoiceNumber }) => `Helcim has a payment ${invoiceNumber} that the till does not know`);
  for (const attempt of attempts) {
    const approved = purchases.filter(
      (row) => row.invoiceNumber === attempt.invoiceNumber && isApproved(row.status),
    );
    const trueCents = approved.reduce((sum, row) => sum + row.amountCents, 0);
    const saidCents = attempt.approvedCents ?? 0;
    if (trueCents !== saidCents) {
      differences.push(
        `${attempt.invoiceNumber}: the till says ${saidCents} cents were paid, the card was charged ${trueCents}`,
      );
    }
    const saysPaid = attempt.state === 'approved' || attempt.laterProven === 'approved';
    if (saysPaid !== approved.length > 0) {
      differences.push(
        `${attempt.invoiceNumber}: the till says ${attempt.state}, the card was ${approved.length > 0 ? '' : 'not '}charged`,
      );
    }
  }
  return differences;
}

function isApproved(status: string): boolean {
  return status === 'APPROVED' || status === 'APPROVAL';
}
