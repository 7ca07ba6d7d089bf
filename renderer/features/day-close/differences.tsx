import type { DayClose, Difference } from '../../../shared/day-close.ts';
import { explainedKinds } from '../../../shared/day-close.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useTill } from '../../state/till-context.tsx';
import type { CloseWords } from './close-words.ts';
import styles from './differences.module.css';

interface DifferencesProps {
  readonly report: DayClose;
  readonly words: CloseWords;
  readonly onAgain: () => void;
}

/** What does not agree, first; each with its likely cause and the one next step. */
export function Differences({ report, words, onAgain }: DifferencesProps) {
  const { t } = words;
  const troubles = report.differences.filter(({ kind }) => !explainedKinds.includes(kind));
  const explained = report.differences.filter(({ kind }) => explainedKinds.includes(kind));
  const hidden = report.differenceCount - report.differences.length;
  return (
    <section className={styles.section} aria-labelledby="close-differences">
      <h2 id="close-differences" className={styles.heading}>
        {t('dayClose.differences')}
        <span className={styles.count}>
          {t('dayClose.differences_count', { count: troubles.length + hidden })}
        </span>
      </h2>
      {troubles.length === 0 ? (
        <Notice tone={report.helcim === null ? 'quiet' : 'good'} icon={<CheckIcon />}>
          <p>{t(report.helcim === null ? 'dayClose.no_difference_ours' : 'dayClose.no_difference')}</p>
        </Notice>
      ) : (
        <ol className={styles.list}>
          {troubles.map((difference) => (
            <DifferenceItem key={keyOf(difference)} difference={difference} words={words} onAgain={onAgain} />
          ))}
        </ol>
      )}
      {hidden > 0 && (
        <p>{t('dayClose.cut', { shown: report.differences.length, count: report.differenceCount })}</p>
      )}
      {explained.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('dayClose.needs_nobody')}</h3>
          <ol className={styles.list}>
            {explained.map((difference) => (
              <DifferenceItem
                key={keyOf(difference)}
                difference={difference}
                words={words}
                onAgain={onAgain}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface ItemProps {
  readonly difference: Difference;
  readonly words: CloseWords;
  readonly onAgain: () => void;
}

function DifferenceItem({ difference, words, onAgain }: ItemProps) {
  const { t } = words;
  const { kind } = difference;
  const isExplained = explainedKinds.includes(kind);
  return (
    <li
      className={styles.item}
      data-difference={kind}
      data-cause={difference.cause ?? ''}
      data-tone={isExplained ? 'quiet' : 'warn'}
    >
      <div className={styles.body}>
        <strong className={styles.title}>
          {!isExplained && <WarnIcon size={20} />}
          {t(`dayClose.diff.${kind}.title`)}
        </strong>
        <p className={styles.facts}>{factsOf(difference, words).join(' · ')}</p>
        <p>{causeOf(difference, words)}</p>
        <p className={styles.next}>{t(`dayClose.diff.${kind}.next`)}</p>
      </div>
      <NextStepButton difference={difference} words={words} onAgain={onAgain} />
    </li>
  );
}

/** Where the app itself can do the next step; the others are done elsewhere, and the sentence says where. */
function NextStepButton({ difference, words, onAgain }: ItemProps) {
  const { t } = words;
  const { bridge, mirror, open } = useTill();
  const call = useCall();
  const { next, attemptId } = difference;
  const label = t(
    next === 'look_up'
      ? 'dayClose.do.look_up'
      : next === 'open_attempt'
        ? 'dayClose.do.open_attempt'
        : 'dayClose.do.report_again',
  );
  if (next === 'report_again')
    return (
      <ActionButton variant="default" onPress={onAgain}>
        {label}
      </ActionButton>
    );
  if (attemptId === null || (next !== 'look_up' && next !== 'open_attempt')) return null;
  if (next === 'open_attempt')
    return (
      <ActionButton variant="default" onPress={() => open({ name: 'detail', attemptId })}>
        {label}
      </ActionButton>
    );
  const lookUp = async () => {
    const answer = await call.run(() => bridge.payments.lookUpNow({ attemptId }));
    if (answer === null) return;
    mirror.remember(answer.value);
    onAgain();
  };
  return (
    <div className={styles.deed}>
      <ActionButton variant="default" loading={call.isBusy} onPress={() => void lookUp()}>
        {label}
      </ActionButton>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </div>
  );
}

export function causeOf({ kind, cause }: Difference, { t }: CloseWords): string {
  return cause === null ? t(`dayClose.diff.${kind}.cause`) : t(`dayClose.cause.${cause}`);
}

/** The figures and numbers of one difference, as short as they can be said. */
export function factsOf(difference: Difference, words: CloseWords): readonly string[] {
  const { t, money } = words;
  const { kind, oursCents, helcimCents, currency, transactionId, batchId, terminalCode, atMs, count } =
    difference;
  // An amount of another currency must not be shown with the sign of ours.
  const foreign =
    currency === null || helcimCents === null ? null : `${(helcimCents / 100).toFixed(2)} ${currency}`;
  const hasCount = kind === 'unreadable_rows' || kind === 'row_without_batch';
  return [
    hasCount ? t('dayClose.rows_count', { count }) : null,
    oursCents === null ? null : t('dayClose.ours_says', { amount: money(oursCents) }),
    foreign ?? (helcimCents === null ? null : t('dayClose.helcim_says', { amount: money(helcimCents) })),
    atMs === null ? null : words.moment(atMs),
    terminalCode === null ? null : t('dayClose.on_terminal', { code: terminalCode }),
    difference.cardType === null ? null : words.cardName(difference.cardType),
    transactionId === null ? null : t('dayClose.transaction', { id: transactionId }),
    batchId === null ? null : t('dayClose.in_batch', { id: batchId }),
  ].filter((fact) => fact !== null);
}

export function keyOf({ kind, attemptId, transactionId, batchId }: Difference): string {
  return [kind, attemptId, transactionId, batchId].join(' ');
}
