import { frAttempt } from './fr-attempt.ts';
import { frCheck } from './fr-check.ts';
import { frClose } from './fr-close.ts';
import { frErrors } from './fr-errors.ts';
import { frFrame } from './fr-frame.ts';
import { frScreens } from './fr-screens.ts';

/** The French of Canada. No-break spaces stand before a colon and inside « » alone, as it is written there. */
export const fr = {
  ...frFrame,
  ...frScreens,
  ...frAttempt,
  ...frErrors,
  ...frClose,
  ...frCheck,
};
