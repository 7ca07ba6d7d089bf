import type { RunningPost } from './http-post.ts';
import type { Journal } from './journal.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/** What the receiver said: its status, or why there was none. */
export type DeliveryAnswer =
  | { readonly status: number; readonly webhookId: string | null }
  | { readonly status: null; readonly webhookId: string | null; readonly error: string };

/** One POST to the receiver. `webhookId` null is the unsigned probe. */
interface Delivery {
  readonly webhookId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  readonly tries: number;
  /** Instead of the configured URL. */
  readonly url?: string | undefined;
}

/** Posts text to a URL; the answer is its status. */
export type PostText = (
  url: string,
  headers: Readonly<Record<string, string>>,
  bodyText: string,
) => RunningPost;

export interface DeliveryChannel {
  setUrl(url: string | null): void;
  hasUrl(): boolean;
  post(delivery: Delivery): Promise<DeliveryAnswer>;
  /** Work that counts as "under way" until it ends. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  idle(): Promise<void>;
  close(): void;
}

const PLAIN_HEADERS = { 'content-type': 'application/json', 'user-agent': 'Svix-Webhooks/1.22.0' };

export function createDeliveryChannel(journal: Journal, postText: PostText): DeliveryChannel {
  const underWay = new Set<RunningPost>();
  const idleWaiters: (() => void)[] = [];
  let tracked = 0;
  let url: string | null = null;
  let isClosed = false;

  async function post(delivery: Delivery): Promise<DeliveryAnswer> {
    const { webhookId, headers, bodyText, tries } = delivery;
    const target = delivery.url === undefined ? url : checkWebhookUrl(delivery.url);
    if (target === null || isClosed) return { status: null, webhookId, error: 'no webhook URL' };
    const running = postText(target, { ...PLAIN_HEADERS, ...headers }, bodyText);
    underWay.add(running);
    const answer = await running.status.then(
      (status): DeliveryAnswer => ({ status, webhookId }),
      (error: Error): DeliveryAnswer => ({ status: null, webhookId, error: error.message }),
    );
    underWay.delete(running);
    journal.add(
      'delivery',
      `try ${tries} of ${webhookId ?? 'unsigned probe'}: ${answer.status ?? 'failed'}`,
      {
        ...answer,
        tries,
        webhookTimestamp: headers['webhook-timestamp'] ?? null,
      },
    );
    return answer;
  }

  async function track<Result>(work: Promise<Result>): Promise<Result> {
    tracked += 1;
    try {
      return await work;
    } finally {
      tracked -= 1;
      if (tracked === 0) for (const resolve of idleWaiters.splice(0)) resolve();
    }
  }

  return {
    setUrl(next) {
      url = next === null ? null : checkWebhookUrl(next);
      journal.add('control', next === null ? 'webhooks off' : 'webhook URL set', { url });
    },
    hasUrl: () => url !== null,
    post,
    track,
    idle: () => (tracked === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
    close() {
      isClosed = true;
      for (const running of underWay) running.abort('the simulator is closing');
    },
  };
}
