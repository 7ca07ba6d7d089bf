import type { en } from './en.ts';
import { frAttempt } from './fr-attempt.ts';
import { frCheck } from './fr-check.ts';
import { frClose } from './fr-close.ts';
import { frErrors } from './fr-errors.ts';
import { frEvidence } from './fr-evidence.ts';
import { frFrame } from './fr-frame.ts';
import { frHealth } from './fr-health.ts';
import { frHistory } from './fr-history.ts';
import { frManager } from './fr-manager.ts';
import { frRefunds } from './fr-refunds.ts';
import { frScreens } from './fr-screens.ts';
import { frSettings } from './fr-settings.ts';
import { frSetup } from './fr-setup.ts';
import type { Translated } from './translated.ts';

/** The French of Canada. No-break spaces stand before a colon and inside « » alone, as it is written there. */
export const fr: Translated<typeof en> = {
  ...frFrame,
  ...frHistory,
  ...frScreens,
  ...frAttempt,
  ...frEvidence,
  ...frErrors,
  ...frManager,
  ...frClose,
  ...frRefunds,
  ...frSettings,
  ...frSetup,
  ...frHealth,
  ...frCheck,
};
