import type { ShopSettingName } from '../../../shared/shop-settings.ts';
import type { Text } from '../../i18n/en.ts';

/** The groups of the settings screen, in their order, and the settings in each. */
export const settingGroups = {
  shop: ['tillsOnAccount', 'walkInCustomerCode'],
  cashiers: ['cashiers'],
  day: ['timeZone', 'cutOverHour'],
  manager: ['lockAfterMinutes'],
  results: ['tunnel', 'webhookPort'],
  look: ['theme', 'language'],
  file: [],
  changes: [],
} as const satisfies Readonly<Record<string, readonly ShopSettingName[]>>;
export type SettingGroup = keyof typeof settingGroups;
export const groupNames = Object.keys(settingGroups) as readonly SettingGroup[];

export interface FoundGroup {
  readonly group: SettingGroup;
  readonly settings: readonly ShopSettingName[];
  /** The group itself was meant, so all that is in it shows. */
  readonly isWhole: boolean;
}

/** What a search leaves: every typed word has to begin a word of the texts, or of other names for the same thing. */
export function findSettings(query: string, t: Text): readonly FoundGroup[] {
  const typed = wordsOf(query);
  return groupNames
    .map((group): FoundGroup => {
      const ofGroup = wordsOf(`${t(`settings.group.${group}`)} ${t(`settings.find.${group}`)}`);
      const isWhole = holdsAll(ofGroup, typed);
      const names: readonly ShopSettingName[] = settingGroups[group];
      const settings = names.filter(
        (name) => isWhole || holdsAll([...ofGroup, ...wordsOfSetting(name, t)], typed),
      );
      return { group, settings, isWhole };
    })
    .filter(({ settings, isWhole }) => isWhole || settings.length > 0);
}

function wordsOfSetting(name: ShopSettingName, t: Text): readonly string[] {
  return wordsOf([t(`setting.${name}.name`), t(`setting.${name}.say`), t(`setting.${name}.find`)].join(' '));
}

function holdsAll(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every((each) => words.some((word) => word.startsWith(each)));
}

/** Without case and accents, so that "Fuseau" and "fuséau" are one. */
function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
