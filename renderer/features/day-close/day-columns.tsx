import { type CloseKind, type CloseSums, closeKinds, type DayClose } from '../../../shared/day-close.ts';
import type { CloseWords } from './close-words.ts';
import { SidesHead } from './sides-head.tsx';
import styles from './tables.module.css';

interface DayColumnsProps {
  readonly report: DayClose;
  readonly words: CloseWords;
}

/** The three sides of the day. A word, not a colour, says whether two agree. */
export function DayColumns({ report, words }: DayColumnsProps) {
  const { t, tally, money } = words;
  const { ours, helcim } = report;
  const batches = batchSumsOf(report);
  const notRead = t('dayClose.not_read');
  return (
    <section aria-labelledby="close-columns">
      <h2 id="close-columns" className={styles.heading}>
        {t('dayClose.columns')}
      </h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <SidesHead of={t('dayClose.what')} more={[t('dayClose.batches')]} words={words} />
          <tbody>
            {closeKinds.map((kind) => (
              <tr key={kind} data-line={kind}>
                <th scope="row">{t(`dayClose.kind.${kind}`)}</th>
                <td data-money>{tally(ours.kinds[kind])}</td>
                <td data-money>
                  {helcim === null ? notRead : tally(helcim.kinds[kind])}
                  <Agreement isSame={isSame(ours, helcim, kind)} words={words} />
                </td>
                <td data-money>{batches === null ? notRead : tally(batches.kinds[kind])}</td>
              </tr>
            ))}
            <tr data-line="above">
              <th scope="row">
                {t('dayClose.above')}
                <span className={styles.hint}>{t('dayClose.above_hint')}</span>
              </th>
              <td data-money>{tally(ours.aboveAsked)}</td>
              <td data-money>{helcim === null ? notRead : tally(helcim.aboveAsked)}</td>
              <td data-money />
            </tr>
            <tr data-line="net" className={styles.total ?? ''}>
              <th scope="row">{t('dayClose.net')}</th>
              <td data-money>{money(ours.netCents)}</td>
              <td data-money>
                {helcim === null ? notRead : money(helcim.netCents)}
                <Agreement
                  isSame={helcim === null ? null : helcim.netCents === ours.netCents}
                  words={words}
                />
              </td>
              <td data-money>{batches === null ? notRead : money(batches.netCents)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Agreement({ isSame: same, words }: { readonly isSame: boolean | null; readonly words: CloseWords }) {
  if (same === null) return null;
  return (
    <span className={styles.agreement} data-tone={same ? 'good' : 'warn'} data-same={same}>
      {words.t(same ? 'dayClose.agrees' : 'dayClose.differs')}
    </span>
  );
}

function isSame(ours: CloseSums, helcim: CloseSums | null, kind: CloseKind): boolean | null {
  if (helcim === null) return null;
  const [own, theirs] = [ours.kinds[kind], helcim.kinds[kind]];
  return own.count === theirs.count && own.cents === theirs.cents;
}

/** What of this day lies in Helcim's batches; null when not all of them could be read. */
export function batchSumsOf({ batches, batchesReading }: DayClose) {
  if (batchesReading.kind === 'failed' || batches.some(({ isComplete }) => !isComplete)) return null;
  const sum = (kind: CloseKind) => ({
    count: batches.reduce((total, { ofThisDay }) => total + ofThisDay[kind].count, 0),
    cents: batches.reduce((total, { ofThisDay }) => total + ofThisDay[kind].cents, 0),
  });
  const kinds = { sale: sum('sale'), refund: sum('refund'), reverse: sum('reverse') };
  return { kinds, netCents: kinds.sale.cents - kinds.refund.cents - kinds.reverse.cents };
}
