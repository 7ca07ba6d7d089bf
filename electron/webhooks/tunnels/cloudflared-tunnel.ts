/**
 * The user's own cloudflared as a supervised child. It says what it does in its log, and how many connections it has at an
 * address on loopback, which also tells a child that hangs from one that is silent.
 */
import type { Clock, Timer } from '../../../shared/ports.ts';
import type { TunnelCause } from '../../../shared/tunnel.ts';
import { isError, readCloudflaredLine } from './cloudflared-log.ts';
import { cloudflaredArguments, cloudflaredEnvironment } from './cloudflared-program.ts';
import type { ChildEnd, GuardedChild, StartChild } from './guarded-child.ts';
import { holdCondition, type Tunnel } from './tunnel.ts';
import type { AskReady } from './tunnel-network.ts';
import { isDoneWithin } from './within-time.ts';

export interface CloudflaredRequest {
  readonly token: string | null;
  readonly port: number;
}

export interface CloudflaredParts {
  /** Absolute path, or null when there is none. */
  readonly findProgram: () => string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startChild: StartChild;
  readonly askReady: AskReady;
  readonly clock: Clock;
}

const askWhileDownMs = 2_000;
const askWhileUpMs = 15_000;
/** Unanswered questions in a row that make a child one that hangs. */
const silencesMax = 2;
const endsWithinMs = 3_000;
const killedWithinMs = 2_000;

export function createCloudflaredTunnel(request: CloudflaredRequest, parts: CloudflaredParts): Tunnel {
  const { clock } = parts;
  const condition = holdCondition();
  /** By their index in its log. */
  const registered = new Set<number>();
  let child: GuardedChild | null = null;
  let asking: Timer | null = null;
  let isDone = false;
  let connectionsMost = 0;
  let silences = 0;
  let lastCause: TunnelCause | null = null;
  let lastError: string | null = null;

  function fail(cause: TunnelCause, detail: string | null): void {
    condition.set({ state: 'down', cause, detail, isOver: true });
  }

  function count(connections: number): void {
    connectionsMost = Math.max(connectionsMost, connections);
    if (connections === 0) {
      if (connectionsMost > 0)
        condition.set({ state: 'down', cause: lastCause ?? 'connection_lost', detail: lastError });
      return;
    }
    lastCause = null;
    lastError = null;
    if (connections >= connectionsMost) condition.set({ state: 'up' });
    else {
      const detail = `${connections} of ${connectionsMost}`;
      condition.set({ state: 'degraded', cause: 'fewer_connections', detail });
    }
  }

  function noteCause(cause: TunnelCause, line: string): void {
    lastCause = cause;
    lastError = line;
    // It would go on asking for ever, and the answer stays the same until somebody types another token.
    if (cause === 'wrong_token' && registered.size === 0) fail(cause, line);
    else if (connectionsMost === 0) condition.set({ state: 'starting', cause, detail: line });
  }

  function read(line: string): void {
    const sign = readCloudflaredLine(line);
    switch (sign?.kind) {
      case undefined:
        if (line !== '' && isError(line)) lastError = line;
        break;
      case 'metrics':
        askSoon(sign.port, askWhileDownMs);
        break;
      case 'problem':
        noteCause(sign.cause, line);
        break;
      case 'registered':
        registered.add(sign.index);
        count(registered.size);
        break;
      case 'lost':
        registered.delete(sign.index);
        if (sign.cause !== null) noteCause(sign.cause, line);
        count(registered.size);
    }
  }

  function askSoon(port: number, inMs: number): void {
    asking?.cancel();
    if (isDone) return;
    asking = clock.setTimer(inMs, () => void ask(port));
  }

  async function ask(port: number): Promise<void> {
    const connections = await parts.askReady(port);
    if (isDone) return;
    silences = connections === null ? silences + 1 : 0;
    if (silences >= silencesMax) {
      fail('hangs', 'no answer at /ready');
      return;
    }
    if (connections === 0) registered.clear();
    if (connections !== null) count(connections);
    askSoon(port, condition.current().state === 'up' && silences === 0 ? askWhileUpMs : askWhileDownMs);
  }

  function ended({ code, failure }: ChildEnd): void {
    isDone = true;
    asking?.cancel();
    if (failure !== null || code === 126 || code === 127) fail('no_binary', failure ?? lastError);
    else fail(lastCause ?? 'child_died', [`exit code ${code}`, lastError].filter(Boolean).join(': '));
  }

  return {
    condition: condition.current,
    onChange: condition.onChange,
    start() {
      if (request.token === null) return fail('no_token', null);
      const program = parts.findProgram();
      if (program === null) return fail('no_binary', null);
      child = parts.startChild({
        program,
        args: cloudflaredArguments,
        environment: cloudflaredEnvironment(parts.environment, request.token, request),
        onLine: read,
      });
      void child.ended.then(ended);
    },
    async stop() {
      condition.seal();
      isDone = true;
      asking?.cancel();
      if (child === null) return;
      child.end();
      if (await isDoneWithin(child.ended, endsWithinMs, clock)) return;
      child.kill();
      await isDoneWithin(child.ended, killedWithinMs, clock);
    },
  };
}
