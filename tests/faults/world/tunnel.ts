/** The way of Helcim's webhooks to the till's own endpoint, and of anybody else's. */
import type { PostText } from '../../../electron/simulator/webhook-delivery.ts';
import type { createWebhookEndpoint, WebhookEndpoint } from '../../../electron/webhooks/endpoint.ts';
import { endpointLimits } from '../../../electron/webhooks/endpoint-limits.ts';
import { createWebhookIntake, type WebhookIntake } from '../../../electron/webhooks/intake.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { Ports, Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { TunnelMode } from './script.ts';

export const webhookUrl = 'http://127.0.0.1:4711/hook/world';
const silenceMaxMs = 15_000;

export interface TunnelWatcher {
  /** An event has reached the endpoint. */
  arrived(headers: Readonly<Record<string, string>>, bodyText: string): void;
  /** The endpoint answers. */
  answered(status: number, headers: Readonly<Record<string, string>>, bodyText: string): void;
}

export interface Tunnel {
  setMode(mode: TunnelMode | null): void;
  /** For composeTill: an endpoint that is reached through this tunnel. */
  endpointFor(process: Process, ports: Ports): typeof createWebhookEndpoint;
  readonly post: PostText;
}

interface TunnelParts {
  readonly scheduler: Scheduler;
  readonly draw: Drawing;
  readonly latencyMs: readonly [number, number];
  readonly isReachable: () => boolean;
  readonly watcher: TunnelWatcher;
}

interface Listening {
  readonly process: Process;
  readonly ports: Ports;
  readonly intake: WebhookIntake;
}

export function createTunnel(parts: TunnelParts): Tunnel {
  const { scheduler, draw, watcher } = parts;
  let mode: TunnelMode | null = null;
  let listening: Listening | null = null;

  const latency = () => (mode === 'slow' ? draw.whole(2_000, 20_000) : draw.whole(...parts.latencyMs));

  function arrive(
    headers: Readonly<Record<string, string>>,
    bodyText: string,
    settle: (status: number | null) => void,
  ): void {
    if (mode === 'down' || listening === null || !parts.isReachable()) {
      settle(draw.chance(0.5) ? 502 : null);
      return;
    }
    if (mode === 'web-page') {
      settle(draw.pick([200, 530, 403]));
      return;
    }
    const isAnswerLost = mode === 'answers-lost';
    const { process, ports, intake } = listening;
    const answer = (status: number): void => {
      ports.call(process, 'webhook answer', () => watcher.answered(status, headers, bodyText));
      scheduler.after(latency(), () => settle(isAnswerLost ? null : status));
    };
    const distinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    watcher.arrived(headers, bodyText);
    ports.deliver(process, 'webhook arrives', () => {
      const admission = intake.admit(distinct, () => settle(null));
      if (admission.kind === 'answer') return answer(admission.answer.status);
      intake
        .receive(distinct, Buffer.from(bodyText), {
          send: (given) => answer(given.status),
          trust: () => undefined,
          doubt: () => undefined,
        })
        .catch(() => settle(null))
        .finally(admission.done);
    });
  }

  return {
    setMode(next) {
      mode = next;
    },
    endpointFor: (process, ports) => (endpoint) => {
      const intake = createWebhookIntake(endpoint, endpointLimits);
      const listen: WebhookEndpoint['listen'] = async () => {
        listening = { process, ports, intake };
        return { ok: true, port: 4711, url: webhookUrl };
      };
      return {
        listen,
        move: listen,
        async close() {
          if (listening?.process === process) listening = null;
        },
        counters: intake.counters,
        onStored: intake.onStored,
      };
    },
    post(_url, headers, bodyText) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const silence = scheduler.after(silenceMaxMs, () => reject(new Error('the receiver took too long')));
      const settle = (status: number | null): void => {
        silence.cancel();
        if (status === null) reject(new Error('the connection was cut'));
        else resolve(status);
      };
      scheduler.after(latency(), () => arrive(headers, bodyText, settle));
      return { status: promise, abort: (reason) => reject(new Error(reason)) };
    },
  };
}
