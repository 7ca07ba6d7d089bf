/** What is typed into a setting's form, and what of it main is asked to take. Main judges; nothing is repaired here. */
import type { ShopSettingName, ShopSettings } from '../../../shared/shop-settings.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';

export interface CashierDraft {
  /** Of this form alone, so that a row keeps its fields when another goes. */
  readonly key: number;
  readonly number: string;
  readonly name: string;
}

export interface TunnelDraft {
  readonly kind: TunnelSettings['kind'];
  readonly domain: string;
  readonly publicUrl: string;
  readonly program: string;
}

export type SettingDraft =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cashiers'; readonly rows: readonly CashierDraft[] }
  | { readonly kind: 'tunnel'; readonly tunnel: TunnelDraft };

const numbers: readonly ShopSettingName[] = [
  'tillsOnAccount',
  'cutOverHour',
  'lockAfterMinutes',
  'webhookPort',
];
/** Left empty, these mean "none". */
const mayBeEmpty: readonly ShopSettingName[] = [
  'timeZone',
  'walkInCustomerCode',
  'lockAfterMinutes',
  'webhookPort',
];

export function draftOf(name: ShopSettingName, values: ShopSettings): SettingDraft {
  if (name === 'cashiers') {
    const rows = values.cashiers.map((each, key) => ({
      key,
      number: numberText(each.number),
      name: each.name,
    }));
    return { kind: 'cashiers', rows };
  }
  if (name === 'tunnel') return { kind: 'tunnel', tunnel: tunnelDraft(values.tunnel) };
  const value = values[name];
  return { kind: 'text', text: value === null ? '' : String(value) };
}

function numberText(number: number | null): string {
  return number === null ? '' : String(number);
}

function tunnelDraft(tunnel: TunnelSettings): TunnelDraft {
  const typed = { domain: '', publicUrl: '', program: null, ...tunnel };
  return {
    kind: tunnel.kind,
    domain: typed.domain,
    publicUrl: typed.publicUrl,
    program: typed.program ?? '',
  };
}

/** The value as typed: what is no number goes to main as text, which says so. */
export function typedValue(name: ShopSettingName, draft: SettingDraft): unknown {
  if (draft.kind === 'cashiers')
    return draft.rows.map(({ number, name: typed }) => ({
      number: numberOf(number.trim(), null),
      name: typed,
    }));
  if (draft.kind === 'tunnel') return tunnelOf(draft.tunnel);
  const text = draft.text.trim();
  if (text === '' && mayBeEmpty.includes(name)) return null;
  return numbers.includes(name) ? numberOf(text, '') : text;
}

function numberOf(text: string, empty: null | ''): unknown {
  if (text === '') return empty;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : text;
}

function tunnelOf({ kind, domain, publicUrl, program }: TunnelDraft): unknown {
  switch (kind) {
    case 'none':
      return { kind };
    case 'ngrok':
      return { kind, domain };
    case 'cloudflared':
      return { kind, publicUrl, program: program.trim() === '' ? null : program };
    case 'own_url':
      return { kind, publicUrl };
  }
}
