import type { AppError } from '../../shared/app-error.ts';
import { formatMoment } from '../i18n/format.ts';
import { useText } from '../i18n/text.ts';
import { useAttempt } from '../state/till-context.tsx';
import { Dialog } from './dialog.tsx';
import styles from './doubt-dialog.module.css';
import { useMoney } from './money.tsx';
import { terminalName } from './terminal-name.ts';

interface DoubtDialogProps {
  readonly error: AppError;
  /** The deed, with its amount. */
  readonly confirmLabel: string;
  readonly terminal: string;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

/** Before a send that an earlier, unknown payment makes risky: what is unknown, and a way back that has the focus (M3). */
export function DoubtDialog({ error, confirmLabel, terminal, isBusy, onBack, onConfirm }: DoubtDialogProps) {
  const { t } = useText();
  const words = error.code === 'sale_in_doubt' ? t('doubt.sale') : t('doubt.terminal', { terminal });
  return (
    <Dialog
      title={t('doubt.title')}
      onBack={onBack}
      backLabel={t('doubt.back')}
      confirmLabel={confirmLabel}
      onConfirm={onConfirm}
      isConfirmBusy={isBusy}
    >
      <p className={styles.words}>{words}</p>
      <ul className={styles.list}>
        {error.attemptIds.map((id) => (
          <DoubtItem key={id} attemptId={id} />
        ))}
      </ul>
      <p className={styles.words}>{t('doubt.ask')}</p>
    </Dialog>
  );
}

function DoubtItem({ attemptId }: { readonly attemptId: string }) {
  const { t, locale } = useText();
  const money = useMoney();
  const view = useAttempt(attemptId);
  if (view === null)
    return (
      <li className={styles.item} data-tone="warn">
        {t('doubt.item_unknown')}
      </li>
    );
  return (
    <li className={styles.item} data-attempt-id={view.id} data-attempt-state={view.state}>
      {t('doubt.item', {
        amount: money(view.amountCents, view.currency),
        terminal: terminalName({ code: view.terminalCode, nickname: view.terminalNickname }),
        time: formatMoment(view.sendBegunAtMs ?? view.preparedAtMs, Date.now(), locale),
      })}
    </li>
  );
}
