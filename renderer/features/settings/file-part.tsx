import { useState } from 'react';
import type { ImportPreview, SettingsView } from '../../../shared/shop-settings.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { WhoField } from '../../components/who-field.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { ImportDialog } from './import-dialog.tsx';
import styles from './settings-screen.module.css';

/** The settings as a file, out for another till and in from one. */
export function FilePart({ onTaken }: { readonly onTaken: (view: SettingsView) => void }) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [isExporting, setIsExporting] = useState(false);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const choose = async () => {
    setSaid(null);
    const chosen = await call.run(() => bridge.settings.chooseImport(null));
    if (chosen !== null) setPreview(chosen.value);
  };
  const exported = (fileName: string | null) => {
    setIsExporting(false);
    setSaid(fileName === null ? null : t('settings.export_done', { name: fileName }));
  };
  const taken = (view: SettingsView) => {
    setPreview(null);
    setSaid(t('settings.import_done'));
    onTaken(view);
  };
  return (
    <>
      <p className={styles.words}>{t('settings.file_say')}</p>
      {said !== null && (
        <Notice tone="good" role="status">
          <p>{said}</p>
        </Notice>
      )}
      <div className={styles.deeds}>
        <ActionButton variant="default" onPress={() => setIsExporting(true)}>
          {t('settings.export')}
        </ActionButton>
        <ActionButton variant="default" loading={call.isBusy} onPress={() => void choose()}>
          {t('settings.import')}
        </ActionButton>
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
      {isExporting && <ExportDialog onDone={exported} onBack={() => setIsExporting(false)} />}
      {preview !== null && <ImportDialog preview={preview} onTaken={taken} onBack={() => setPreview(null)} />}
    </>
  );
}

interface ExportDialogProps {
  /** With the file's name; null when no place was chosen. */
  readonly onDone: (fileName: string | null) => void;
  readonly onBack: () => void;
}

function ExportDialog({ onDone, onBack }: ExportDialogProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [who, setWho] = useWho();
  const save = async () => {
    const done = await call.run(() => bridge.settings.exportFile({ who: who.trim() }));
    if (done !== null) onDone(done.value.fileName);
  };
  return (
    <Dialog
      title={t('settings.export')}
      onBack={onBack}
      confirmLabel={t('settings.export_confirm')}
      onConfirm={() => void save()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={who.trim() === ''}
    >
      <p className={styles.words}>{t('settings.export_say')}</p>
      <WhoField who={who} onWho={setWho} />
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
