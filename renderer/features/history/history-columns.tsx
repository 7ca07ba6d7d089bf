import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { cardWords } from '../../components/card-words.ts';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import type { Text } from '../../i18n/en.ts';
import { formatMoment } from '../../i18n/format.ts';
import styles from './history-table.module.css';

export const historyFeatures = tableFeatures({});
const helper = createColumnHelper<typeof historyFeatures, AttemptView>();

interface ColumnParts {
  readonly t: Text;
  readonly locale: string;
  readonly money: (view: AttemptView, cents: number) => string;
  readonly onOpen: (view: AttemptView) => void;
}

const minus = '\u2212';
const isRefund = (view: AttemptView) => view.kind === 'refund';

export const moneyColumnIds: readonly string[] = ['asked', 'approved'];

/** The columns of the history, in the order a cashier looks for a payment. */
export function historyColumns({ t, locale, money, onOpen }: ColumnParts) {
  const signed = (view: AttemptView, cents: number) => `${isRefund(view) ? minus : ''}${money(view, cents)}`;
  const moment = (view: AttemptView) => formatMoment(view.preparedAtMs, Date.now(), locale);
  return helper.columns([
    helper.display({
      id: 'time',
      header: t('history.time'),
      cell: ({ row }) => (
        <span className={styles.time}>
          <button
            type="button"
            className={styles.open}
            aria-label={t(isRefund(row.original) ? 'history.open_refund' : 'history.open', {
              time: moment(row.original),
            })}
            onClick={() => onOpen(row.original)}
          >
            {moment(row.original)}
          </button>
          {isRefund(row.original) && <span className={styles.kind}>{t('history.refund')}</span>}
        </span>
      ),
    }),
    helper.display({
      id: 'reference',
      header: t('history.reference'),
      cell: ({ row }) => row.original.reference ?? '',
    }),
    helper.display({
      id: 'asked',
      header: t('history.asked'),
      cell: ({ row: { original } }) => signed(original, original.amountCents),
    }),
    helper.display({
      id: 'approved',
      header: t('history.approved'),
      cell: ({ row: { original } }) =>
        original.approvedCents === null ? '' : signed(original, original.approvedCents),
    }),
    helper.display({
      id: 'outcome',
      header: t('history.outcome'),
      cell: ({ row: { original } }) => (
        <span className={styles.outcome}>
          <PhaseBadge view={original} />
          {original.laterProven !== null && (
            <span className={styles.later}>
              {t('history.later', { word: t(`phase.${original.laterProven}.word`) })}
            </span>
          )}
          {!isRefund(original) && original.refundedCents > 0 && original.approvedCents !== null && (
            <span className={styles.refunded}>
              {t('history.refunded', {
                amount: money(original, original.refundedCents),
                of: money(original, original.approvedCents),
              })}
            </span>
          )}
        </span>
      ),
    }),
    helper.display({
      id: 'card',
      header: t('history.card'),
      cell: ({ row }) => cardWords(row.original) ?? '',
    }),
    helper.display({
      id: 'terminal',
      header: t('history.terminal'),
      cell: ({ row }) =>
        row.original.terminalNickname ?? row.original.terminalCode ?? t('history.no_terminal'),
    }),
  ]);
}
