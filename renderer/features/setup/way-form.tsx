import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type FieldProblem, type SettingsView, shopBounds } from '../../../shared/shop-settings.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { WhoField } from '../../components/who-field.tsx';
import { useText } from '../../i18n/text.ts';
import type { WayDraft } from '../../state/guide-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './setup.module.css';
import { wayFields, wayProblem, waySettings } from './way-edit.ts';
import { WayHelp } from './way-help.tsx';

interface WayFormProps {
  readonly draft: WayDraft;
  readonly inUse: TunnelSettings;
  readonly onEdit: (fields: Partial<WayDraft>) => void;
  readonly onSaved: (view: SettingsView) => void;
}

/** The fields of the way that is chosen. What is wrong with an address shows while it is typed. */
export function WayForm({ draft, inUse, onEdit, onSaved }: WayFormProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [who, setWho] = useWho();
  const [refused, setRefused] = useState<readonly FieldProblem[]>([]);
  const isNoted = useSnapshot(
    ({ setup }) => setup.steps.find(({ id }) => id === 'results')?.state === 'done',
  );
  // Only a server named by a switch may be reached at an address of this machine: there nothing is real.
  const mayBePrivate = useSnapshot(({ mode }) => mode.kind === 'switched');
  const problem = wayProblem(draft, mayBePrivate);
  const settings = waySettings(draft);
  const isInUse = problem === null && JSON.stringify(settings) === JSON.stringify(inUse);
  const problemOf = (field: keyof WayDraft): string | null => {
    const said = refused.find((each) => each.field === `tunnel.${field}`);
    if (said !== undefined) return t(`setting.problem.${said.problem}`, { ...shopBounds.tunnel });
    const isEmpty = field !== 'program' && draft[field].trim() === '';
    return field === 'program' || problem === null || isEmpty ? null : t(`setup.url.${problem}`);
  };
  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (problem !== null || who.trim() === '') return;
    const changed = await call.run(() =>
      bridge.settings.change({ patch: { tunnel: settings }, who: who.trim() }),
    );
    if (changed === null) return;
    const { value } = changed;
    if (!value.isSaved) return setRefused(value.problems);
    setRefused([]);
    await call.run(() => bridge.setup.noteStep({ step: 'results', state: 'done' }));
    onSaved(value.view);
  };
  return (
    <form className={styles.group} onSubmit={(event) => void save(event)} noValidate>
      <WayHelp kind={draft.kind} />
      {wayFields[draft.kind].map((field) => (
        <TextInput
          key={field}
          maw={520}
          label={t(`setup.results.${field}`)}
          description={t(`setup.results.${field}_hint`)}
          value={draft[field]}
          error={problemOf(field)}
          maxLength={400}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setRefused([]);
            onEdit({ [field]: event.currentTarget.value });
          }}
        />
      ))}
      {isInUse && isNoted ? (
        <Notice tone="good" role="status" icon={<CheckIcon />}>
          <p>{t('setup.results.saved', { way: t(`setting.tunnel.kind.${inUse.kind}`) })}</p>
        </Notice>
      ) : (
        <>
          <div className={styles.field}>
            <WhoField who={who} onWho={setWho} />
            <ActionButton
              loading={call.isBusy}
              disabled={problem !== null || who.trim() === ''}
              onPress={() => void save()}
            >
              {t('setup.results.save')}
            </ActionButton>
          </div>
          <p className={styles.small}>
            {t('setup.results.unsaved')} {t('setup.results.whose')}
          </p>
        </>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </form>
  );
}
