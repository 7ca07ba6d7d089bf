import type { TerminalView } from '../../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';

interface UnpairDialogProps {
  readonly terminal: TerminalView;
  readonly onClose: () => void;
}

export function UnpairDialog({ terminal, onClose }: UnpairDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const confirm = async () => {
    const done = await call.run(() => bridge.terminals.unpair({ code: terminal.code as TerminalCode }));
    if (done !== null) onClose();
  };
  return (
    <Dialog
      title={t('terminals.unpair_title', { terminal: terminalName(terminal) })}
      onBack={onClose}
      confirmLabel={t('terminals.unpair_confirm')}
      onConfirm={() => void confirm()}
      isConfirmBusy={call.isBusy}
    >
      <p>{t('terminals.unpair_body')}</p>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
