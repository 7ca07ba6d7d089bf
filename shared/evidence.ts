/**
 * What the journal says, one row a fact. `data` holds no customer data: names and digits sit outside the hash
 * chain, so that they can be erased without breaking it (M12).
 */
import type { EvidenceSource } from './payment.ts';

export const evidenceKinds = [
  'ledger_opened',
  'epoch_begun',
  'terminal_paired',
  'terminal_unpaired',
  'sale_created',
  'attempt_prepared',
  'doubt_confirmed',
  'send_begun',
  'send_accepted',
  'send_refused',
  'send_not_sent',
  'send_unclear',
  'restarted',
  'woken',
  'no_news',
  'time_ran_out',
  'transaction_seen',
  'transaction_changed',
  'transaction_flagged',
  'transaction_filed',
  'decline_settled',
  'lookup_empty',
  'cancel_reported',
  'stale_cancel_reported',
  'cancel_unclaimed',
  'event_filed',
  'ready_screen_said',
  'pays_otherwise_said',
  'staff_closed',
  'acknowledged',
  'watch_closed',
  'alarm_raised',
  'alarm_acknowledged',
  'refund_retried',
  'refund_not_permitted',
  'refund_reminder',
  'pin_set',
  'pin_changed',
  'pin_reset',
  'limits_changed',
  'refund_token_set',
  'refund_token_forgotten',
  'pin_wrong',
  'audit_noted',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export type EvidenceData = Readonly<Record<string, string | number | boolean | null>>;

export interface EvidenceEntry {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: EvidenceKind;
  readonly source: EvidenceSource;
  readonly attemptId: string | null;
  readonly data: EvidenceData;
}
