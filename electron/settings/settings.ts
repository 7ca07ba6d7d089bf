import { z } from 'zod';
import { isTimeZone } from '../../shared/business-day.ts';
import type { Preferences } from '../../shared/ipc-contract.ts';
import type { Logger } from '../../shared/ports.ts';
import type { SetupNotes } from '../../shared/setup.ts';
import { isWebhookPath } from '../../shared/webhook-path.ts';

const whole = z.int().min(-100_000).max(100_000);
const boundsSchema = z.object({ x: whole, y: whole, width: whole.positive(), height: whole.positive() });

const stepName = z.string().max(40);

/** One schema for reading and writing. Every value has a default, so that a new install and a damaged file are alike. */
const schemas = {
  theme: z.enum(['light', 'dark', 'system']).default('system'),
  language: z.enum(['en']).default('en'),
  windowBounds: boundsSchema.nullable().default(null),
  /** Made once, so that the address given to a tunnel and to Helcim stays good; null before the first start. */
  webhookPath: z.string().refine(isWebhookPath).nullable().default(null),
  /** Where the endpoint listened last, so that a tunnel finds it again; null before the first start. */
  webhookPort: z.int().min(1).max(65_535).nullable().default(null),
  /** How many tills share the account's rate limits; the manager's word. */
  tillsOnAccount: z.int().min(1).max(50).default(1),
  /** The shop's; null for the machine's own. */
  timeZone: z.string().refine(isTimeZone).nullable().default(null),
  /** The hour at which a business day begins: midnight, as on Helcim's own statements, until the manager says otherwise. */
  cutOverHour: z.int().min(0).max(23).default(0),
  /** Whether a manager accepted that secrets stand on this computer without protection. */
  keepsSecretsUnprotected: z.boolean().default(false),
  /** What a person said of the guide's steps. */
  setup: z
    .object({ doneSteps: z.array(stepName).max(20), skippedSteps: z.array(stepName).max(20) })
    .default({ doneSteps: [], skippedSteps: [] }),
} as const;

export interface Settings {
  readonly theme: Preferences['theme'];
  readonly language: Preferences['language'];
  readonly windowBounds: z.infer<typeof boundsSchema> | null;
  readonly webhookPath: string | null;
  readonly webhookPort: number | null;
  readonly tillsOnAccount: number;
  readonly timeZone: string | null;
  readonly cutOverHour: number;
  readonly keepsSecretsUnprotected: boolean;
  readonly setup: SetupNotes;
}

/** Where the values live between starts. */
export interface SettingsFile {
  /** What the file holds, unchecked; null when there is none. */
  read(): unknown;
  /** May throw: a full disk, a folder that is write-protected. */
  write(values: Settings): void;
  /**
   * Puts a copy of the present file aside, so that nothing a person set is lost without a trace. May throw, as `write`.
   */
  keepAside(): void;
}

export interface SettingsKeeper {
  current(): Settings;
  /** Changes and saves; what cannot be saved is logged and holds until the end of this run. */
  update(patch: Partial<Settings>): Settings;
}

/**
 * Reads the settings, value by value: one that is damaged falls back to its default, the others stay, and the file as
 * it was is kept aside. Never throws for what a file contains.
 */
export function openSettings(file: SettingsFile, logger: Logger): SettingsKeeper {
  const { settings, damaged } = parseSettings(file.read());
  let current = settings;
  const save = (): void => {
    try {
      file.write(current);
    } catch (error) {
      logger.error('the settings could not be saved', { error: String(error) });
    }
  };
  const keepAside = (): void => {
    try {
      file.keepAside();
    } catch (error) {
      logger.error('the damaged settings could not be kept aside', { error: String(error) });
    }
  };
  if (damaged.length > 0) {
    logger.warn('settings were damaged and set to their defaults', { damaged: damaged.join(', ') });
    keepAside();
    save();
  }
  return {
    current: () => current,
    update(patch) {
      current = { ...current, ...patch };
      save();
      return current;
    },
  };
}

/** Total: any value gives settings, with the names of what had to be replaced. */
export function parseSettings(raw: unknown): {
  readonly settings: Settings;
  readonly damaged: readonly string[];
} {
  const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
  const values: Readonly<Record<string, unknown>> = isObject ? { ...raw } : {};
  const damaged = isObject || raw === null || raw === undefined ? [] : ['everything'];
  const read = <Value>(name: string, schema: z.ZodType<Value>): Value => {
    const result = schema.safeParse(values[name]);
    if (result.success) return result.data;
    damaged.push(name);
    return schema.parse(undefined);
  };
  const settings: Settings = {
    theme: read('theme', schemas.theme),
    language: read('language', schemas.language),
    windowBounds: read('windowBounds', schemas.windowBounds),
    webhookPath: read('webhookPath', schemas.webhookPath),
    webhookPort: read('webhookPort', schemas.webhookPort),
    tillsOnAccount: read('tillsOnAccount', schemas.tillsOnAccount),
    timeZone: read('timeZone', schemas.timeZone),
    cutOverHour: read('cutOverHour', schemas.cutOverHour),
    keepsSecretsUnprotected: read('keepsSecretsUnprotected', schemas.keepsSecretsUnprotected),
    setup: read('setup', schemas.setup),
  };
  return { settings, damaged };
}

/** What of the settings the window shows and changes. */
export function preferencesOf({ theme, language }: Settings): Preferences {
  return { theme, language };
}
