import { TextInput } from '@mantine/core';
import { shopBounds } from '../../../shared/shop-settings.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './cashier-fields.module.css';
import type { CashierDraft } from './setting-draft.ts';

interface CashierFieldsProps {
  readonly rows: readonly CashierDraft[];
  readonly onRows: (rows: readonly CashierDraft[]) => void;
  readonly problemOf: (field: string) => string | null;
}

/** The list of cashiers: a number where the shop gives one, and a name. */
export function CashierFields({ rows, onRows, problemOf }: CashierFieldsProps) {
  const { t } = useText();
  const put = (key: number, change: Partial<CashierDraft>) =>
    onRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    onRows([...rows, { key, number: '', name: '' }]);
  };
  return (
    <div className={styles.part}>
      <ul className={styles.list} aria-label={t('setting.cashiers.name')}>
        {rows.map(({ key, number, name }, index) => (
          <li key={key} className={styles.row}>
            <TextInput
              label={t('setting.cashiers.number')}
              value={number}
              error={problemOf(`cashiers.${index}.number`)}
              inputMode="numeric"
              maxLength={9}
              autoComplete="off"
              onChange={(event) => put(key, { number: event.currentTarget.value })}
            />
            <TextInput
              label={t('setting.cashiers.person')}
              value={name}
              error={problemOf(`cashiers.${index}.name`)}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => put(key, { name: event.currentTarget.value })}
            />
            <ActionButton variant="default" onPress={() => onRows(rows.filter((row) => row.key !== key))}>
              {t('setting.cashiers.remove')}
              <span className="visually-hidden"> {name || number || index + 1}</span>
            </ActionButton>
          </li>
        ))}
      </ul>
      {rows.length < shopBounds.cashiers.countMax && (
        <ActionButton variant="default" onPress={add}>
          {t('setting.cashiers.add')}
        </ActionButton>
      )}
    </div>
  );
}
