import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './setup.module.css';
import { stepLooks } from './step-look.tsx';

/** The end of the guide: what is set, what is not, and the check before the first customer. */
export function ReadyPanel({ onGo }: { readonly onGo: (place: GuidePlace) => void }) {
  const { t } = useText();
  const { open } = useTill();
  const steps = useSnapshot((snapshot) => snapshot.setup.steps);
  const left = steps.filter(({ state }) => state === 'todo' || state === 'problem');
  const isReady = left.length === 0;
  return (
    <section className={styles.step} aria-labelledby="step-title">
      <h2 id="step-title" className={styles.title} tabIndex={-1}>
        {t(isReady ? 'setup.ready.title' : 'setup.ready.not_title')}
      </h2>
      {isReady && (
        <Notice tone="good" role="status" icon={<CheckIcon />}>
          <p>{t('setup.ready.say')}</p>
        </Notice>
      )}
      <div className={styles.deeds}>
        <ActionButton onPress={() => open({ name: 'opening_check' })}>{t('setup.ready.check')}</ActionButton>
        <ActionButton variant="default" onPress={() => open({ name: 'charge' })}>
          {t('setup.ready.charge')}
        </ActionButton>
      </div>
      <ul className={styles.standings}>
        {steps.map(({ id, state, problem }) => {
          const { tone, Icon } = stepLooks[state];
          return (
            <li key={id} className={styles.standing} data-tone={tone}>
              <Icon size={22} />
              <span>
                <strong>{t(`setup.step.${id}.name`)}</strong>: {t(`setup.state.${state}`)}
                {problem !== null && <span className={styles.small}> {t(`setup.problem.${problem}`)}</span>}
              </span>
              {(state === 'todo' || state === 'problem') && (
                <ActionButton variant="default" onPress={() => onGo(id)}>
                  {t('health.to_step', { step: t(`setup.step.${id}.name`) })}
                </ActionButton>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
