import type { ReactNode } from 'react';
import type { SetupStepId } from '../../../shared/setup.ts';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import type { GuidePlace } from '../../state/screen-store.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { FirstPaymentStep } from './first-payment-step.tsx';
import { ModeStep } from './mode-step.tsx';
import { NeedsLive } from './needs-live.tsx';
import { PairingStep } from './pairing-step.tsx';
import { PeopleStep } from './people-step.tsx';
import { ResultsStep } from './results-step.tsx';
import styles from './setup.module.css';
import { TerminalsStep } from './terminals-step.tsx';
import { TokenStep } from './token-step.tsx';
import { WebhookStep } from './webhook-step.tsx';

interface StepPanelProps {
  readonly id: SetupStepId;
  readonly onGo: (place: GuidePlace) => void;
}

/** One step: why it is there, what is wrong with it, and what to do. */
export function StepPanel({ id, onGo }: StepPanelProps) {
  const { t } = useText();
  const steps = useSnapshot((snapshot) => snapshot.setup.steps);
  const problem = steps.find((step) => step.id === id)?.problem ?? null;
  const number = steps.findIndex((step) => step.id === id) + 1;
  return (
    <section className={styles.step} aria-labelledby="step-title">
      <div>
        <p className={styles.small}>{t('setup.step_of', { number, count: steps.length })}</p>
        <h2 id="step-title" className={styles.title} tabIndex={-1}>
          {t(`setup.step.${id}.name`)}
        </h2>
      </div>
      <p className={styles.words}>{t(`setup.step.${id}.why`)}</p>
      {problem !== null && (
        <Notice tone="warn" icon={<WarnIcon />}>
          <p>{t(`setup.problem.${problem}`)}</p>
        </Notice>
      )}
      {bodyOf(id, onGo)}
    </section>
  );
}

function bodyOf(id: SetupStepId, onGo: (place: GuidePlace) => void): ReactNode {
  switch (id) {
    case 'mode':
      return <ModeStep onGo={onGo} />;
    case 'token':
      return <TokenStep />;
    case 'pairing':
      return <PairingStep />;
    case 'terminals':
      return (
        <NeedsLive onGo={onGo}>
          <TerminalsStep />
        </NeedsLive>
      );
    case 'results':
      return (
        <NeedsLive onGo={onGo}>
          <ResultsStep />
        </NeedsLive>
      );
    case 'webhook':
      return (
        <NeedsLive onGo={onGo}>
          <WebhookStep onGo={onGo} />
        </NeedsLive>
      );
    case 'people':
      return (
        <NeedsLive onGo={onGo}>
          <PeopleStep />
        </NeedsLive>
      );
    case 'first_payment':
      return (
        <NeedsLive onGo={onGo}>
          <FirstPaymentStep />
        </NeedsLive>
      );
  }
}
