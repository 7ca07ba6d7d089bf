/**
 * What a webhook request is answered, without the HTTP around it. An event is on disk before it is answered (M10), and
 * nothing is worked on here: whoever listens to `onStored` does that. The table of answers stands at the endpoint.
 */
import type { Clock, Logger } from '../../shared/ports.ts';
import { type EndpointCounters, newCounters } from './endpoint-counters.ts';
import type { EndpointLimits } from './endpoint-limits.ts';
import { bodyToStore } from './event-schema.ts';
import { createRateGate, createRefusalLog } from './refusal-limits.ts';
import type { SelfTestDesk } from './self-test-desk.ts';
import { hasUsableVerifier, verifyWebhook } from './signature.ts';
import {
  type HeaderValues,
  readSignatureHeaders,
  type SignatureProblem,
  webhookIdOf,
} from './signature-headers.ts';
import { storeInTime } from './store-in-time.ts';

export interface VerifiedEvent {
  readonly webhookId: string;
  /** From the signed header, UTC milliseconds. */
  readonly signedAtMs: number;
  readonly receivedAtMs: number;
  readonly isFresh: boolean;
  /** The body as text; see `bodyToStore` for bytes that are none. */
  readonly body: string;
}

export interface WebhookAnswer {
  readonly status: 204 | 401 | 413 | 429 | 503;
  /** When the sender should come again, in seconds; null when it need not. */
  readonly retryAfterSeconds: number | null;
  /**
   * The system hands us one new connection a turn of the event loop, and each open one may ask once in it: two hundred
   * that ask on and on would keep the next event of Helcim's waiting to be let in for seconds. So who brings nothing new
   * has to knock again.
   */
  readonly endsConnection: boolean;
}

/** `read`: the body is worth reading. */
export type Admission =
  | { readonly kind: 'answer'; readonly answer: WebhookAnswer }
  | {
      readonly kind: 'read';
      /** The body is here. */
      readonly arrived: () => void;
      /** The request has ended, however it did. */
      readonly done: () => void;
    };

/** Who brings a body, as its connection. */
export interface Bringer {
  send(answer: WebhookAnswer): void;
  /** It carries an event whose signature holds. */
  trust(): void;
  /** What it carried was nothing new. */
  doubt(): void;
}

