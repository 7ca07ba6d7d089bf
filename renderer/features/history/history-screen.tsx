import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { HistoryTable } from './history-table.tsx';
import { useHistory } from './use-history.ts';

/** Every attempt of this ledger, newest first. */
export function HistoryScreen() {
  const { t } = useText();
  const history = useHistory();
  const isEmpty = history.attempts.length === 0;
  return (
    <ScreenFrame isFull title={t('history.title')} aside={t('history.count', { count: history.total })}>
      {history.error !== null && (
        <>
          <Refusal error={history.error} />
          <ActionButton variant="default" onPress={history.refresh}>
            {t('app.ask_again')}
          </ActionButton>
        </>
      )}
      {isEmpty && history.isLoading && <p>{t('history.loading')}</p>}
      {isEmpty && !history.isLoading && history.error === null && <p>{t('history.empty')}</p>}
      {!isEmpty && (
        <HistoryTable attempts={history.attempts} total={history.total} onNearEnd={history.loadMore} />
      )}
    </ScreenFrame>
  );
}
