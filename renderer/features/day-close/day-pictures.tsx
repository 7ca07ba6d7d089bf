import { lazy, Suspense } from 'react';
import type { CloseHour, DayClose, KindTallies } from '../../../shared/day-close.ts';
import type { CloseWords } from './close-words.ts';
import styles from './day-pictures.module.css';
import { GroupTable } from './group-table.tsx';
import { SidesHead } from './sides-head.tsx';
import tables from './tables.module.css';

// Drawing brings a large library along, which no cashier who takes payments should wait for.
const SalesBars = lazy(() => import('./sales-bars.tsx'));

interface DayPicturesProps {
  readonly report: DayClose;
  readonly words: CloseWords;
}

/** Sales by hour and by card type: a picture, and beside it the table that says the same in words. */
export function DayPictures({ report, words }: DayPicturesProps) {
  const { t } = words;
  const side = report.helcim === null ? 'ours' : 'helcim';
  const hours = busyHours(report.hours, side);
  const drawing = <p>{t('dayClose.chart_loading')}</p>;
  return (
    <div className={styles.pictures}>
      <section className={styles.picture} aria-label={t('dayClose.sales_by_hour')}>
        <h2 className={tables.heading}>{t('dayClose.sales_by_hour')}</h2>
        <Suspense fallback={drawing}>
          <SalesBars
            label={t('dayClose.chart_label', { what: t('dayClose.sales_by_hour') })}
            name={t('dayClose.sales')}
            bars={hours.map((hour) => ({
              name: words.hour(hour.fromMs),
              cents: tallies(hour, side).sale.cents,
            }))}
            money={words.money}
          />
        </Suspense>
        <HourTable hours={hours} words={words} />
      </section>
      <section className={styles.picture} aria-label={t('dayClose.sales_by_card')}>
        <h2 className={tables.heading}>{t('dayClose.sales_by_card')}</h2>
        <Suspense fallback={drawing}>
          <SalesBars
            label={t('dayClose.chart_label', { what: t('dayClose.sales_by_card') })}
            name={t('dayClose.sales')}
            bars={report.cardTypes.map((group) => ({
              name: words.cardName(group.key),
              cents: tallies(group, side).sale.cents,
            }))}
            money={words.money}
          />
        </Suspense>
        <GroupTable
          title={t('dayClose.by_card')}
          groups={report.cardTypes}
          nameOf={words.cardName}
          words={words}
        />
      </section>
    </div>
  );
}

function HourTable({ hours, words }: { readonly hours: readonly CloseHour[]; readonly words: CloseWords }) {
  const { t } = words;
  return (
    <div className={tables.scroll}>
      <table className={tables.table}>
        <caption className="visually-hidden">{t('dayClose.sales_by_hour')}</caption>
        <SidesHead of={t('dayClose.hour')} words={words} />
        <tbody>
          {hours.map(({ fromMs, ours, helcim }) => (
            <tr key={fromMs}>
              <th scope="row">{words.hour(fromMs)}</th>
              <td data-money>{words.tally(ours.sale)}</td>
              <td data-money>{helcim === null ? t('dayClose.not_read') : words.tally(helcim.sale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tallies({ ours, helcim }: Pick<CloseHour, 'ours' | 'helcim'>, side: 'ours' | 'helcim'): KindTallies {
  return side === 'helcim' && helcim !== null ? helcim : ours;
}

/** From the first hour with a sale to the last; hours between them stay, so that a quiet one is seen. */
export function busyHours(hours: readonly CloseHour[], side: 'ours' | 'helcim'): readonly CloseHour[] {
  const isBusy = (hour: CloseHour) => hour.ours.sale.count > 0 || tallies(hour, side).sale.count > 0;
  const first = hours.findIndex(isBusy);
  return first < 0 ? [] : hours.slice(first, hours.findLastIndex(isBusy) + 1);
}