export interface WebhookIntakeParts {
  /** Asked at every request, so that a new token counts at once. */
  readonly verifiers: () => readonly string[];
  /** Resolves when the event is flushed to disk, or was there already. */
  readonly store: (event: VerifiedEvent) => Promise<'stored' | 'duplicate'>;
  /** False while there is no open ledger to store into. */
  readonly isReady: () => boolean;
  /** Knows the self-tests that are on their way; without it there are none. */
  readonly selfTests?: Pick<SelfTestDesk, 'keyOf' | 'noteArrived' | 'noteRefused'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface WebhookIntake {
  /**
   * Before the body is read: what cannot become a stored event gets its answer without one.
   * @param cut ends the request while its body is on its way, to make room for another
   */
  admit(headers: HeaderValues, cut: () => void): Admission;
  /** The listeners of a stored event are called after its answer was sent. */
  receive(headers: HeaderValues, rawBody: Uint8Array, bringer: Bringer): Promise<void>;
  noteTooLarge(): void;
  noteOtherPath(): void;
  noteProbe(): void;
  noteDroppedConnection(): void;
  notePipelined(): void;
  counters(): EndpointCounters;
  /** Called after each newly stored event, once its answer is out. @returns stops calling */
  onStored(listener: () => void): () => void;
}

const taken: WebhookAnswer = { status: 204, retryAfterSeconds: null, endsConnection: false };
const comeAgain: WebhookAnswer = { status: 503, retryAfterSeconds: 5, endsConnection: false };

export function createWebhookIntake(parts: WebhookIntakeParts, limits: EndpointLimits): WebhookIntake {
  const { verifiers, store, isReady, selfTests, clock, logger } = parts;
  const counters = newCounters();
  const refusals = createRateGate(clock, limits.refusalsPerSecond);
  const refusalLog = createRefusalLog(clock, logger, limits.refusalLogEveryMs);
  const listeners = new Set<() => void>();
  /** Admitted, and the body is not all here; the longest first. */
  const unfinished = new Set<() => void>();
  let bodies = 0;

  function noteTooLarge(): void {
    counters.tooLarge += 1;
    refusalLog.note('a webhook was refused: its body is too large');
  }

  function countStored(answer: 'stored' | 'duplicate'): void {
    if (answer === 'duplicate') {
      counters.duplicates += 1;
      return;
    }
    counters.stored += 1;
    for (const listener of listeners) {
      try {
        listener();
      } catch (cause) {
        logger.error('a listener of the webhook endpoint failed', { cause: String(cause) });
      }
    }
  }

  function noteStoreFailure(cause: unknown): void {
    counters.storeFailures += 1;
    refusalLog.note('a webhook was put off: it could not be stored', { cause: String(cause) });
  }

  function unsigned(): WebhookAnswer {
    counters.unsigned += 1;
    refusalLog.note('an unsigned request came to the webhook path');
    return refusals.pass() ? taken : busy(429);
  }

  function invalid(headers: HeaderValues, why: SignatureProblem): WebhookAnswer {
    selfTests?.noteRefused(headers, why);
    counters.invalid += 1;
    counters.lastInvalidWhy = why;
    refusalLog.note('a webhook was refused: its signature does not hold', { why });
    return refusals.pass() ? { ...taken, status: 401 } : busy(429);
  }

  function noVerifier(): WebhookAnswer {
    counters.noVerifier += 1;
    refusalLog.note('a webhook was put off: no verifier token is set');
    return comeAgain;
  }

  function notReady(): WebhookAnswer {
    counters.notReady += 1;
    refusalLog.note('a webhook was put off: the ledger is not open');
    return comeAgain;
  }

  function busy(status: 429 | 503): WebhookAnswer {
    counters.limited += 1;
    return { status, retryAfterSeconds: 1, endsConnection: true };
  }

  /**
   * Helcim's events are small and come in one piece, so who lets the end of a body wait makes room for the others:
   * headers that only look signed must not hold every place (M10). @returns false when no body is on its way
   */
  function cutSlowestBody(): boolean {
    const [cut] = unfinished;
    if (cut === undefined) return false;
    unfinished.delete(cut);
    cut();
    counters.limited += 1;
    return true;
  }

  function refusalOf(headers: HeaderValues): WebhookAnswer | null {
    const read = readSignatureHeaders(headers, clock.wallMs());
    const [contentLength] = [headers['content-length']].flat();
    if (Number(contentLength) > limits.bodyBytesMax) {
      noteTooLarge();
      return { ...taken, status: 413 };
    }
    if (read.kind === 'no_signature') return unsigned();
    if (read.kind === 'invalid') return invalid(headers, read.why);
    // A self-test needs neither a verifier nor a ledger; what it is worth, its signature says once the body is here.
    if (selfTestKey(headers) === null) {
      if (!hasUsableVerifier(verifiers())) return noVerifier();
      if (!isReady()) return notReady();
    }
    return bodies >= limits.bodiesMax && !cutSlowestBody() ? busy(503) : null;
  }

  /** The key of the self-test that these headers speak of; null for every other request. */
  function selfTestKey(headers: HeaderValues): string | null {
    const id = webhookIdOf(headers);
    return id === null ? null : (selfTests?.keyOf(id) ?? null);
  }

  return {
    admit(headers, cut) {
      const answer = refusalOf(headers);
      if (answer !== null) return { kind: 'answer', answer };
      bodies += 1;
      const own = () => cut();
      unfinished.add(own);
      return {
        kind: 'read',
        arrived: () => void unfinished.delete(own),
        done: () => {
          bodies -= 1;
          unfinished.delete(own);
        },
      };
    },
    async receive(headers, rawBody, { send, trust, doubt }) {
      const receivedAtMs = clock.wallMs();
      const testKey = selfTestKey(headers);
      const keys = testKey === null ? verifiers() : [testKey];
      const verified = verifyWebhook({ headers, rawBody, verifiers: keys, nowMs: receivedAtMs });
      if (verified.kind === 'no_signature') return send(unsigned());
      if (verified.kind === 'invalid')
        return send(verified.why === 'no_usable_verifier' ? noVerifier() : invalid(headers, verified.why));
      if (testKey !== null) {
        // Told to whoever waits for it; neither stored nor worked on.
        selfTests?.noteArrived(verified.webhookId);
        counters.selfTests += 1;
        return send(taken);
      }
      if (!isReady()) return send(notReady());
      const { webhookId, signedAtMs, isFresh } = verified;
      trust();
      const event = { webhookId, signedAtMs, receivedAtMs, isFresh, body: bodyToStore(rawBody) };
      const within = limits.storeWithinMs;
      const answer = await storeInTime(() => store(event), clock, within, countStored, noteStoreFailure);
      if (answer !== 'stored') doubt();
      if (answer === 'too_slow') noteStoreFailure('it took too long');
      if (answer === 'too_slow' || answer === 'failed') return send(comeAgain);
      counters.lastVerifiedAtMs = receivedAtMs;
      send({ ...taken, endsConnection: answer === 'duplicate' });
      countStored(answer);
    },
    noteTooLarge,
    noteOtherPath() {
      counters.otherPaths += 1;
    },
    noteProbe() {
      counters.probes += 1;
    },
    noteDroppedConnection() {
      counters.droppedConnections += 1;
    },
    notePipelined() {
      counters.pipelined += 1;
    },
    counters: () => ({ ...counters }),
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
