import type { ComponentType } from 'react';
import type { SetupStep, SetupView } from '../../../shared/setup.ts';
import { CheckIcon, CircleIcon, PartIcon, WarnIcon } from '../../components/icons.tsx';
import type { Tone } from '../../components/phase-look.tsx';
import type { GuidePlace } from '../../state/screen-store.ts';

interface StepLook {
  readonly tone: Tone;
  readonly Icon: ComponentType<{ readonly size?: number }>;
}

/** The sign of a step's state; its word is in the catalogue, so that colour and sign are never alone. */
export const stepLooks: Readonly<Record<SetupStep['state'], StepLook>> = {
  todo: { tone: 'quiet', Icon: CircleIcon },
  done: { tone: 'good', Icon: CheckIcon },
  problem: { tone: 'warn', Icon: WarnIcon },
  skipped: { tone: 'quiet', Icon: PartIcon },
};

/** Where the guide opens by itself: at the first step that is open, else at its end. */
export function placeToOpen({ next }: SetupView): GuidePlace {
  return next ?? 'ready';
}

/** The places before and behind one; null at the ends. */
export function neighbours(
  place: GuidePlace,
  { steps }: SetupView,
): { readonly before: GuidePlace | null; readonly behind: GuidePlace | null } {
  const places: readonly GuidePlace[] = [...steps.map(({ id }) => id), 'ready'];
  const index = places.indexOf(place);
  return { before: places[index - 1] ?? null, behind: places[index + 1] ?? null };
}
