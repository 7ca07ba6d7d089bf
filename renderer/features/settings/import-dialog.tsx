import { useState } from 'react';
import type {
  ImportChange,
  ImportPreview,
  SettingsView,
  ShopSettings,
  tillOwnSettings,
} from '../../../shared/shop-settings.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { WhoField } from '../../components/who-field.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { settingWords } from './setting-words.ts';
import styles from './settings-screen.module.css';

type TillOwn = (typeof tillOwnSettings)[number];

interface ImportDialogProps {
  readonly preview: ImportPreview;
  readonly onTaken: (view: SettingsView) => void;
  readonly onBack: () => void;
}

/** What the file would change, before it changes anything; what two tills must not share is left out unless chosen. */
export function ImportDialog({ preview, onTaken, onBack }: ImportDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [who, setWho] = useWho();
  const [alsoTillOwn, setAlsoTillOwn] = useState<readonly TillOwn[]>([]);
  const shared = preview.changes.filter(({ isTillOwn }) => !isTillOwn);
  const own = preview.changes.filter(({ isTillOwn }) => isTillOwn);
  const count = shared.length + alsoTillOwn.length;
  const toggle = (name: TillOwn, isOn: boolean) =>
    setAlsoTillOwn(isOn ? [...alsoTillOwn, name] : alsoTillOwn.filter((each) => each !== name));
  const apply = async () => {
    const input = { previewId: preview.id, who: who.trim(), alsoTillOwn: [...alsoTillOwn] };
    const done = await call.run(() => bridge.settings.applyImport(input));
    if (done !== null) onTaken(done.value);
  };
  return (
    <Dialog
      title={t('settings.import_title', { name: preview.fileName })}
      onBack={onBack}
      confirmLabel={t('settings.import_confirm', { count })}
      onConfirm={() => void apply()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={who.trim() === '' || count === 0}
    >
      {preview.changes.length === 0 && <p className={styles.words}>{t('settings.import_nothing')}</p>}
      {shared.length > 0 && (
        <ul className={styles.changes} aria-label={t('settings.import_changes')}>
          {shared.map((change) => (
            <li key={change.name}>
              <ChangeWords change={change} />
            </li>
          ))}
        </ul>
      )}
      {own.length > 0 && (
        <fieldset className={styles.changes}>
          <legend>{t('settings.import_own')}</legend>
          {own.map((change) => (
            <label key={change.name} className={styles.check}>
              <input
                type="checkbox"
                checked={alsoTillOwn.includes(change.name as TillOwn)}
                onChange={(event) => toggle(change.name as TillOwn, event.currentTarget.checked)}
              />
              <span>
                <ChangeWords change={change} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {preview.problems.length > 0 && (
        <p className={styles.words}>
          {t('settings.import_problems', { names: preview.problems.map(({ field }) => field).join(', ') })}
        </p>
      )}
      {preview.unknown.length > 0 && (
        <p className={styles.words}>{t('settings.import_unknown', { names: preview.unknown.join(', ') })}</p>
      )}
      <WhoField who={who} onWho={setWho} />
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}

function ChangeWords({ change }: { readonly change: ImportChange }) {
  const { t, locale } = useText();
  // Both come from main, where the setting's own schema has judged them.
  const words = (value: unknown) =>
    settingWords(change.name, value as ShopSettings[typeof change.name], t, locale);
  return (
    <>
      <strong>{t(`setting.${change.name}.name`)}</strong>:{' '}
      {t('settings.from_to', { from: words(change.from), to: words(change.to) })}
    </>
  );
}
