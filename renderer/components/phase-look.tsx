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

type LookedAt = Pick<AttemptView, 'kind' | 'phase' | 'filedAs' | 'laterProven'>;

/** How an attempt looks in one word. An unknown that the cashier set aside says so, and does not alarm. */
export function attemptLook(view: LookedAt): AttemptLook {
  const look = phaseLooks[view.phase];
  if (view.laterProven === 'approved') {
    return { tone: 'bad', Icon: WarnIcon, wordKey: wordKeyOf(view) };
  }
  if (view.phase === 'unknown' && view.filedAs !== null) {
    // Nobody pays otherwise for a refund, so it can only have been stopped.
    const wordKey: TextKey =
      view.kind === 'refund' ? 'refundFiled.stopped_at_terminal.word' : `filed.${view.filedAs}.word`;
    return { ...look, tone: 'quiet', wordKey };
  }
  return { ...look, wordKey: wordKeyOf(view) };
}

/** A refund says in each phase that it is one: "approved" alone would read as a sale. */
function wordKeyOf({ kind, phase }: Pick<AttemptView, 'kind' | 'phase'>): TextKey {
  return kind === 'refund' ? `refundPhase.${phase}.word` : `phase.${phase}.word`;
}
