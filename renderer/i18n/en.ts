import { enAttempt } from './en-attempt.ts';
import { enCheck } from './en-check.ts';
import { enClose } from './en-close.ts';
import { enErrors } from './en-errors.ts';
import { enEvidence } from './en-evidence.ts';
import { enFrame } from './en-frame.ts';
import { enHealth } from './en-health.ts';
import { enHistory } from './en-history.ts';
import { enManager } from './en-manager.ts';
import { enRefunds } from './en-refunds.ts';
import { enScreens } from './en-screens.ts';
import { enSettings } from './en-settings.ts';
import { enSetup } from './en-setup.ts';

/** The English catalogue: flat keys, plurals by i18next's endings. Every other language must have the same keys. */
export const en = {
  ...enFrame,
  ...enHistory,
  ...enScreens,
  ...enAttempt,
  ...enEvidence,
  ...enErrors,
  ...enManager,
  ...enClose,
  ...enRefunds,
  ...enSettings,
  ...enSetup,
  ...enHealth,
  ...enCheck,
} as const;

type PluralEnding = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutEnding<Key extends string> = Key extends `${infer Base}_${PluralEnding}` ? Base : Key;

/** A key as the code asks for it: plural endings are added by the count. */
export type TextKey = WithoutEnding<keyof typeof en>;
export type TextValues = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, values?: TextValues) => string;
