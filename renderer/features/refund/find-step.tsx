import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useTypingAnywhere } from '../../components/use-typing-anywhere.ts';
import { useText } from '../../i18n/text.ts';
import { isEmptySearch } from '../../state/originals-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { OriginalsList } from './originals-list.tsx';
import { ReminderList } from './reminder-list.tsx';
import { SearchForm } from './search-form.tsx';

/** Finds the payment whose money goes back: by a scan, by a few words, or among the latest. */
export function FindStep() {
  const { t } = useText();
  const { originals, refund } = useTill();
  const { search, found, isBusy, error } = useStore(originals.store);
  const isEmpty = isEmptySearch(search);
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  // The latest payments are there before anything is typed: most refunds are of today. What was found when the screen
  // was open before lacks what was paid and given back since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    void originals.runAnew(currency);
  }, []);
  useTypingAnywhere(/^[\p{L}\p{N}.,$-]$/u, true, () => {
    field.current?.focus();
    // A scan replaces what an earlier one left.
    field.current?.select();
  });
  return (
    <ScreenFrame isFull takesFocus={false} title={t('refund.title')} aside={<FoundCount />}>
      <ReminderList />
      <SearchForm
        fieldRef={field}
        onSearch={() => {
          field.current?.select();
          void originals.run(currency);
        }}
        onDown={() => list.current?.focus()}
      />
      {error !== null && <Refusal error={error} />}
      {found?.helcim === 'unreachable' && (
        <Notice tone="warn" role="status" icon={<WarnIcon />}>
          <p>
            <strong>{t('refund.local_only')}</strong>
          </p>
          <p>{t('refund.local_only_next')}</p>
        </Notice>
      )}
      {found?.isCut && (
        <Notice tone="quiet" role="status">
          <p>{t('refund.cut')}</p>
        </Notice>
      )}
      {found !== null && found.originals.length === 0 && !isBusy && error === null && (
        <Notice tone="quiet" role="status">
          <p>
            <strong>{t(isEmpty ? 'refund.none_yet' : 'refund.none')}</strong>
          </p>
          <p>{t(isEmpty ? 'refund.none_yet_next' : 'refund.none_next')}</p>
        </Notice>
      )}
      {found !== null && found.originals.length > 0 && (
        <OriginalsList
          listRef={list}
          originals={found.originals}
          hasMore={found.nextCursor !== null}
          onNearEnd={() => void originals.more()}
          onChoose={(original) => refund.choose(original)}
        />
      )}
    </ScreenFrame>
  );
}

/** How many were found, said aloud when the search has ended. */
function FoundCount() {
  const { t } = useText();
  const { originals } = useTill();
  const { found, isBusy } = useStore(originals.store);
  const count = found?.originals.length ?? 0;
  const words = found?.nextCursor == null ? 'refund.found' : 'refund.found_more';
  return (
    <span role="status">
      {isBusy ? t('refund.finding') : found !== null && count > 0 && t(words, { count })}
    </span>
  );
}
