import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import type { Original } from '../../../shared/refund.ts';
import { useText } from '../../i18n/text.ts';
import { stepTo } from '../../state/originals-store.ts';
import { OriginalRow } from './original-row.tsx';
import styles from './originals-list.module.css';

const rowHeightPx = 68;
const overscanRows = 6;
const loadMoreBeforeEndRows = 10;
const pageRows = 6;
const stepKeys = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'] as const;

interface OriginalsListProps {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly originals: readonly Original[];
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
  readonly onChoose: (original: Original) => void;
}

/** A list to choose from by arrows and Enter or by a finger; only the rows in sight are drawn. */
export function OriginalsList({ listRef, originals, hasMore, onNearEnd, onChoose }: OriginalsListProps) {
  const { t } = useText();
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const count = originals.length;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowHeightPx,
    overscan: overscanRows,
  });
  const items = virtualizer.getVirtualItems();
  const isNearEnd = hasMore && (items.at(-1)?.index ?? 0) >= count - loadMoreBeforeEndRows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onNearEnd` is new each time; more is asked for once per length
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, count]);
  // Another search, another list: what was active in the one before means nothing here.
  const firstId = originals[0]?.transactionId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first payment tells one list from another
  useEffect(() => {
    setActive(null);
    virtualizer.scrollToOffset(0);
  }, [firstId]);

  const move = (next: number | null) => {
    setActive(next);
    if (next !== null) virtualizer.scrollToIndex(next);
  };
  const take = (event: KeyboardEvent) => {
    const key = stepKeys.find((each) => each === event.key);
    const chosen = active === null ? undefined : originals[active];
    if (key !== undefined) move(stepTo(key, active, count, pageRows));
    else if ((event.key === 'Enter' || event.key === ' ') && chosen !== undefined) onChoose(chosen);
    else return;
    event.preventDefault();
  };
  const optionId = (index: number) => `${id}-${index}`;
  const isActiveDrawn = active !== null && items.some((item) => item.index === active);
  return (
    <div
      ref={listRef}
      role="listbox"
      tabIndex={0}
      className={styles.list}
      aria-label={t('refund.list')}
      {...(isActiveDrawn ? { 'aria-activedescendant': optionId(active) } : {})}
      onFocus={() => {
        if (active === null && count > 0) move(0);
      }}
      onKeyDown={take}
    >
      <div role="presentation" className={styles.sheet} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const original = originals[item.index];
          if (original === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the list, which has the focus
            // biome-ignore lint/a11y/useFocusableInteractive: the list names the active option
            <div
              key={original.transactionId}
              id={optionId(item.index)}
              role="option"
              className={styles.option}
              aria-selected={item.index === active}
              aria-setsize={hasMore ? -1 : count}
              aria-posinset={item.index + 1}
              data-transaction-id={original.transactionId}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={() => onChoose(original)}
            >
              <OriginalRow original={original} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
