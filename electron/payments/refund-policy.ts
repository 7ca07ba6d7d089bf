import type { Result } from '../../shared/app-error.ts';
import type { ManagerNeed } from '../../shared/refund.ts';
import type { RefundFacts } from '../../shared/refund-limits.ts';

/** Who may give money back: asked before a refund is written down, let alone sent. */
export interface RefundPolicy {
  /** Why a manager has to allow it; null where nobody has to. */
  needsManager(refund: RefundFacts): ManagerNeed | null;
  /** Fails where it needs a manager and no manager's PIN was given. */
  allowRefund(
    refund: RefundFacts & { readonly pin: string | null },
  ): Promise<Result<{ readonly byManager: boolean }>>;
}
