import { TextInput } from '@mantine/core';
import type { FormEvent, KeyboardEvent, RefObject } from 'react';
import { useStore } from 'zustand';
import { SearchIcon } from '../../components/icons.tsx';
import { useText } from '../../i18n/text.ts';
import { searchTextMax } from '../../state/originals-store.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './search-form.module.css';

interface SearchFormProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onSearch: () => void;
  /** The arrow down leads into the list. */
  readonly onDown: () => void;
}

/** One field for everything that is on a receipt, and two dates. A scanner types into it and ends with Enter. */
export function SearchForm({ fieldRef, onSearch, onDown }: SearchFormProps) {
  const { t } = useText();
  const { originals } = useTill();
  const search = useStore(originals.store, (state) => state.search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch();
  };
  const arrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    onDown();
  };
  return (
    <search>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          ref={fieldRef}
          className={styles.text}
          label={t('refund.search')}
          description={t('refund.search_hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={search.text}
          maxLength={searchTextMax}
          autoComplete="off"
          spellCheck={false}
          leftSection={<SearchIcon size={20} />}
          onChange={(event) => originals.edit({ text: event.currentTarget.value })}
          onKeyDown={arrow}
        />
        <TextInput
          type="date"
          label={t('refund.from')}
          value={search.dateFrom}
          max={search.dateTo || undefined}
          onChange={(event) => originals.edit({ dateFrom: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('refund.to')}
          value={search.dateTo}
          min={search.dateFrom || undefined}
          onChange={(event) => originals.edit({ dateTo: event.currentTarget.value })}
        />
        <button type="submit" className={styles.find}>
          {t('refund.find')}
        </button>
      </form>
    </search>
  );
}
