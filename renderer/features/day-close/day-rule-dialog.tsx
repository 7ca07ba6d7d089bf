import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { shopZones } from '../../components/shop-zones.ts';
import { useCall } from '../../components/use-call.ts';
import { formatHour } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';

/** When the shop's day begins, and the way to change it. */
export function DayRuleButton() {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <ActionButton variant="default" onPress={() => setIsOpen(true)}>
        {t('dayClose.settings')}
      </ActionButton>
      {isOpen && <DayRuleDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

const ofMachine = '';

function DayRuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, locale } = useText();
  const { bridge, dayClose } = useTill();
  const rule = useSnapshot((snapshot) => snapshot.dayClose);
  const call = useCall();
  const [zone, setZone] = useState(rule.timeZone === rule.machineTimeZone ? ofMachine : rule.timeZone);
  const [hour, setHour] = useState(rule.cutOverHour);
  const save = async () => {
    const timeZone = zone === ofMachine ? null : zone;
    const answer = await call.run(() => bridge.close.setDay({ timeZone, cutOverHour: hour }));
    if (answer === null) return;
    // What was made by the old rule is of another span of time.
    dayClose.choose(null);
    onClose();
  };
  const zones = [...new Set([...shopZones, ...(zone === ofMachine ? [] : [zone])])].toSorted();
  return (
    <Dialog
      title={t('dayClose.settings_title')}
      onBack={onClose}
      confirmLabel={t('dayClose.settings_save')}
      onConfirm={() => void save()}
      isConfirmBusy={call.isBusy}
    >
      <p>{t('dayClose.settings_say')}</p>
      <NativeSelect
        label={t('dayClose.settings_zone')}
        value={zone}
        data={[
          { value: ofMachine, label: t('dayClose.settings_machine', { zone: rule.machineTimeZone }) },
          ...zones.map((each) => ({ value: each, label: each.replaceAll('_', ' ') })),
        ]}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('dayClose.settings_hour')}
        value={String(hour)}
        data={Array.from({ length: 24 }, (_, each) => ({
          value: String(each),
          label: formatHour(each, locale),
        }))}
        onChange={(event) => setHour(Number(event.currentTarget.value))}
      />
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </Dialog>
  );
}
