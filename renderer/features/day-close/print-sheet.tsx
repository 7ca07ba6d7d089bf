import { createPortal } from 'react-dom';
import { type CloseGroup, closeKinds, type DayClose } from '../../../shared/day-close.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import type { CloseWords } from './close-words.ts';
import { batchSumsOf } from './day-columns.tsx';
import { busyHours } from './day-pictures.tsx';
import { causeOf, factsOf, keyOf } from './differences.tsx';
import { lookUpWords } from './look-up-words.ts';
import './print-sheet.css';

interface PrintSheetProps {
  readonly report: DayClose;
  readonly words: CloseWords;
}

/** The report as it lies on paper: one column, black on white, beside the window and out of its sight. */
export function PrintSheet({ report, words }: PrintSheetProps) {
  const { t, money } = words;
  const version = useSnapshot((snapshot) => snapshot.version);
  const { ours, helcim } = report;
  return createPortal(
    <article id="print-sheet" aria-hidden="true">
      <h1>{t('dayClose.sheet_title', { day: report.day })}</h1>
      <p>
        {t('dayClose.day_from_to', {
          from: words.moment(report.fromMs),
          to: words.moment(report.toMs),
          zone: report.timeZone,
        })}
      </p>
      {report.practice && <p className="sheet-loud">{t('dayClose.practice')}</p>}
      {report.isRunning && <p className="sheet-loud">{t('dayClose.running')}</p>}
      {helcim === null && (
        <p className="sheet-loud">
          {t('dayClose.ours_only_title')} {t('dayClose.ours_only')}
        </p>
      )}
      {report.batchesReading.kind === 'failed' && (
        <p className="sheet-loud">{t('dayClose.batches_failed')}</p>
      )}
      <SheetTable
        head={[t('dayClose.columns'), t('dayClose.ours'), t('dayClose.helcim'), t('dayClose.batches')]}
        rows={[
          ...closeKinds.map((kind) => [
            t(`dayClose.kind.${kind}`),
            words.tally(ours.kinds[kind]),
            helcim === null ? t('dayClose.not_read') : words.tally(helcim.kinds[kind]),
            ofBatches(report, words, kind),
          ]),
          [
            t('dayClose.above'),
            words.tally(ours.aboveAsked),
            helcim === null ? t('dayClose.not_read') : words.tally(helcim.aboveAsked),
            '',
          ],
          [
            t('dayClose.net'),
            money(ours.netCents),
            helcim === null ? t('dayClose.not_read') : money(helcim.netCents),
            ofBatches(report, words, 'net'),
          ],
        ]}
      />
      <h2>{t('dayClose.differences')}</h2>
      {report.differences.length === 0 && (
        <p>{t(helcim === null ? 'dayClose.no_difference_ours' : 'dayClose.no_difference')}</p>
      )}
      <ol>
        {report.differences.map((difference) => (
          <li key={keyOf(difference)}>
            <strong>{t(`dayClose.diff.${difference.kind}.title`)}</strong>
            <br />
            {factsOf(difference, words).join(' · ')}
            <br />
            {causeOf(difference, words)} {t(`dayClose.diff.${difference.kind}.next`)}
          </li>
        ))}
      </ol>
      {report.differenceCount > report.differences.length && (
        <p>{t('dayClose.cut', { shown: report.differences.length, count: report.differenceCount })}</p>
      )}
      <SheetGroups
        title={t('dayClose.by_card')}
        groups={report.cardTypes}
        nameOf={words.cardName}
        words={words}
      />
      <SheetGroups
        title={t('dayClose.by_terminal')}
        groups={report.terminals}
        nameOf={words.terminalName}
        words={words}
      />
      <SheetGroups
        title={t('dayClose.by_cashier')}
        groups={report.cashiers}
        nameOf={words.cashierName}
        words={words}
      />
      <SheetGroups
        title={t('dayClose.by_hour')}
        groups={busyHours(report.hours, helcim === null ? 'ours' : 'helcim').map((hour) => ({
          ...hour,
          key: words.hour(hour.fromMs),
        }))}
        nameOf={(key) => key ?? ''}
        words={words}
      />
      <p>{lookUpWords(report, t).join(' ')}</p>
      <p>{t('dayClose.sheet_foot', { version, time: words.moment(report.madeAtMs) })}</p>
    </article>,
    document.body,
  );
}

function ofBatches(report: DayClose, words: CloseWords, line: (typeof closeKinds)[number] | 'net'): string {
  const sums = batchSumsOf(report);
  if (sums === null) return words.t('dayClose.not_read');
  return line === 'net' ? words.money(sums.netCents) : words.tally(sums.kinds[line]);
}

interface SheetGroupsProps {
  readonly title: string;
  readonly groups: readonly CloseGroup[];
  readonly nameOf: (key: string | null) => string;
  readonly words: CloseWords;
}

function SheetGroups({ title, groups, nameOf, words }: SheetGroupsProps) {
  const { t, tally } = words;
  const rows = groups.flatMap(({ key, ours, helcim }) =>
    closeKinds
      .filter((kind) => ours[kind].count > 0 || (helcim?.[kind].count ?? 0) > 0)
      .map((kind) => [
        kind === 'sale' ? nameOf(key) : `${nameOf(key)}, ${t(`dayClose.kind.${kind}`)}`,
        tally(ours[kind]),
        helcim === null ? t('dayClose.not_read') : tally(helcim[kind]),
      ]),
  );
  if (rows.length === 0) return null;
  return <SheetTable head={[title, t('dayClose.ours'), t('dayClose.helcim')]} rows={rows} />;
}

function SheetTable({
  head,
  rows,
}: {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name than its place
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
