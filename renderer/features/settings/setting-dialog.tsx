import { useState } from 'react';
import {
  type FieldProblem,
  type SettingBounds,
  type SettingsView,
  type ShopSettingName,
  shopBounds,
} from '../../../shared/shop-settings.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { WhoField } from '../../components/who-field.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { draftOf, typedValue } from './setting-draft.ts';
import { SettingFields } from './setting-fields.tsx';
import styles from './settings-screen.module.css';
import { useProblems } from './use-shop-settings.ts';

interface SettingDialogProps {
  readonly name: ShopSettingName;
  readonly view: SettingsView;
  readonly onSaved: (view: SettingsView) => void;
  readonly onBack: () => void;
}

/** Changes one setting. What is wrong shows while it is typed; what was typed stays until it is saved or given up. */
export function SettingDialog({ name, view, onSaved, onBack }: SettingDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [draft, setDraft] = useState(() => draftOf(name, view.values));
  const [who, setWho] = useWho();
  const [refused, setRefused] = useState<readonly FieldProblem[] | null>(null);
  const patch = { [name]: typedValue(name, draft) };
  const said = useProblems(patch);
  const problems = refused ?? said ?? [];
  const own = draftOf(name, view.defaults);
  const isOwn = JSON.stringify(typedValue(name, own)) === JSON.stringify(patch[name]);
  const edit: typeof setDraft = (next) => {
    setRefused(null);
    setDraft(next);
  };
  const save = async () => {
    const done = await call.run(() => bridge.settings.change({ patch, who: who.trim() }));
    if (done === null) return;
    if (done.value.isSaved) onSaved(done.value.view);
    else setRefused(done.value.problems);
  };
  const bounds: SettingBounds = shopBounds[name];
  const wordsOf = (field: string) => {
    const found = problems.find((each) => each.field === field);
    return found === undefined ? null : t(`setting.problem.${found.problem}`, { ...bounds });
  };
  return (
    <Dialog
      title={t(`setting.${name}.name`)}
      onBack={onBack}
      confirmLabel={t('settings.save')}
      onConfirm={() => void save()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={who.trim() === '' || problems.length > 0 || said === null}
    >
      <p className={styles.words}>{t(`setting.${name}.say`)}</p>
      <SettingFields name={name} draft={draft} onDraft={edit} problemOf={wordsOf} />
      {!isOwn && (
        <div>
          <ActionButton variant="subtle" onPress={() => edit(own)}>
            {t('settings.back_to_default')}
          </ActionButton>
        </div>
      )}
      <WhoField who={who} onWho={setWho} />
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
