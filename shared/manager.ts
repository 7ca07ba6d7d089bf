/** What the window is told of the manager's PIN and limits. Nothing in here is a secret or helps to find one (M11). */
import type { RefundLimits } from './refund-limits.ts';

/**
 * Why a PIN that was set cannot be checked: its record is gone, damaged, sealed with another key, written by a newer
 * program, not the one this ledger knows, or not to be read just now.
 */
export const pinLosses = ['missing', 'damaged', 'foreign_key', 'newer', 'replaced', 'locked'] as const;
export type PinLoss = (typeof pinLosses)[number];

/** Why secrets are held in memory only: the system offers no encryption, or one that anybody can undo. */
export const unkeptReasons = ['no_encryption', 'plain_text'] as const;
export type UnkeptReason = (typeof unkeptReasons)[number];

export interface ManagerStatus {
  /** `none`: nobody has set one. `lost`: there was one; only the API token helps. */
  readonly pin: 'none' | 'set' | 'lost';
  readonly lostBecause: PinLoss | null;
  /** Null while secrets are kept over a restart. */
  readonly unkeptBecause: UnkeptReason | null;
  /** Null without a PIN. */
  readonly limits: RefundLimits | null;
  /** Whether refunds go with a token of their own, which every one of them opens with the PIN. */
  readonly hasRefundToken: boolean;
  /** How long no PIN is looked at, real milliseconds at the making of this; 0 when one may be typed. */
  readonly pinWaitMs: number;
  /** The same for the API token. */
  readonly tokenWaitMs: number;
}

export const managerChangeKinds = [
  'pin_set',
  'pin_changed',
  'pin_reset',
  'limits_changed',
  'refund_token_set',
  'refund_token_forgotten',
] as const;
export type ManagerChangeKind = (typeof managerChangeKinds)[number];

/** What takes the API token's place in the demo, whose own token nobody has ever seen. It opens no real till. */
export const demoApiToken = 'practice-token';
