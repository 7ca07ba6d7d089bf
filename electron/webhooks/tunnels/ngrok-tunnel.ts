/**
 * ngrok inside this process. A session of its own for each tunnel, not the one that the package's `forward` shares: another
 * token needs another session, and one that is not closed counts against the account's limit.
 *
 * While the line is gone the package tries again by itself and keeps its address; it says so at each loss, and an answered
 * heartbeat says that it is back.
 */
import type { Clock } from '../../../shared/ports.ts';
import { ngrokCause } from './ngrok-cause.ts';
import type { NgrokModule, NgrokSession } from './ngrok-module.ts';
import { holdCondition, type Tunnel, type TunnelRequest } from './tunnel.ts';
import { isDoneWithin } from './within-time.ts';

export interface NgrokRequest {
  readonly domain: string;
  readonly authtoken: string | null;
  readonly port: TunnelRequest['port'];
}

const heartbeatSeconds = 10;
const heartbeatToleranceSeconds = 15;

const closedWithinMs = 3_000;

export function createNgrokTunnel(
  request: NgrokRequest,
  load: () => Promise<NgrokModule>,
  clock: Clock,
): Tunnel {
  const { domain, authtoken, port } = request;
  const condition = holdCondition();
  let session: NgrokSession | null = null;
  let isStopped = false;
  let starting: Promise<void> = Promise.resolve();

  async function loadModule(): Promise<NgrokModule | null> {
    try {
      return await load();
    } catch (cause) {
      condition.set({ state: 'down', cause: 'module_missing', detail: textOf(cause), isOver: true });
      return null;
    }
  }

  async function connect({ SessionBuilder }: NgrokModule, token: string): Promise<void> {
    const opened = await new SessionBuilder()
      .authtoken(token)
      .heartbeatInterval(heartbeatSeconds)
      .heartbeatTolerance(heartbeatToleranceSeconds)
      .handleDisconnection((_address, error) => {
        condition.set({ state: 'down', cause: lossCause(error), detail: error });
        return true;
      })
      .handleHeartbeat(() => {
        if (condition.current().state === 'down') condition.set({ state: 'up' });
      })
      .connect();
    session = opened;
    if (!isStopped) await opened.httpEndpoint().domain(domain).listenAndForward(`http://127.0.0.1:${port}`);
    condition.set({ state: 'up' });
  }

  async function run(): Promise<void> {
    if (authtoken === null)
      return condition.set({ state: 'down', cause: 'no_token', detail: null, isOver: true });
    const module = await loadModule();
    if (module === null || isStopped) return;
    try {
      await connect(module, authtoken);
    } catch (cause) {
      const detail = textOf(cause);
      condition.set({ state: 'down', cause: ngrokCause(detail), detail, isOver: true });
    }
  }

  return {
    condition: condition.current,
    onChange: condition.onChange,
    start() {
      starting = run();
    },
    async stop() {
      isStopped = true;
      condition.seal();
      // A session that comes up only after this time is closed all the same, as soon as it is there.
      await isDoneWithin(
        starting.then(() => session?.close()),
        closedWithinMs,
        clock,
      );
    },
  };
}

/** What an established session loses is the line, unless the service says why. */
function lossCause(error: string): ReturnType<typeof ngrokCause> {
  const cause = ngrokCause(error);
  return cause === 'unknown' || cause === 'network_away' ? 'connection_lost' : cause;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
