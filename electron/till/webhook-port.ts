/**
 * Where the webhook endpoint listens. While the wanted port belongs to another program it listens at any free one, so that
 * the till works, and goes back as soon as it can: whoever posts here knows the wanted one.
 */
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import type { WebhookEndpoint } from '../webhooks/endpoint.ts';

export interface WebhookPortParts {
  readonly endpoint: Pick<WebhookEndpoint, 'move' | 'close'>;
  /** Asked at each `apply`; 0 for any free one. */
  readonly wanted: () => number;
  /** When the port is taken, any other will do; else the endpoint does not listen. */
  readonly mayTakeOther: boolean;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly logger: Logger;
  /** It listens elsewhere, or the wanted port is taken or free. */
  readonly onChange: () => void;
}

export interface WebhookPort {
  url(): string | null;
  port(): number | null;
  /** The wanted port, while another program has it or the system does not give it; null otherwise. */
  missed(): number | null;
  /** Goes to the wanted port where it is not there; resolves when it is or cannot be. */
  apply(): Promise<void>;
  close(): Promise<void>;
}

const tryAgainMs = 10_000;

export function createWebhookPort(parts: WebhookPortParts): WebhookPort {
  const { endpoint, clock, logger } = parts;
  let at: { readonly port: number; readonly url: string } | null = null;
  /** What was wanted when it came to where it is; null while that was anything but the wanted port. */
  let settledFor: number | null = null;
  let missed: number | null = null;
  let again: Timer | null = null;
  let isClosed = false;
  let last: Promise<void> = Promise.resolve();

  async function go(): Promise<void> {
    again?.cancel();
    if (isClosed) return;
    const before = JSON.stringify([at, missed]);
    const wanted = parts.wanted();
    if (at?.port === wanted || settledFor === wanted) {
      settledFor = wanted;
      missed = null;
    } else await move(wanted);
    if (missed !== null) again = clock.setTimer(tryAgainMs, () => void apply());
    if (JSON.stringify([at, missed]) !== before) parts.onChange();
  }

  async function move(wanted: number): Promise<void> {
    const found = await endpoint.move(wanted);
    if (!found.ok && missed !== wanted) {
      const { why, detail } = found;
      logger.warn('the webhook port is not to be had', { port: wanted, why, detail });
    }
    missed = found.ok ? null : wanted;
    if (found.ok) settledFor = wanted;
    const listening = found.ok || at !== null || !parts.mayTakeOther ? found : await endpoint.move(0);
    if (listening.ok) at = { port: listening.port, url: listening.url };
    else if (at === null) logger.error('the webhook endpoint does not listen; results come by look-up');
  }

  function apply(): Promise<void> {
    last = last
      .then(go)
      .catch((cause: unknown) => logger.error('the webhook port stays as it is', { cause: String(cause) }));
    return last;
  }

  return {
    url: () => at?.url ?? null,
    port: () => at?.port ?? null,
    missed: () => missed,
    apply,
    async close() {
      isClosed = true;
      again?.cancel();
      await last;
      again?.cancel();
      await endpoint.close();
    },
  };
}
