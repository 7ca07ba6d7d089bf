import type { Result } from '../../shared/app-error.ts';
import type { ManagerNeed } from '../../shared/refund.ts';
import type { RefundFacts } from '../../shared/refund-limits.ts';

/** Who may give money back: asked before a refund is written down, let alone sent. */
export interface RefundPolicy {
  /** Why a manager has to allow it; null where nobody has to. */
  needsManager(refund: RefundFacts): ManagerNeed | null;
  /** Whether refunds go with a token of their own; what is known of the other one's rights then says nothing. */
  hasOwnToken(): boolean;
  /**
   * Fails where it needs a manager and no manager's PIN was given.
   * @returns with the API token to make this refund with; null for the one in use
   */
  allowRefund(
    refund: RefundFacts & { readonly pin: string | null },
  ): Promise<Result<{ readonly byManager: boolean; readonly apiToken: string | null }>>;
}
