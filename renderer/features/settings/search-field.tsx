import { TextInput } from '@mantine/core';
import { useText } from '../../i18n/text.ts';

interface SearchFieldProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly count: number;
}

/** Leaves what has all the typed words in it, and says how much that is. */
export function SearchField({ query, onQuery, count }: SearchFieldProps) {
  const { t } = useText();
  return (
    <div>
      <TextInput
        type="search"
        label={t('settings.search')}
        value={query}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => onQuery(event.currentTarget.value)}
      />
      <p role="status" className="visually-hidden">
        {query.trim() === '' ? '' : t('settings.found', { count })}
      </p>
    </div>
  );
}
