import { FlexRender, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import { knownCount } from '../../state/loaded-history.ts';
import { useTill } from '../../state/till-context.tsx';
import { historyColumns, historyFeatures, moneyColumnIds } from './history-columns.tsx';
import styles from './history-table.module.css';
import type { ShownHistory } from './use-history.ts';

const rowHeightPx = 52;
const overscanRows = 8;
const loadMoreBeforeEndRows = 10;

/** Of a table whose rows have not all been counted. */
const unknownRowCount = -1;

/** A real table of which only the rows in sight are drawn; it opens where it was left. */
export function HistoryTable({ shown }: { readonly shown: ShownHistory }) {
  const { attempts, history, loaded, isSearching } = shown;
  const { count, isAtLeast } = knownCount(loaded);
  const texts = useText();
  const { t, locale } = texts;
  const { open } = useTill();
  const money = useMoney();
  const columns = historyColumns({
    t,
    locale,
    money: (view, cents) => money(cents, view.currency),
    onOpen: (view) => open({ name: 'detail', attemptId: view.id }),
  });
  const data = useMemo(() => [...attempts], [attempts]);
  const table = useTable({ features: historyFeatures, columns, data });
  const rows = table.getRowModel().rows;
  const viewport = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
    initialOffset: shown.scrollTopPx,
  });
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  const isNearEnd = rows.length > 0 && lastIndex >= rows.length - loadMoreBeforeEndRows;
  const { searchedBackToMs } = loaded;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more is asked for once per length
  useEffect(() => {
    // Where a search has stopped on its way, a person says whether it goes on.
    if (isNearEnd && searchedBackToMs === null) void history.readMore();
  }, [isNearEnd, rows.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new filter begins at its top
  useEffect(() => {
    if (viewport.current !== null && !isSearching)
      viewport.current.scrollTop = history.store.getState().scrollTopPx;
  }, [shown.filter, isSearching]);

  const aboveHeightPx = items[0]?.start ?? 0;
  const belowHeightPx = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      ref={viewport}
      className={styles.viewport}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      aria-label={t('history.table')}
      aria-busy={isSearching}
      onScroll={(event) => history.keepScroll(event.currentTarget.scrollTop)}
    >
      <table className={styles.table} aria-rowcount={isAtLeast ? unknownRowCount : count + 1}>
        <caption className="visually-hidden">{t('history.table')}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" data-money={moneyColumnIds.includes(header.id)}>
                  <FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          <Gap heightPx={aboveHeightPx} span={columns.length} />
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const view = row.original;
            return (
              <tr
                key={view.id}
                className={styles.row}
                aria-rowindex={item.index + 2}
                data-attempt-id={view.id}
                data-attempt-state={view.state}
                onClick={() => open({ name: 'detail', attemptId: view.id })}
              >
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} data-money={moneyColumnIds.includes(cell.column.id)}>
                    <FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap heightPx={belowHeightPx} span={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ heightPx, span }: { readonly heightPx: number; readonly span: number }) {
  if (heightPx <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a table row without a tabindex takes no focus
    <tr aria-hidden="true">
      <td colSpan={span} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}
