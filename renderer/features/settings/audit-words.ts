import type { AuditEntry } from '../../../shared/audit.ts';
import type { LockReason } from '../../../shared/session.ts';
import { type ShopSettingName, type ShopSettings, shopSettingNames } from '../../../shared/shop-settings.ts';
import type { Text } from '../../i18n/en.ts';
import { settingWords } from './setting-words.ts';

/** What it is about, after the kind's own words; empty where they say it all. */
export function auditSubjectWords({ subject }: AuditEntry, t: Text): string {
  if (subject === null) return '';
  const setting = settingOf(subject);
  return `: ${setting === null ? subject : t(`setting.${setting}.name`)}`;
}

/** From what to what; empty where there is neither. */
export function auditChangeWords(entry: AuditEntry, t: Text, locale: string): string {
  if (entry.kind === 'locked') return lockWords(entry, t);
  const [from, to] = [entry.before, entry.after].map((text) => valueWords(entry, text, t, locale));
  if (from !== null && from !== undefined && to !== null && to !== undefined)
    return ` (${t('settings.from_to', { from, to })})`;
  const one = to ?? from ?? null;
  return one === null ? '' : ` (${one})`;
}

const lockReasons = ['person', 'idle', 'sleep', 'screen_locked'] as const satisfies readonly LockReason[];

function lockWords({ after }: AuditEntry, t: Text): string {
  const reason = lockReasons.find((each) => JSON.stringify(each) === after);
  return reason === undefined ? '' : ` (${t(`audit.locked.${reason}`)})`;
}

/** The setting's own words where the value is whole; else what is kept of it. */
function valueWords({ subject }: AuditEntry, text: string | null, t: Text, locale: string): string | null {
  if (text === null) return null;
  const value = parsed(text);
  if (value === undefined) return text;
  if (typeof value === 'string') return value;
  const setting = settingOf(subject);
  return setting === null ? text : settingWords(setting, value as ShopSettings[typeof setting], t, locale);
}

function settingOf(subject: string | null): ShopSettingName | null {
  return shopSettingNames.find((each) => each === subject) ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
