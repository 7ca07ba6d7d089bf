import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useMoney } from '../../components/money.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import type { AttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useText } from '../../i18n/text.ts';

interface PaysOtherwiseDialogProps {
  readonly view: AttemptView;
  readonly deeds: AttemptDeeds;
  readonly onClose: () => void;
}

/** Says what it means that the customer pays another way while the request is still live. */
export function PaysOtherwiseDialog({ view, deeds, onClose }: PaysOtherwiseDialogProps) {
  const { t } = useText();
  const money = useMoney();
  const confirm = async () => {
    if (await deeds.paysOtherwise()) onClose();
  };
  return (
    <Dialog
      title={t('attempt.pays_otherwise.title')}
      onBack={onClose}
      confirmLabel={t('attempt.pays_otherwise.confirm')}
      onConfirm={() => void confirm()}
      isConfirmBusy={deeds.call.isBusy}
    >
      <p>
        {t('attempt.pays_otherwise.explain', {
          amount: money(view.amountCents, view.currency),
          terminal: terminalName({ code: view.terminalCode, nickname: view.terminalNickname }),
        })}
      </p>
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
    </Dialog>
  );
}
