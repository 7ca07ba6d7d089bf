/**
 * A Payment API refund whose answer was lost may be asked for once more under the same key: Helcim then answers with
 * the first one instead of doing it twice. It forgets keys after five minutes, so this ends long before, and it is over
 * as soon as the machine may have slept or the program is another run: what is asked for then would be a new refund.
 * @see https://devdocs.helcim.com/docs/idempotency
 */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Attempt } from '../../shared/payment.ts';
import type { Clock, Logger } from '../../shared/ports.ts';
import type { HelcimClient, SendGate } from '../helcim/helcim-client.ts';
import type { AttemptFacts, Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { isWithin, isWithinPress, type Press } from './press.ts';
import { type RefundSend, refundObservation, sendRefund } from './refund-send.ts';

export const replayMaxMs = 120_000;

export interface RefundReplays {
  /** The gate of a first send: from its first byte on, the refund can be asked for once more. */
  watched(send: RefundSend, gate: SendGate): SendGate;
  /** How long a refund may still be asked for once more; null when it may not. */
  remainingMs(attempt: Pick<Attempt, 'id' | 'state'>): number | null;
  /** Resolves when it is written down that the same refund is asked for once more; the answer is observed later. */
  retry(attemptId: string, press: Press): Promise<Result<AttemptFacts>>;
  /** After sleep nobody knows how much time has passed for Helcim. */
  woken(): void;
  refuseNew(): void;
  settled(): Promise<void>;
}

export interface RefundReplaysParts {
  readonly ledger: Pick<Ledger, 'attempt'>;
  readonly helcim: HelcimClient;
  readonly runner: AttemptRunner;
  readonly wireClock: Clock;
  readonly logger: Logger;
}

interface Replayable {
  readonly send: RefundSend;
  readonly sentAt: Press;
}

export function createRefundReplays(parts: RefundReplaysParts): RefundReplays {
  const { ledger, helcim, runner, wireClock, logger } = parts;
  const sent = new Map<string, Replayable>();
  const underWay = new Map<string, Promise<void>>();
  let isRefusing = false;

  function now(): Press {
    return { wallMs: wireClock.wallMs(), monotonicMs: wireClock.monotonicMs() };
  }

  function remainingMs({ id, state }: Pick<Attempt, 'id' | 'state'>): number | null {
    const known = sent.get(id);
    const isInDoubt = state === 'checking' || state === 'unknown';
    if (!known || !isInDoubt || underWay.has(id) || isRefusing) return null;
    if (!isWithin(known.sentAt, replayMaxMs, wireClock)) return null;
    return Math.max(0, replayMaxMs - (wireClock.monotonicMs() - known.sentAt.monotonicMs));
  }

  async function replay({ send, sentAt }: Replayable, press: Press): Promise<void> {
    const gate: SendGate = {
      ready: Promise.resolve(true),
      mayStillWrite: () => isWithinPress(press, wireClock) && isWithin(sentAt, replayMaxMs, wireClock),
      onWritten: () => undefined,
    };
    const result = await sendRefund(helcim, send, gate);
    // The first request is what the attempt is about: that this one did not leave says nothing of it.
    if (result.kind === 'not_sent') return;
    await runner.observeUntilWritten(send.attemptId, refundObservation(result, true));
  }

  async function begin(known: Replayable, press: Press, written: Promise<boolean>): Promise<void> {
    if (!(await written)) return;
    await replay(known, press).catch((cause: unknown) =>
      logger.error('a refund could not be asked for once more', {
        attemptId: known.send.attemptId,
        cause: String(cause),
      }),
    );
  }

  return {
    watched(send, gate) {
      if (send.road === 'debit_refund') return gate;
      return {
        ...gate,
        onWritten() {
          sent.set(send.attemptId, { send, sentAt: now() });
          gate.onWritten();
        },
      };
    },
    remainingMs,
    async retry(attemptId, press) {
      const facts = await ledger.attempt(attemptId);
      if (!facts) return failed('attempt_unknown');
      const known = sent.get(attemptId);
      if (!known || !remainingMs(facts.attempt))
        return failed('not_possible_now', { attemptIds: [attemptId] });
      // Taken before anything is awaited, so that two windows ask once. Written before it is sent (M1).
      const noted = runner.observe(attemptId, { kind: 'replay_begun' });
      const isNoted = noted.then(
        (result) => result.ok,
        () => false,
      );
      const work = begin(known, press, isNoted).finally(() => underWay.delete(attemptId));
      underWay.set(attemptId, work);
      const result = await noted;
      return result.ok ? ok(result.value) : result;
    },
    woken: () => sent.clear(),
    refuseNew() {
      isRefusing = true;
    },
    async settled() {
      await Promise.all(underWay.values());
    },
  };
}
