import type { ComponentType } from 'react';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import type { AttemptPhase } from '../../shared/payment.ts';
import type { TextKey } from '../i18n/en.ts';
import {
  CardIcon,
  CheckIcon,
  CrossIcon,
  HandIcon,
  PartIcon,
  QuestionIcon,
  RetryIcon,
  SearchIcon,
  SendIcon,
  StopIcon,
  WarnIcon,
} from './icons.tsx';

export type Tone = 'good' | 'bad' | 'busy' | 'warn' | 'quiet';

export interface AttemptLook {
  readonly tone: Tone;
  readonly Icon: ComponentType<{ readonly size?: number | undefined }>;
  readonly wordKey: TextKey;
}

/** Every phase has its own icon beside its word, so that colour is never the only sign. */
const phaseLooks: Readonly<Record<AttemptPhase, Omit<AttemptLook, 'wordKey'>>> = {
  sending: { tone: 'busy', Icon: SendIcon },
  waiting: { tone: 'busy', Icon: CardIcon },
  declined_may_retry: { tone: 'warn', Icon: RetryIcon },
  checking: { tone: 'warn', Icon: SearchIcon },
  approved: { tone: 'good', Icon: CheckIcon },
  approved_in_part: { tone: 'warn', Icon: PartIcon },
  declined: { tone: 'bad', Icon: CrossIcon },
  cancelled: { tone: 'quiet', Icon: StopIcon },
  refused: { tone: 'bad', Icon: StopIcon },
  not_sent: { tone: 'quiet', Icon: StopIcon },
  unknown: { tone: 'warn', Icon: QuestionIcon },
  closed_by_staff: { tone: 'quiet', Icon: HandIcon },
};

/** How an attempt looks in one word. An unknown that the cashier set aside says so, and does not alarm. */
export function attemptLook(view: Pick<AttemptView, 'phase' | 'filedAs' | 'laterProven'>): AttemptLook {
  const look = phaseLooks[view.phase];
  if (view.laterProven === 'approved') {
    return { tone: 'bad', Icon: WarnIcon, wordKey: `phase.${view.phase}.word` };
  }
  if (view.phase === 'unknown' && view.filedAs !== null) {
    return { ...look, tone: 'quiet', wordKey: `filed.${view.filedAs}.word` };
  }
  return { ...look, wordKey: `phase.${view.phase}.word` };
}
