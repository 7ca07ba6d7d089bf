/** The settings as a file for another till, and what such a file would change here. Pure. */
import { z } from 'zod';
import { failed, ok, type Result } from '../../shared/app-error.ts';
import {
  type FieldProblem,
  type ImportChange,
  type ShopSettingName,
  type ShopSettings,
  shopSettingNames,
  tillOwnSettings,
} from '../../shared/shop-settings.ts';
import { checkPatch } from '../../shared/shop-settings-schema.ts';

const format = 'tillside-settings';
const formatVersion = 1;
export const exportBytesMax = 256 * 1024;
const namesShownMax = 50;

const fileSchema = z.object({
  format: z.literal(format),
  formatVersion: z.int().min(1),
  settings: z.record(z.string().max(60), z.unknown()),
});

/** No secret is among the settings; where the window stands and the webhook's path stay with this till (M11). */
export function exportText(settings: ShopSettings, madeAtMs: number): string {
  const values = Object.fromEntries(shopSettingNames.map((name) => [name, settings[name]]));
  const madeAt = new Date(madeAtMs).toISOString();
  return `${JSON.stringify({ format, formatVersion, madeAt, settings: values }, null, 2)}\n`;
}

/** Fails with `not_a_settings_file` and `settings_file_newer`. */
export function readExport(text: string): Result<Readonly<Record<string, unknown>>> {
  const parsed = fileSchema.safeParse(parsedJson(text));
  if (!parsed.success) return failed('not_a_settings_file');
  if (parsed.data.formatVersion > formatVersion) return failed('settings_file_newer');
  return ok(parsed.data.settings);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

export interface ImportPlan {
  readonly changes: readonly ImportChange[];
  readonly unknown: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** Setting by setting, so that one that cannot be does not hold up the others. */
export function planImport(current: ShopSettings, given: Readonly<Record<string, unknown>>): ImportPlan {
  const changes: ImportChange[] = [];
  const problems: FieldProblem[] = [];
  for (const name of shopSettingNames) {
    if (!(name in given)) continue;
    const checked = checkPatch({ [name]: given[name] });
    if (checked.ok) changes.push(...changesOf(current, checked.values));
    else problems.push(...checked.problems);
  }
  const known: readonly string[] = shopSettingNames;
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return {
    changes,
    unknown: unknown.slice(0, namesShownMax),
    problems: problems.slice(0, namesShownMax),
  };
}

/** What is really different. */
export function changesOf(current: ShopSettings, values: Partial<ShopSettings>): readonly ImportChange[] {
  const own: readonly ShopSettingName[] = tillOwnSettings;
  return shopSettingNames
    .filter((name) => values[name] !== undefined && !isSame(values[name], current[name]))
    .map((name) => ({ name, from: current[name], to: values[name], isTillOwn: own.includes(name) }));
}

/** All values come from one schema, which gives the parts of a value in one order. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
