import { TextInput } from '@mantine/core';
import type { Alarm } from '../../../shared/alarm.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useWho } from '../../components/use-who.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { alarmWords } from './alarm-words.ts';

/** Takes note of one alarm by name. */
export function AlarmDialog({ alarm, onDone }: { readonly alarm: Alarm; readonly onDone: () => void }) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [who, setWho] = useWho();
  const words = alarmWords(alarm);
  const confirm = async () => {
    const done = await call.run(() => bridge.alarms.acknowledge({ alarmId: alarm.id, who: who.trim() }));
    if (done !== null) onDone();
  };
  return (
    <Dialog
      title={t('alarm.title')}
      onBack={onDone}
      confirmLabel={t('alarm.confirm')}
      onConfirm={() => void confirm()}
      isConfirmBusy={call.isBusy}
      isConfirmBlocked={who.trim() === ''}
    >
      <p>
        <strong>{t(words.what)}</strong> {t(words.next)}
      </p>
      <TextInput
        label={t('alarm.who')}
        value={who}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setWho(event.currentTarget.value)}
      />
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
