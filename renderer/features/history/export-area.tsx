import { useEffect, useState } from 'react';
import type { HistoryFilter } from '../../../shared/history-filter.ts';
import type { SavedHistory } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './export-area.module.css';

const progressEveryMs = 400;

interface ExportAreaProps {
  /** What is shown is what is written, all pages of it. */
  readonly filter: HistoryFilter;
  readonly isBlocked: boolean;
}

export function ExportArea({ filter, isBlocked }: ExportAreaProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [saved, setSaved] = useState<SavedHistory | null>(null);
  const rows = useProgress(call.isBusy);
  const start = async () => {
    setSaved(null);
    const answer = await call.run(() => bridge.history.export({ filter }));
    if (answer !== null) setSaved(answer.value);
  };
  return (
    <div className={styles.area}>
      <span role="status">
        {call.isBusy && (rows > 0 ? t('historyExport.busy', { rows }) : t('historyExport.choosing'))}
        {saved !== null &&
          (saved.fileName === null
            ? t('historyExport.nothing')
            : t('historyExport.saved', { file: saved.fileName, count: saved.rows }))}
      </span>
      {call.isBusy && rows > 0 ? (
        <ActionButton
          key="stop"
          variant="default"
          mih="44px"
          onPress={() => void ask(() => bridge.history.stopExport(null))}
        >
          {t('historyExport.stop')}
        </ActionButton>
      ) : (
        <ActionButton
          key="start"
          variant="default"
          mih="44px"
          disabled={isBlocked || call.isBusy}
          onPress={() => void start()}
        >
          {t('historyExport.start')}
        </ActionButton>
      )}
      {call.error !== null && (
        <div className={styles.refusal}>
          <Refusal error={call.error} onClose={call.dismiss} />
        </div>
      )}
    </div>
  );
}

/** How many lines are written, asked for now and then while it is going on. */
function useProgress(isRunning: boolean): number {
  const { bridge } = useTill();
  const [rows, setRows] = useState(0);
  useEffect(() => {
    if (!isRunning) return;
    setRows(0);
    let isWanted = true;
    const timer = setInterval(async () => {
      const answer = await ask(() => bridge.history.exportProgress(null));
      if (isWanted && answer.ok) setRows(answer.value?.rows ?? 0);
    }, progressEveryMs);
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [bridge, isRunning]);
  return rows;
}
