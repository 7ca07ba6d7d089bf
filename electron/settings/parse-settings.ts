/** What a settings file says, value by value. Total: no content makes it throw. */
import { z } from 'zod';
import { type AuditEntry, auditValueMax } from '../../shared/audit.ts';
import type { SetupNotes } from '../../shared/setup.ts';
import { type ShopSettings, shopDefaults } from '../../shared/shop-settings.ts';
import { shopSchemas } from '../../shared/shop-settings-schema.ts';
import { isWebhookPath } from '../../shared/webhook-path.ts';

/** Of the file's form; it rises when a value changes its meaning. Files before the first number have none. */
export const settingsVersion = 1;
export const pendingAuditMax = 50;

const whole = z.int().min(-100_000).max(100_000);
const boundsSchema = z.object({ x: whole, y: whole, width: whole.positive(), height: whole.positive() });
const steps = z.array(z.string().min(1).max(40)).max(20);
const short = z.string().max(60).nullable();
const value = z.string().max(auditValueMax).nullable();

export interface Settings extends ShopSettings {
  readonly windowBounds: z.infer<typeof boundsSchema> | null;
  /** Made once, so that the address given to a tunnel and to Helcim stays good; null before the first start. */
  readonly webhookPath: string | null;
  /** What a person chose; null before that. It changes by its own calls only (M13). */
  readonly mode: 'demo' | 'live' | null;
  /** Whether a manager accepted that secrets stand on this computer without protection. */
  readonly keepsSecretsUnprotected: boolean;
  /** What a person said of the guide's steps. */
  readonly setup: SetupNotes;
  /** Who was last said to be at the till, and when, UTC milliseconds. */
  readonly atTill: { readonly who: string; readonly sinceMs: number } | null;
  /** Changes that no ledger was open for; the oldest first. */
  readonly pendingAudit: readonly AuditEntry[];
}

export const settingsDefaults: Settings = {
  ...shopDefaults,
  windowBounds: null,
  webhookPath: null,
  mode: null,
  keepsSecretsUnprotected: false,
  setup: { doneSteps: [], skippedSteps: [] },
  atTill: null,
  pendingAudit: [],
};

const schemas: { readonly [Name in keyof Settings]: z.ZodType<Settings[Name]> } = {
  ...shopSchemas,
  windowBounds: boundsSchema.nullable(),
  webhookPath: z.string().refine(isWebhookPath).nullable(),
  mode: z.enum(['demo', 'live']).nullable(),
  keepsSecretsUnprotected: z.boolean(),
  setup: z.object({ doneSteps: steps, skippedSteps: steps }),
  atTill: z.object({ who: z.string().min(1).max(60), sinceMs: z.int() }).nullable(),
  pendingAudit: z
    .array(
      z.object({
        id: z.uuid(),
        atMs: z.int(),
        kind: z.string().min(1).max(40),
        who: short,
        subject: short,
        before: value,
        after: value,
      }),
    )
    .max(pendingAuditMax),
};
const names = Object.keys(schemas) as readonly (keyof Settings)[];

export interface ParsedSettings {
  readonly settings: Settings;
  /** Names of what had to be replaced; `everything` for what is no object at all. */
  readonly damaged: readonly string[];
  /** What this version does not know, or in a newer file cannot read: written back as it was. */
  readonly kept: Readonly<Record<string, unknown>>;
  readonly version: number;
}

/** @param lastGood what was read whole before: a damaged value comes from there, else it is the default */
export function parseSettings(raw: unknown, lastGood: unknown = null): ParsedSettings {
  const values = objectOf(raw);
  const earlier = objectOf(lastGood) ?? {};
  const version = versionOf(values);
  const isNewer = version > settingsVersion;
  const damaged = values !== null || raw === null || raw === undefined ? [] : ['everything'];
  const kept: Record<string, unknown> = { ...values };
  delete kept.version;
  const settings: Record<string, unknown> = { ...settingsDefaults };
  for (const name of names) {
    const given = values?.[name];
    const read = schemas[name].safeParse(given);
    if (read.success || given === undefined || !isNewer) delete kept[name];
    if (read.success) settings[name] = read.data;
    if (read.success || given === undefined) continue;
    const before = schemas[name].safeParse(earlier[name]);
    if (before.success) settings[name] = before.data;
    if (!isNewer) damaged.push(name);
  }
  // Every name was put in by its own schema or by its default.
  return { settings: settings as unknown as Settings, damaged, kept, version };
}

function objectOf(raw: unknown): Readonly<Record<string, unknown>> | null {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : null;
}

function versionOf(values: Readonly<Record<string, unknown>> | null): number {
  const version = z.int().min(0).safeParse(values?.version);
  return version.success ? version.data : 0;
}
