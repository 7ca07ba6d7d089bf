import type { ComponentType } from 'react';
import type { HealthState } from '../../../shared/till-health.ts';
import { AskIcon, CheckIcon, CrossIcon, WarnIcon } from '../../components/icons.tsx';
import type { Tone } from '../../components/phase-look.tsx';

interface HealthLook {
  readonly tone: Tone;
  readonly Icon: ComponentType<{ readonly size?: number }>;
}

/** The sign of how a thing is doing; its word is always beside it. */
export const healthLooks: Readonly<Record<HealthState, HealthLook>> = {
  ok: { tone: 'good', Icon: CheckIcon },
  warn: { tone: 'warn', Icon: WarnIcon },
  bad: { tone: 'bad', Icon: CrossIcon },
  unknown: { tone: 'quiet', Icon: AskIcon },
};
