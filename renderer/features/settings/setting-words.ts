import type { Cashier, ShopSettingName, ShopSettings } from '../../../shared/shop-settings.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';
import type { Text } from '../../i18n/en.ts';
import { formatHour } from '../../i18n/format.ts';

/** A setting's value as a person reads it. */
export function settingWords<Name extends ShopSettingName>(
  name: Name,
  value: ShopSettings[Name],
  t: Text,
  locale: string,
): string {
  if (value === null) return t(`setting.${name as NullableName}.none`);
  switch (name) {
    case 'theme':
      return t(`theme.${value as ShopSettings['theme']}`);
    case 'language':
      return t(`language.${value as ShopSettings['language']}`);
    case 'timeZone':
      return String(value).replaceAll('_', ' ');
    case 'cutOverHour':
      return formatHour(Number(value), locale);
    case 'lockAfterMinutes':
      return t('setting.lockAfterMinutes.minutes', { count: Number(value) });
    case 'cashiers':
      return cashierWords(value as readonly Cashier[], t);
    case 'tunnel':
      return tunnelWords(value as TunnelSettings, t);
    default:
      return String(value);
  }
}

type NullableName = 'timeZone' | 'walkInCustomerCode' | 'lockAfterMinutes' | 'webhookPort';

function cashierWords(cashiers: readonly Cashier[], t: Text): string {
  if (cashiers.length === 0) return t('setting.cashiers.nobody');
  return cashiers.map(({ number, name }) => (number === null ? name : `${number} ${name}`)).join(', ');
}

function tunnelWords(tunnel: TunnelSettings, t: Text): string {
  const kind = t(`setting.tunnel.kind.${tunnel.kind}`);
  if (tunnel.kind === 'none') return kind;
  return `${kind}: ${tunnel.kind === 'ngrok' ? tunnel.domain : tunnel.publicUrl}`;
}
