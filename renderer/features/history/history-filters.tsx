import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { historyOutcomes, isWholeHistory } from '../../../shared/history-filter.ts';
import { attemptKinds } from '../../../shared/payment.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useText } from '../../i18n/text.ts';
import { type HistoryDraft, moreFieldsInUse } from '../../state/history-draft.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './history-filters.module.css';
import type { ShownHistory } from './use-history.ts';

const textLengthMax = 60;
const amountLengthMax = 20;

interface FiltersProps {
  readonly shown: ShownHistory;
  readonly aside: ReactNode;
}

/** One line that is always there, and one more for what is asked for less often. */
export function HistoryFilters({ shown, aside }: FiltersProps) {
  const { t } = useText();
  const { history, draft, filter, isMoreOpen } = shown;
  const { edit } = history;
  const moreId = useId();
  const inUse = moreFieldsInUse(draft);
  const any = { value: '', label: t('historyFilter.any') };
  return (
    <search className={styles.filters} aria-label={t('historyFilter.title')}>
      <div className={styles.line}>
        <TextInput
          className={styles.text}
          label={t('historyFilter.text')}
          placeholder={t('historyFilter.text_hint')}
          title={t('historyFilter.text_help')}
          value={draft.text}
          maxLength={textLengthMax}
          spellCheck={false}
          onChange={(event) => edit({ text: event.currentTarget.value })}
        />
        <NativeSelect
          size="md"
          label={t('historyFilter.kind')}
          data={[any, ...attemptKinds.map((value) => ({ value, label: t(`historyFilter.kind.${value}`) }))]}
          value={draft.kind}
          onChange={(event) => edit({ kind: event.currentTarget.value as HistoryDraft['kind'] })}
        />
        <NativeSelect
          size="md"
          label={t('historyFilter.outcome')}
          data={[
            any,
            ...historyOutcomes.map((value) => ({ value, label: t(`historyFilter.outcome.${value}`) })),
          ]}
          value={draft.outcome}
          onChange={(event) => edit({ outcome: event.currentTarget.value as HistoryDraft['outcome'] })}
        />
      </div>
      <div className={styles.buttons}>
        <button
          type="button"
          className={styles.more}
          aria-expanded={isMoreOpen}
          aria-controls={moreId}
          onClick={() => history.showMore(!isMoreOpen)}
        >
          {inUse === 0 ? t('historyFilter.more') : t('historyFilter.more_used', { count: inUse })}
        </button>
        {!isWholeHistory(filter) && (
          <ActionButton variant="subtle" mih="44px" onPress={history.clear}>
            {t('historyFilter.clear')}
          </ActionButton>
        )}
        <span className={styles.space} />
        {aside}
      </div>
      <div id={moreId} hidden={!isMoreOpen}>
        {isMoreOpen && <MoreFields shown={shown} />}
      </div>
    </search>
  );
}

function MoreFields({ shown: { history, draft, problems } }: { readonly shown: ShownHistory }) {
  const { t } = useText();
  const terminals = useSnapshot((snapshot) => snapshot.terminals);
  const field = (name: 'dateFrom' | 'dateTo' | 'amountFrom' | 'amountTo' | 'cashier') => {
    const problem = problems[name];
    return {
      value: draft[name],
      error: problem === undefined ? null : t(`historyFilter.problem.${problem}`),
      onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
        history.edit({ [name]: event.currentTarget.value }),
    };
  };
  return (
    <div className={styles.fields}>
      <TextInput type="date" label={t('historyFilter.date_from')} {...field('dateFrom')} />
      <TextInput type="date" label={t('historyFilter.date_to')} {...field('dateTo')} />
      <TextInput
        inputMode="decimal"
        maxLength={amountLengthMax}
        label={t('historyFilter.amount_from')}
        {...field('amountFrom')}
      />
      <TextInput
        inputMode="decimal"
        maxLength={amountLengthMax}
        label={t('historyFilter.amount_to')}
        {...field('amountTo')}
      />
      <NativeSelect
        size="md"
        label={t('historyFilter.terminal')}
        data={[
          { value: '', label: t('historyFilter.any') },
          ...terminals.map((each) => ({ value: each.code, label: terminalName(each) })),
        ]}
        value={draft.terminalCode}
        onChange={(event) => history.edit({ terminalCode: event.currentTarget.value })}
      />
      <TextInput maxLength={textLengthMax} label={t('historyFilter.cashier')} {...field('cashier')} />
    </div>
  );
}
