import { ok, type Result } from '../../shared/app-error.ts';
import type { ManagerNeed } from '../../shared/refund.ts';

export interface RefundInQuestion {
  readonly amountCents: number;
  /** Age of the original; null where its time cannot be told. */
  readonly originalAgeMs: number | null;
  /** Whether this till made the original. */
  readonly isOurs: boolean;
}

/** Who may give money back: asked before a refund is written down, let alone sent. */
export interface RefundPolicy {
  /** Why a manager has to allow it; null where nobody has to. */
  needsManager(refund: RefundInQuestion): ManagerNeed | null;
  /** Fails where it needs a manager and no manager's PIN was given. */
  allowRefund(
    refund: RefundInQuestion & { readonly pin: string | null },
  ): Promise<Result<{ readonly byManager: boolean }>>;
}

/** For a till whose manager has set no limits: whoever stands at it may refund. */
export const everybodyMayRefund: RefundPolicy = {
  needsManager: () => null,
  allowRefund: async () => ok({ byManager: false }),
};
