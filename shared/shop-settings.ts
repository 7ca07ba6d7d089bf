/** What a manager sets for this till: the words, bounds and defaults. How each value is checked is in `shop-settings-schema.ts`. */
import type { Language } from './language.ts';
import type { TunnelSettings } from './tunnel.ts';

export interface Cashier {
  /** What the shop calls the person by, when it gives numbers. */
  readonly number: number | null;
  readonly name: string;
}

export interface ShopSettings {
  readonly theme: 'light' | 'dark' | 'system';
  readonly language: Language;
  /** How many tills share the account's rate limits. */
  readonly tillsOnAccount: number;
  /** The shop's; null for the machine's own. */
  readonly timeZone: string | null;
  /** The hour at which a business day begins. */
  readonly cutOverHour: number;
  readonly cashiers: readonly Cashier[];
  /** The customer that every sale without another one is put down to, so that Helcim makes none of its own; null lets it. */
  readonly walkInCustomerCode: string | null;
  /** How long a manager who does nothing stays unlocked; null for until somebody locks. Counts where a PIN is set. */
  readonly lockAfterMinutes: number | null;
  /** Where the webhook endpoint listens; null for any free port. */
  readonly webhookPort: number | null;
  readonly tunnel: TunnelSettings;
}
export type ShopSettingName = keyof ShopSettings;

/** One for reading and writing; a new install has these. */
export const shopDefaults: ShopSettings = {
  theme: 'system',
  language: 'en',
  tillsOnAccount: 1,
  timeZone: null,
  cutOverHour: 0,
  cashiers: [],
  walkInCustomerCode: null,
  lockAfterMinutes: 5,
  webhookPort: null,
  tunnel: { kind: 'none' },
};
export const shopSettingNames = Object.keys(shopDefaults) as readonly ShopSettingName[];

/** Least and most of numbers, most characters of a text, most entries of a list. */
export interface SettingBounds {
  readonly min?: number;
  readonly max?: number;
  readonly lengthMax?: number;
  readonly countMax?: number;
}

export const shopBounds = {
  theme: {},
  language: {},
  tillsOnAccount: { min: 1, max: 50 },
  timeZone: { lengthMax: 60 },
  cutOverHour: { min: 0, max: 23 },
  /** `min` and `max` are those of a cashier's number, `lengthMax` is that of the name. */
  cashiers: { min: 0, max: 999_999, lengthMax: 60, countMax: 50 },
  walkInCustomerCode: { lengthMax: 40 },
  lockAfterMinutes: { min: 1, max: 240 },
  webhookPort: { min: 1, max: 65_535 },
  tunnel: {},
} as const satisfies Readonly<Record<ShopSettingName, SettingBounds>>;

/**
 * How the window looks to whoever stands at the till: no right, no payment and nobody else depends on it, so it is changed by
 * one press in the header, and the list of changes does not tell of it.
 */
export const preferenceNames = ['theme', 'language'] as const satisfies readonly ShopSettingName[];

/** Two tills must not share them: an import asks before it takes one over. */
export const tillOwnSettings = ['webhookPort', 'tunnel'] as const satisfies readonly ShopSettingName[];

/** What can be wrong with a value, each with its words in the window. */
export const settingProblems = [
  'needed',
  'not_whole',
  'too_small',
  'too_big',
  'too_long',
  'list_full',
  'bad_text',
  'twice',
  'not_a_choice',
  'unknown_zone',
  'bad_domain',
  'bad_url',
  'names_helcim',
  'bad_program',
  'invalid',
] as const;
export type SettingProblem = (typeof settingProblems)[number];

export interface FieldProblem {
  /** Name of the setting, and the way to the part of it: `cashiers.3.name`. */
  readonly field: string;
  readonly problem: SettingProblem;
}

/** Values of settings by their names, as a person typed them: nothing of them is believed before it is checked. */
export type SettingsPatch = Readonly<Partial<Record<ShopSettingName, unknown>>>;

export interface SettingsView {
  readonly values: ShopSettings;
  readonly defaults: ShopSettings;
  readonly bounds: Readonly<Record<ShopSettingName, SettingBounds>>;
}

export type SettingsChanged =
  | { readonly isSaved: true; readonly view: SettingsView }
  | { readonly isSaved: false; readonly problems: readonly FieldProblem[] };

/** Why the settings file did not do what it should; what holds meanwhile is in the window's words. */
export const settingsProblemCodes = ['damaged', 'newer', 'unreadable', 'removed', 'not_saved'] as const;
export type SettingsProblemCode = (typeof settingsProblemCodes)[number];

export interface SettingsProblem {
  readonly code: SettingsProblemCode;
  /** The settings that were lost and replaced; empty when it concerns the whole file. */
  readonly names: readonly string[];
  /** Where the file was put aside, without its folder. */
  readonly keptAs: string | null;
  /** The system's word for it, such as `ENOSPC`. */
  readonly cause: string | null;
}

/** One difference between the settings here and those of a file. */
export interface ImportChange {
  readonly name: ShopSettingName;
  readonly from: unknown;
  readonly to: unknown;
  /** Must not be the same on two tills. */
  readonly isTillOwn: boolean;
}

export interface ImportPreview {
  readonly id: string;
  readonly fileName: string;
  readonly changes: readonly ImportChange[];
  /** What the file says and this version does not know, by name. */
  readonly unknown: readonly string[];
  /** What the file says and cannot be: left as it is here. */
  readonly problems: readonly FieldProblem[];
}
