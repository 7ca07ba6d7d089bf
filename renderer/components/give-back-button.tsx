import type { AttemptView } from '../../shared/ipc-contract.ts';
import { useText } from '../i18n/text.ts';
import { useSnapshot, useTill } from '../state/till-context.tsx';
import { ActionButton } from './action-button.tsx';

/** Leads from a payment to giving it back; nothing where no money came in, or all of it has gone back. */
export function GiveBackButton({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const { originals, refund, open } = useTill();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const leftCents = (view.approvedCents ?? 0) - view.refundedCents;
  if (view.kind !== 'purchase' || leftCents <= 0) return null;
  const [onlyId, ...others] = view.transactionIds;
  const press = () => {
    if (onlyId !== undefined && others.length === 0) {
      refund.open(onlyId);
    } else {
      // Of several rows (a decline and a second try, or two approvals) a person chooses.
      refund.leave();
      originals.edit({ text: view.invoiceNumber, dateFrom: '', dateTo: '' });
      void originals.run(currency);
    }
    open({ name: 'refund' });
  };
  return (
    <ActionButton variant="default" onPress={press}>
      {t('refund.from_payment')}
    </ActionButton>
  );
}
