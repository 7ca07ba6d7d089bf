import { isWholeHistory } from '../../../shared/history-filter.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { knownCount } from '../../state/loaded-history.ts';
import { ExportArea } from './export-area.tsx';
import { HistoryFilters } from './history-filters.tsx';
import styles from './history-screen.module.css';
import { HistoryTable } from './history-table.tsx';
import { type ShownHistory, useHistory } from './use-history.ts';

/** Every attempt of this ledger, or those that are looked for, newest first. */
export function HistoryScreen() {
  const { t } = useText();
  const shown = useHistory();
  const { history, attempts, error, isSearching, filter } = shown;
  const isEmpty = attempts.length === 0;
  return (
    <ScreenFrame isFull title={t('history.title')} aside={<Count shown={shown} />}>
      <HistoryFilters
        shown={shown}
        aside={<ExportArea filter={filter} isBlocked={isSearching || isEmpty} />}
      />
      {error !== null && (
        <>
          <Refusal error={error} />
          <ActionButton variant="default" onPress={() => void history.search()}>
            {t('app.ask_again')}
          </ActionButton>
        </>
      )}
      {isEmpty && isSearching && <p>{t('history.loading')}</p>}
      {isEmpty && !isSearching && error === null && <NothingFound shown={shown} />}
      {!isEmpty && <HistoryTable shown={shown} />}
      <SearchedBack shown={shown} />
    </ScreenFrame>
  );
}

/** Read aloud when it changes: the answer to a search. */
function Count({ shown }: { readonly shown: ShownHistory }) {
  const { t, locale } = useText();
  const { count, isAtLeast } = knownCount(shown.loaded);
  const number = count.toLocaleString(locale);
  return (
    <p role="status" className={styles.count}>
      {shown.isSearching
        ? t('history.loading')
        : isAtLeast
          ? t('history.count_more', { shown: number })
          : t('history.count', { count })}
    </p>
  );
}

function NothingFound({ shown }: { readonly shown: ShownHistory }) {
  const { t } = useText();
  if (shown.loaded.nextCursor !== null) return null;
  if (isWholeHistory(shown.filter)) return <p>{t('history.empty')}</p>;
  return (
    <div className={styles.nothing}>
      <strong>{t('history.none_fits')}</strong>
      <span>{t('history.none_fits_next')}</span>
    </div>
  );
}

/** A search for something rare stops now and then and says how far it has come. */
function SearchedBack({ shown }: { readonly shown: ShownHistory }) {
  const { t, locale } = useText();
  const { searchedBackToMs, nextCursor } = shown.loaded;
  if (searchedBackToMs === null || nextCursor === null || shown.isSearching) return null;
  return (
    <div className={styles.further}>
      <span role="status">
        {t('history.searched_back', { time: formatMoment(searchedBackToMs, Date.now(), locale) })}
      </span>
      <ActionButton
        variant="default"
        loading={shown.isReadingMore}
        onPress={() => void shown.history.readMore()}
      >
        {t('history.search_further')}
      </ActionButton>
    </div>
  );
}
