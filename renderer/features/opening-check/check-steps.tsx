import type { ComponentType } from 'react';
import type { CheckState, CheckStep } from '../../../shared/opening-check.ts';
import {
  CheckIcon,
  CircleIcon,
  CrossIcon,
  HistoryIcon,
  PartIcon,
  WarnIcon,
} from '../../components/icons.tsx';
import type { Tone } from '../../components/phase-look.tsx';
import { useText } from '../../i18n/text.ts';
import { secondsText, stepKey, stepName, stepNext, stepSentence } from './check-words.ts';
import styles from './opening-check.module.css';

const looks: Readonly<Record<CheckState, readonly [Tone, ComponentType<{ readonly size?: number }>]>> = {
  waiting: ['quiet', CircleIcon],
  running: ['busy', HistoryIcon],
  ok: ['good', CheckIcon],
  warn: ['warn', WarnIcon],
  bad: ['bad', CrossIcon],
  skipped: ['quiet', PartIcon],
};

/** Each step with its sign, its word, what was found and what to do. */
export function CheckSteps({ steps }: { readonly steps: readonly CheckStep[] }) {
  const { t } = useText();
  return (
    <ol className={styles.list} aria-label={t('check.steps')}>
      {steps.map((step) => {
        const [tone, Icon] = looks[step.state];
        const next = stepNext(step, t);
        return (
          <li
            key={stepKey(step)}
            className={styles.item}
            data-tone={tone}
            data-check={step.id}
            data-check-state={step.state}
          >
            <span className={styles.sign}>
              <Icon size={26} />
            </span>
            <div>
              <strong>{stepName(step, t)}</strong>{' '}
              <span className={styles.state}>{t(`check.state.${step.state}`)}</span>
              <p className={styles.words}>
                {stepSentence(step, t)} {next}
              </p>
              {step.detail !== null && (step.state === 'bad' || step.state === 'warn') && (
                <p className={styles.small}>{t('check.detail', { detail: step.detail })}</p>
              )}
            </div>
            <span className={styles.small}>
              {step.tookMs !== null && t('check.took', { seconds: secondsText(step.tookMs) })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
