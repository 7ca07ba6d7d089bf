import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './step-list.module.css';
import { stepLooks } from './step-look.tsx';

interface StepListProps {
  readonly place: GuidePlace;
  readonly onGo: (place: GuidePlace) => void;
}

/** All steps with their state, each a way to it: any can be done again. */
export function StepList({ place, onGo }: StepListProps) {
  const { t } = useText();
  const steps = useSnapshot((snapshot) => snapshot.setup.steps);
  return (
    <nav className={styles.steps} aria-label={t('setup.steps')}>
      <ol className={styles.list}>
        {steps.map(({ id, state }, index) => {
          const { tone, Icon } = stepLooks[state];
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.step}
                aria-current={place === id ? 'step' : undefined}
                data-step={id}
                data-step-state={state}
                onClick={() => onGo(id)}
              >
                <span className={styles.sign} data-tone={tone}>
                  <Icon size={22} />
                </span>
                <span className={styles.name}>
                  {index + 1}. {t(`setup.step.${id}.name`)}
                </span>
                <span className={styles.state}>{t(`setup.state.${state}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
