import { dollars } from './amounts.ts';
import type { SimulatorBehaviour } from './behaviour.ts';
import type { TerminalRequest } from './devices.ts';
import type { FaultInjector } from './faults.ts';
import type { Journal } from './journal.ts';
import type { LastingState } from './lasting-state.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { HelcimClock } from './simulator-clock.ts';
import { createDeliveryChannel, type DeliveryAnswer, type PostText } from './webhook-delivery.ts';
import { signedHeaders } from './webhook-signature.ts';

/**
 * `signature`: signed with another key; `key`: with the verifier's text undecoded; `stale`: properly, an hour ago;
 * `body`: altered after signing.
 */
export type ForgeryKind = 'signature' | 'key' | 'stale' | 'body';

interface Message {
  readonly webhookId: string;
  readonly type: string;
  readonly bodyText: string;
  tries: number;
  firstHeaders: Record<string, string> | null;
  /** When its next try is due, by the monotonic clock; null once delivered or given up. */
  dueMs: number | null;
}

/** Announces what happens on the account (https://devdocs.helcim.com/docs/webhooks). */
export interface WebhookSender {
  setUrl(url: string | null): void;
  emitTransaction(transactionId: number): void;
  emitCancel(deviceCode: string, request: TerminalRequest): void;
  sendProbe(url?: string): Promise<DeliveryAnswer>;
  sendForged(kind?: ForgeryKind): Promise<DeliveryAnswer>;
  sendUnknownType(): Promise<DeliveryAnswer>;
  resend(webhookId: string): Promise<DeliveryAnswer>;
  idle(): Promise<void>;
  /** Events that the receiver has not accepted and that are still to be tried. */
  export(): LastingState['undelivered'];
  /** Owed events go on with their schedule as soon as there is a URL. */
  restore(saved: LastingState['undelivered'], passedMs: number): void;
  close(): void;
}

