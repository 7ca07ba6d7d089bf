import type { NotedStep } from '../../../shared/setup.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './setup.module.css';

interface SaidByPersonProps {
  readonly step: NotedStep;
  /** Null for a step that something else confirms; it can only be skipped. */
  readonly confirm: string | null;
  readonly confirmed: string;
}

/** A press that says how a step stands, where nothing that a computer can look at shows it. */
export function SaidByPerson({ step, confirm, confirmed }: SaidByPersonProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const state = useSnapshot(({ setup }) => setup.steps.find(({ id }) => id === step)?.state);
  const say = (next: 'todo' | 'done' | 'skipped') =>
    void call.run(() => bridge.setup.noteStep({ step, state: next }));
  return (
    <div className={styles.group}>
      {state === 'done' && (
        <Notice tone="good" role="status" icon={<CheckIcon />}>
          <p>{confirmed}</p>
        </Notice>
      )}
      <div className={styles.deeds}>
        {state !== 'done' && confirm !== null && (
          <ActionButton loading={call.isBusy} onPress={() => say('done')}>
            {confirm}
          </ActionButton>
        )}
        {(state === 'todo' || state === 'problem') && (
          <ActionButton variant="default" onPress={() => say('skipped')}>
            {t('setup.skip')}
          </ActionButton>
        )}
        {(state === 'skipped' || (state === 'done' && confirm !== null)) && (
          <ActionButton variant="default" onPress={() => say('todo')}>
            {t('setup.undo')}
          </ActionButton>
        )}
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </div>
  );
}
