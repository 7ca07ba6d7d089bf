import type { CloseBatch, DayClose } from '../../../shared/day-close.ts';
import type { CloseWords } from './close-words.ts';
import styles from './tables.module.css';

interface BatchesProps {
  readonly report: DayClose;
  readonly words: CloseWords;
}

/** Each batch as Helcim states it, what its transactions come to, and how much of that is of this day. */
export function Batches({ report, words }: BatchesProps) {
  const { t, money } = words;
  if (report.batches.length === 0) return null;
  return (
    <section aria-labelledby="close-batches">
      <h2 id="close-batches" className={styles.heading}>
        {t('dayClose.batches')}
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('dayClose.batch_name')}</th>
              <th scope="col">{t('dayClose.batch_state')}</th>
              <th scope="col" data-money>
                {t('dayClose.batch_stated')}
              </th>
              <th scope="col" data-money>
                {t('dayClose.batch_rows')}
              </th>
              <th scope="col" data-money>
                {t('dayClose.batch_of_day')}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.batches.map((batch) => (
              <tr key={batch.id} data-batch={batch.id}>
                <th scope="row">{t('dayClose.batch', { number: batch.batchNumber ?? batch.id })}</th>
                <td>{t(batch.isClosed ? 'dayClose.batch_closed' : 'dayClose.batch_open')}</td>
                <td data-money>
                  {batch.stated.netCents === null ? t('dayClose.not_stated') : money(batch.stated.netCents)}
                </td>
                <td data-money>{batch.isComplete ? money(netOf(batch.rows)) : t('dayClose.not_read')}</td>
                <td data-money>
                  {batch.isComplete ? money(netOf(batch.ofThisDay)) : t('dayClose.not_read')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function netOf({ sale, refund, reverse }: CloseBatch['rows']): number {
  return sale.cents - refund.cents - reverse.cents;
}
