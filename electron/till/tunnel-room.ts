/**
 * The tunnel of a till with its self-test: what is chosen, kept alive, tested, and told to whoever decides how often to look
 * payments up. Wiring only.
 */
import { statSync } from 'node:fs';
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import type { SelfTestView, TunnelSettings, TunnelView } from '../../shared/tunnel.ts';
import type { WebhookEndpoint } from '../webhooks/endpoint.ts';
import type { SelfTestDesk } from '../webhooks/self-test-desk.ts';
import { findCloudflared } from '../webhooks/tunnels/cloudflared-program.ts';
import { createChildStarter } from '../webhooks/tunnels/guarded-child.ts';
import { loadNgrok } from '../webhooks/tunnels/ngrok-module.ts';
import { createOpenTunnel, type OpenTunnelParts } from '../webhooks/tunnels/open-tunnel.ts';
import { createSelfTester } from '../webhooks/tunnels/self-test.ts';
import type { HelcimKnown } from '../webhooks/tunnels/self-test-verdict.ts';
import type { TunnelSecrets } from '../webhooks/tunnels/tunnel.ts';
import { createTunnelKeeper } from '../webhooks/tunnels/tunnel-keeper.ts';
import { createAskReady, createSelfTestPost, type PostSelfTest } from '../webhooks/tunnels/tunnel-network.ts';

/** What a till is given of tunnels. */
export interface TunnelPart {
  /** Asked at each `apply`. */
  readonly settings: () => TunnelSettings;
  readonly secrets: () => TunnelSecrets;
  /** What lies outside the process; the machine's own without them. */
  readonly outside?: { readonly open?: OpenTunnelParts; readonly post?: PostSelfTest };
}

export interface TunnelRoomParts {
  readonly part: TunnelPart;
  readonly webhookPath: string;
  /** Where the endpoint listens; null while it does not. */
  readonly port: () => number | null;
  readonly selfTests: Pick<SelfTestDesk, 'issue'>;
  readonly counters: WebhookEndpoint['counters'];
  readonly helcim: () => HelcimKnown;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The view or {@link TunnelRoom.isDead} has changed. */
  readonly onChange: () => void;
}

export interface TunnelRoom {
  /** Starts what is chosen, or changes to it; for the start, and after settings, secrets or port were changed. */
  apply(): void;
  /** Null while none is chosen. */
  view(): TunnelView | null;
  /** Nothing comes through: from the moment this is known until a self-test has come through. */
  isDead(): boolean;
  runSelfTest(): Promise<SelfTestView>;
  /** The machine was asleep, or the network was away. */
  woken(): void;
  close(): Promise<void>;
}

export function createTunnelRoom(parts: TunnelRoomParts): TunnelRoom {
  const { part, clock, logger, onChange } = parts;
  let isDead = false;

  const keeper = createTunnelKeeper({
    ...part,
    ...parts,
    open: createOpenTunnel(part.outside?.open ?? machineParts(clock)),
    onChange() {
      if (keeper.view().state === 'down') isDead = true;
      if (keeper.view().state === 'off') isDead = false;
      onChange();
    },
    onUp: () => void tester.run(),
  });
  const tester = createSelfTester({
    url: () => keeper.view().publicUrl,
    isListening: () => parts.port() !== null,
    issue: parts.selfTests.issue,
    counters: parts.counters,
    helcim: parts.helcim,
    post: part.outside?.post ?? createSelfTestPost(clock),
    clock,
    logger,
    onResult(view) {
      isDead = !view.ok;
      keeper.noteSelfTest(view);
    },
  });

  return {
    apply() {
      const before = keeper.view().publicUrl;
      keeper.apply();
      if (keeper.view().publicUrl !== before) tester.forget();
    },
    view: () => (keeper.view().kind === 'none' ? null : keeper.view()),
    isDead: () => isDead,
    runSelfTest: () => tester.runAnew(),
    woken() {
      keeper.tryNow();
      if (keeper.view().publicUrl !== null) void tester.run();
    },
    async close() {
      tester.stop();
      await keeper.stop();
    },
  };
}

/** Without a choice there is no tunnel, and results come by look-up. */
export const noTunnel: TunnelPart = {
  settings: () => ({ kind: 'none' }),
  secrets: () => ({ ngrokAuthtoken: null, cloudflaredToken: null }),
};

function machineParts(clock: Clock): OpenTunnelParts {
  const { platform, env: environment } = process;
  return {
    loadNgrok,
    cloudflared: {
      environment,
      findProgram: (program) => findCloudflared({ program, platform, environment, isFile }),
      startChild: createChildStarter(platform),
      askReady: createAskReady(clock),
      clock,
    },
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
