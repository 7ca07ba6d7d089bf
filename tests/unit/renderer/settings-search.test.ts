import { describe, expect, it } from 'vitest';
import {
  findSettings,
  groupNames,
  settingGroups,
} from '../../../renderer/features/settings/setting-groups.ts';
import { en, type Text } from '../../../renderer/i18n/en.ts';
import { shopSettingNames } from '../../../shared/shop-settings.ts';

const t: Text = (key) => (en as Readonly<Record<string, string>>)[key] ?? '';
const found = (query: string) => {
  const groups = findSettings(query, t);
  return { groups: groups.map(({ group }) => group), settings: groups.flatMap(({ settings }) => settings) };
};

describe('the search in the settings', () => {
  it('shows everything while nothing is typed, each setting once', () => {
    expect(found('')).toEqual({ groups: groupNames, settings: found('  ').settings });
    expect([...found('').settings].sort()).toEqual([...shopSettingNames].sort());
    expect(Object.values(settingGroups).flat()).toHaveLength(shopSettingNames.length);
  });

  it.each([
    ['cloudflare', ['tunnel']],
    ['NGROK', ['tunnel']],
    ['idle', ['lockAfterMinutes']],
    ['walk-in', ['walkInCustomerCode']],
    ['midnight', ['timeZone', 'cutOverHour']],
    ['dark', ['theme']],
    ['zoné', ['timeZone']],
    ['localhost port', ['webhookPort']],
    ['localhost dark', []],
    ['ghjk', []],
  ])('finds by %j %j', (query, settings) => {
    expect(found(query).settings).toEqual(settings);
  });

  it.each([
    ['pin', ['manager']],
    ['export', ['file']],
    ['history', ['changes']],
  ])('finds by %j the group %j', (query, groups) => {
    expect(found(query).groups).toEqual(groups);
  });
});
