import { createPortal } from 'react-dom';
import { checkVerdict, type OpeningCheckView } from '../../../shared/opening-check.ts';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { secondsText, stepKey, stepName, stepNext, stepSentence } from './check-words.ts';
import '../day-close/print-sheet.css';

/** The result as it lies on paper: beside the window and out of its sight, like the day's report. */
export function CheckSheet({ check }: { readonly check: OpeningCheckView }) {
  const { t, locale } = useText();
  const version = useSnapshot((snapshot) => snapshot.version);
  const isPractice = useSnapshot(({ mode }) => mode.kind === 'demo');
  const alarms = useSnapshot((snapshot) => snapshot.alarms);
  const { startedAtMs, endedAtMs, steps } = check;
  const seconds = secondsText((endedAtMs ?? startedAtMs) - startedAtMs);
  return createPortal(
    <article id="print-sheet" aria-hidden="true">
      <h1>{t('check.title')}</h1>
      <p>{t('check.made', { time: formatFullMoment(startedAtMs, locale), seconds })}</p>
      {isPractice && <p className="sheet-loud">{t('check.sheet_practice')}</p>}
      <p className="sheet-loud">{t(`check.verdict.${checkVerdict(steps)}`)}</p>
      <ol>
        {steps.map((step) => (
          <li key={stepKey(step)}>
            <strong>
              {stepName(step, t)}: {t(`check.state.${step.state}`)}
            </strong>
            <br />
            {stepSentence(step, t)} {stepNext(step, t)}
          </li>
        ))}
      </ol>
      {alarms.length > 0 && (
        <>
          <h2>{t('check.alarms')}</h2>
          <ol>
            {alarms.map(({ id, kind, raisedAtMs }) => (
              <li key={id}>
                <strong>{t(`alarm.${kind}.what`)}</strong> {t(`alarm.${kind}.next`)} (
                {formatFullMoment(raisedAtMs, locale)})
              </li>
            ))}
          </ol>
        </>
      )}
      <p>{t('check.sheet_foot', { version, time: formatFullMoment(Date.now(), locale) })}</p>
    </article>,
    document.body,
  );
}
