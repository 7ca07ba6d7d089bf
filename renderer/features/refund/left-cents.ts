import { type AmountCents, amountCents } from '../../../shared/money.ts';
import { freeCents } from '../../state/originals-store.ts';
import type { RefundState } from '../../state/refund-store.ts';

/** What is left to give back: as the plan has just counted it, else as the payment was last read; null before either. */
export function leftCentsOf({ plan, original }: Pick<RefundState, 'plan' | 'original'>): AmountCents | null {
  const planned = plan?.refundableCents ?? null;
  if (planned !== null) return amountCents(planned);
  return original === null ? null : amountCents(freeCents(original));
}
