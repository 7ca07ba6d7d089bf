import type { DayClose } from '../../../shared/day-close.ts';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import { Batches } from './batches.tsx';
import { CloseOutput } from './close-output.tsx';
import styles from './close-report.module.css';
import { useCloseWords } from './close-words.ts';
import { DayColumns } from './day-columns.tsx';
import { DayPictures } from './day-pictures.tsx';
import { Differences } from './differences.tsx';
import { GroupTable } from './group-table.tsx';
import { lookUpWords } from './look-up-words.ts';
import { PrintSheet } from './print-sheet.tsx';

interface CloseReportProps {
  readonly report: DayClose;
  readonly onAgain: () => void;
}

/** A finished report: what stands in its way first, then differences, then the figures. */
export function CloseReport({ report, onAgain }: CloseReportProps) {
  const { t } = useText();
  const words = useCloseWords(report.currency, report.timeZone, report.hours.length);
  const isEmpty = isEmptyDay(report);
  return (
    <div className={styles.report} data-close-day={report.day}>
      <p className={styles.made}>
        {t('dayClose.made_at', { time: words.moment(report.madeAtMs) })}
        {report.isRunning && ` · ${t('dayClose.running')}`}
        {report.practice && ` · ${t('dayClose.practice')}`}
      </p>
      <ReadingNotices report={report} />
      {isEmpty ? (
        <Notice tone="quiet" role="status">
          <strong>{t('dayClose.empty_title')}</strong>
          <p>{t(report.helcim === null ? 'dayClose.empty_ours' : 'dayClose.empty')}</p>
        </Notice>
      ) : (
        <>
          <Differences report={report} words={words} onAgain={onAgain} />
          <DayColumns report={report} words={words} />
          <DayPictures report={report} words={words} />
          <div className={styles.groups}>
            <GroupTable
              title={t('dayClose.by_terminal')}
              groups={report.terminals}
              nameOf={words.terminalName}
              words={words}
            />
            <GroupTable
              title={t('dayClose.by_cashier')}
              groups={report.cashiers}
              nameOf={words.cashierName}
              words={words}
            />
          </div>
          <Batches report={report} words={words} />
        </>
      )}
      <p className={styles.quiet}>{lookUpWords(report, t).join(' ')}</p>
      <CloseOutput report={report} />
      <PrintSheet report={report} words={words} />
    </div>
  );
}

/** What could not be read, said before any figure. */
function ReadingNotices({ report }: { readonly report: DayClose }) {
  const { t } = useText();
  const { rowsReading, batchesReading } = report;
  return (
    <>
      {rowsReading.kind === 'failed' && (
        <Notice tone="warn" role="alert">
          <strong>{t('dayClose.ours_only_title')}</strong>
          <p>{t('dayClose.ours_only')}</p>
          <p data-error-code={rowsReading.error.code}>{t(`error.${rowsReading.error.code}.what`)}</p>
        </Notice>
      )}
      {batchesReading.kind === 'failed' && (
        <Notice tone="warn" role="alert">
          <p>{t('dayClose.batches_failed')}</p>
          <p data-error-code={batchesReading.error.code}>{t(`error.${batchesReading.error.code}.what`)}</p>
        </Notice>
      )}
    </>
  );
}

export function isEmptyDay({ attemptCount, helcim, differenceCount }: DayClose): boolean {
  const hasRows = helcim !== null && Object.values(helcim.kinds).some(({ count }) => count > 0);
  return attemptCount === 0 && !hasRows && differenceCount === 0;
}