interface SenderParts {
  readonly clock: HelcimClock;
  readonly journal: Journal;
  readonly random: SeededRandom;
  readonly behaviour: SimulatorBehaviour;
  readonly faults: FaultInjector;
  readonly verifier: string;
  readonly cancelCarriesInvoiceNumber: boolean;
  readonly post: PostText;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits before the tries that follow the immediate one; about 27.5 hours in all. */
const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];
const SENT_MESSAGES_MAX = 5_000;
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createWebhookSender(parts: SenderParts): WebhookSender {
  const { clock, journal, random, behaviour, faults, verifier } = parts;
  const channel = createDeliveryChannel(journal, parts.post);
  const sent: Message[] = [];
  const held: Message[] = [];
  let owed: Message[] = [];
  let isClosed = false;

  const newId = () => `msg_${random.text(27, ID_ALPHABET)}`;
  const nowSeconds = () => Math.floor(clock.wallMs() / 1000);
  const signNow = (webhookId: string, bodyText: string) =>
    signedHeaders(verifier, webhookId, nowSeconds(), bodyText);

  function emit(type: string, body: Record<string, unknown>): void {
    const message: Message = {
      webhookId: newId(),
      type,
      bodyText: JSON.stringify(body),
      tries: 0,
      firstHeaders: null,
      dueMs: null,
    };
    journal.add('event', `webhook ${type} ${message.webhookId}`, {
      webhookId: message.webhookId,
      body,
      isSent: channel.hasUrl(),
    });
    sent.push(message);
    if (sent.length > SENT_MESSAGES_MAX) sent.shift();
    if (channel.hasUrl()) dispatch(message);
  }

  function dispatch(message: Message): void {
    const fault = faults.takeForEvent(message.type);
    switch (fault?.kind) {
      case 'webhook-lost':
        return;
      case 'webhook-late':
        plan(message, fault.ms);
        return;
      case 'webhook-reordered':
        held.push(message);
        message.dueMs = clock.monotonicMs() + fault.ms;
        clock.setTimer(fault.ms, () => release(message));
        return;
      case 'webhook-doubled':
        deliver(message, () => deliver({ ...message }));
        return;
      default:
        deliver(message, () => {
          for (const waiting of [...held]) release(waiting);
        });
    }
  }

  function plan(message: Message, delayMs: number): void {
    message.dueMs = clock.monotonicMs() + delayMs;
    clock.setTimer(delayMs, () => deliver(message));
  }

  function release(message: Message): void {
    const at = held.indexOf(message);
    if (at < 0) return;
    held.splice(at, 1);
    deliver(message);
  }

  function deliver(message: Message, afterwards: () => void = () => undefined): void {
    void channel.track(tryOnce(message).then(afterwards));
  }

  /** One try; a failed one plans the next. */
  async function tryOnce(message: Message): Promise<void> {
    if (isClosed) return;
    const repeated = behaviour.retrySignature === 'same' ? message.firstHeaders : null;
    const headers = repeated ?? signNow(message.webhookId, message.bodyText);
    message.firstHeaders ??= headers;
    message.tries += 1;
    message.dueMs = clock.monotonicMs();
    const { webhookId, bodyText, tries } = message;
    const { status } = await channel.post({ webhookId, headers, bodyText, tries });
    // Cut off by the end of the program: due again at once when it comes back.
    if (isClosed) return;
    const isDelivered = status !== null && status >= 200 && status < 300;
    const delayMs = RETRY_DELAYS_MS[tries - 1];
    message.dueMs = null;
    if (!isDelivered && delayMs !== undefined) plan(message, delayMs);
  }

  function goOnWithOwed(): void {
    if (!channel.hasUrl()) return;
    for (const message of owed) plan(message, Math.max(0, (message.dueMs ?? 0) - clock.monotonicMs()));
    owed = [];
  }

  function forgery(kind: ForgeryKind) {
    const bodyText = JSON.stringify({ id: '12345678', type: 'cardTransaction' });
    const webhookId = newId();
    const otherKeys: Partial<Record<ForgeryKind, Buffer>> = {
      signature: Buffer.alloc(32, 7),
      key: Buffer.from(verifier),
    };
    const key = otherKeys[kind]?.toString('base64') ?? verifier;
    const seconds = nowSeconds() - (kind === 'stale' ? 3_600 : 0);
    const headers = signedHeaders(key, webhookId, seconds, bodyText);
    return {
      webhookId,
      headers,
      bodyText: kind === 'body' ? bodyText.replace('78"', '79"') : bodyText,
      tries: 1,
    };
  }

  return {
    setUrl(url) {
      channel.setUrl(url);
      goOnWithOwed();
    },
    emitTransaction: (id) => emit('cardTransaction', { id: String(id), type: 'cardTransaction' }),
    emitCancel: (deviceCode, request) =>
      emit('terminalCancel', {
        type: 'terminalCancel',
        data: cancelData(deviceCode, request, clock.wallMs(), parts.cancelCarriesInvoiceNumber),
      }),
    sendProbe: (url) =>
      channel.track(channel.post({ webhookId: null, headers: {}, bodyText: '{}', tries: 1, url })),
    sendForged: (kind = 'signature') => channel.track(channel.post(forgery(kind))),
    sendUnknownType() {
      const bodyText = JSON.stringify({ type: 'deviceFirmware', data: { deviceCode: 'NONE' } });
      const webhookId = newId();
      return channel.track(
        channel.post({ webhookId, headers: signNow(webhookId, bodyText), bodyText, tries: 1 }),
      );
    },
    async resend(webhookId) {
      const message = sent.find((known) => known.webhookId === webhookId);
      if (!message) return { status: null, webhookId, error: 'no such event' };
      const { bodyText, tries } = message;
      const headers = signNow(webhookId, bodyText);
      return channel.track(channel.post({ webhookId, headers, bodyText, tries: tries + 1 }));
    },
    idle: () => channel.idle(),
    export: () => sent.flatMap((message) => exportOwed(message, clock.monotonicMs())),
    restore(saved, passedMs) {
      const nowMs = clock.monotonicMs();
      owed = saved.map(({ dueInMs, ...message }) => ({
        ...message,
        dueMs: nowMs + Math.max(0, dueInMs - passedMs),
      }));
      sent.push(...owed);
      goOnWithOwed();
    },
    close() {
      isClosed = true;
      channel.close();
    },
  };
}

function exportOwed(message: Message, nowMs: number): LastingState['undelivered'] {
  const { dueMs, ...rest } = message;
  return dueMs === null ? [] : [{ ...rest, dueInMs: Math.max(0, dueMs - nowMs) }];
}

/** A refund request carries no invoice number, so its cancel has none either. */
function cancelData(deviceCode: string, request: TerminalRequest, wallMs: number, carriesNumbers: boolean) {
  const { invoiceNumber, customerCode } = request;
  return {
    cancelledAt: new Date(wallMs).toISOString(),
    currency: request.currency,
    deviceCode,
    transactionAmount: dollars(request.amountCents),
    ...(carriesNumbers && request.kind === 'purchase' ? { invoiceNumber, customerCode } : {}),
  };
}
