import type { AttemptKind, CloseReason } from '../../shared/payment.ts';
import type { TextKey } from '../i18n/en.ts';

/** The same four reasons close a sale and a refund; of a refund they say what became of the customer's money. */
export function closeReasonKey(kind: AttemptKind, reason: CloseReason): TextKey {
  return kind === 'refund' ? `refundClose.${reason}` : `closeReason.${reason}`;
}
