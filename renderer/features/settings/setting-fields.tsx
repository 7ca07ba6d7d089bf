import { NativeSelect, TextInput } from '@mantine/core';
import { languages } from '../../../shared/language.ts';
import type { ShopSettingName } from '../../../shared/shop-settings.ts';
import { Choice } from '../../components/choice.tsx';
import { shopZones } from '../../components/shop-zones.ts';
import { formatHour } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { CashierFields } from './cashier-fields.tsx';
import type { SettingDraft } from './setting-draft.ts';
import { TunnelFields } from './tunnel-fields.tsx';

interface SettingFieldsProps {
  readonly name: ShopSettingName;
  readonly draft: SettingDraft;
  readonly onDraft: (draft: SettingDraft) => void;
  /** What is wrong with a field, in words; null while nothing is. */
  readonly problemOf: (field: string) => string | null;
}

/** The form of one setting. */
export function SettingFields({ name, draft, onDraft, problemOf }: SettingFieldsProps) {
  if (draft.kind === 'cashiers')
    return (
      <CashierFields rows={draft.rows} onRows={(rows) => onDraft({ ...draft, rows })} problemOf={problemOf} />
    );
  if (draft.kind === 'tunnel')
    return (
      <TunnelFields
        tunnel={draft.tunnel}
        onTunnel={(tunnel) => onDraft({ ...draft, tunnel })}
        problemOf={problemOf}
      />
    );
  const field = { text: draft.text, onText: (text: string) => onDraft({ kind: 'text', text }) };
  switch (name) {
    case 'theme':
      return <ThemeField {...field} />;
    case 'language':
      return <LanguageField {...field} />;
    case 'timeZone':
      return <ZoneField {...field} />;
    case 'cutOverHour':
      return <HourField {...field} />;
    case 'cashiers':
    case 'tunnel':
      return null;
    default:
      return <LineField name={name} problem={problemOf(name)} {...field} />;
  }
}

interface TextProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

function ThemeField({ text, onText }: TextProps) {
  const { t } = useText();
  const options = (['light', 'dark', 'system'] as const).map((value) => ({
    value,
    label: t(`theme.${value}`),
  }));
  return (
    <Choice
      legend={t('setting.theme.name')}
      options={options}
      chosen={options.find(({ value }) => value === text)?.value ?? null}
      onChoose={onText}
    />
  );
}

function LanguageField({ text, onText }: TextProps) {
  const { t } = useText();
  const options = languages.map((value) => ({ value, label: t(`language.${value}`) }));
  return (
    <Choice
      legend={t('setting.language.name')}
      options={options}
      chosen={languages.find((each) => each === text) ?? null}
      onChoose={onText}
    />
  );
}

function ZoneField({ text, onText }: TextProps) {
  const { t } = useText();
  const machine = useSnapshot(({ dayClose }) => dayClose.machineTimeZone);
  const zones = [...new Set([...shopZones, ...(text === '' ? [] : [text])])].toSorted();
  const data = [
    { value: '', label: t('dayClose.settings_machine', { zone: machine }) },
    ...zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  ];
  return (
    <NativeSelect
      label={t('setting.timeZone.name')}
      value={text}
      data={data}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

function HourField({ text, onText }: TextProps) {
  const { t, locale } = useText();
  const data = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: formatHour(hour, locale),
  }));
  return (
    <NativeSelect
      label={t('setting.cutOverHour.name')}
      value={text}
      data={data}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

type LineName = 'tillsOnAccount' | 'walkInCustomerCode' | 'lockAfterMinutes' | 'webhookPort';

interface LineFieldProps extends TextProps {
  readonly name: LineName;
  readonly problem: string | null;
}

function LineField({ name, problem, text, onText }: LineFieldProps) {
  const { t } = useText();
  return (
    <TextInput
      label={t(`setting.${name}.name`)}
      description={t(`setting.${name}.hint`)}
      error={problem}
      value={text}
      maxLength={100}
      inputMode={name === 'walkInCustomerCode' ? 'text' : 'numeric'}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
