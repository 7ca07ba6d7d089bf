/**
 * Keeps the chosen tunnel alive: one at a time, made anew when it ends, when it does not come up or back in its time, when
 * nothing comes through it, or when settings or secrets change. Says what state it is in.
 */
import type { Clock, Logger, Random, Timer } from '../../../shared/ports.ts';
import {
  publicWebhookUrl,
  type SelfTestView,
  type TunnelCause,
  type TunnelSettings,
  type TunnelView,
} from '../../../shared/tunnel.ts';
import { drawChance, restartDelayMs, triesAfter } from './restart-delay.ts';
import type { OpenTunnel, Tunnel, TunnelCondition, TunnelSecrets } from './tunnel.ts';
import { isLying, type ShownTunnel, tunnelShown } from './tunnel-shown.ts';

export interface TunnelKeeperParts {
  readonly settings: () => TunnelSettings;
  readonly secrets: () => TunnelSecrets;
  /** Where our endpoint listens; null while it does not. */
  readonly port: () => number | null;
  readonly webhookPath: string;
  readonly open: OpenTunnel;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The view has changed. */
  readonly onChange: () => void;
  /** The tunnel says that it is up, which is to be tested. */
  readonly onUp: () => void;
}

export interface TunnelKeeper {
  /** Starts, or makes anew what settings, secrets or port have changed; does nothing where all are as before. */
  apply(): void;
  /** The machine woke up or the network is back: what waits for its next try tries now. */
  tryNow(): void;
  noteSelfTest(view: SelfTestView): void;
  view(): TunnelView;
  /** Ends the tunnel; nothing is started after it. */
  stop(): Promise<void>;
}

/** A tunnel that is neither up nor over by then hangs. */
const upWithinMs = 30_000;
/** How long one that was up may try to come back by itself. */
const backWithinMs = 45_000;
const detailLengthMax = 200;

const off: ShownTunnel = { state: 'off', cause: null, detail: null };
const starting: ShownTunnel = { state: 'starting', cause: null, detail: null };

export function createTunnelKeeper(parts: TunnelKeeperParts): TunnelKeeper {
  const { clock, random, logger } = parts;
  let current: Tunnel | null = null;
  let settings: TunnelSettings = { kind: 'none' };
  /** What the tunnel was made of, to tell a change; holds secrets and goes nowhere. */
  let madeOf: string | null = null;
  /** Those of earlier tunnels too, whose last words may still come. */
  const seenSecrets = new Set<string>();
  let ending: Promise<void> = Promise.resolve();
  /** Of a tunnel that has been stopped meanwhile. */
  let generation = 0;
  let shown: ShownTunnel = off;
  let sinceMs = clock.wallMs();
  let upAtMs: number | null = null;
  let triesInARow = 0;
  let deadline: Timer | null = null;
  let retry: { readonly timer: Timer; readonly dueMs: number } | null = null;
  /** The tunnel calls itself up or degraded. */
  let isCarrying = false;
  /** The last test since it does. */
  let tested: SelfTestView | null = null;
  let last: SelfTestView | null = null;
  let failedTests = 0;
  let isStopped = false;

  function show(base: ShownTunnel): void {
    const next = tunnelShown(settings.kind, { ...base, detail: clean(base.detail) }, tested);
    const isSameState = next.state === shown.state;
    if (isSameState && next.cause === shown.cause && next.detail === shown.detail) return;
    shown = next;
    if (!isSameState) {
      sinceMs = clock.wallMs();
      const say = next.state === 'down' || next.state === 'degraded' ? 'warn' : 'info';
      logger[say]('the tunnel has changed', { kind: settings.kind, ...next });
    }
    parts.onChange();
  }

  /** SECURITY: M11. ngrok's errors repeat the token that they refuse. */
  function clean(detail: string | null): string | null {
    if (detail === null) return null;
    return [...seenSecrets]
      .reduce((text, secret) => text.replaceAll(secret, '[secret]'), detail)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, detailLengthMax);
  }

  function endCurrent(): void {
    generation += 1;
    upAtMs = null;
    isCarrying = false;
    tested = null;
    deadline?.cancel();
    deadline = null;
    retry?.timer.cancel();
    retry = null;
    const leaving = current;
    current = null;
    if (leaving === null) return;
    ending = ending
      .then(() => leaving.stop())
      .catch((cause: unknown) => {
        logger.error('a tunnel could not be stopped', { cause: clean(String(cause)) });
      });
  }

  /**
   * Waits until nothing is left of the last one: two sessions or two children would be in each other's way. One that is
   * tried again is shown as down until it is up.
   */
  async function begin(): Promise<void> {
    endCurrent();
    const mine = generation;
    await ending;
    if (mine !== generation || isStopped || settings.kind === 'none') return;
    const port = parts.port();
    if (port === null) {
      planRetry('port_unreachable', null);
      return;
    }
    const tunnel = parts.open({ settings, secrets: parts.secrets(), port });
    current = tunnel;
    tunnel.onChange(() => follow(tunnel));
    giveUpAfter(upWithinMs, tunnel);
    tunnel.start();
  }

  function giveUpAfter(ms: number, tunnel: Tunnel): void {
    deadline ??= clock.setTimer(ms, () => {
      const { cause, detail } = tunnel.condition();
      planRetry(cause ?? 'hangs', detail);
    });
  }

  function follow(tunnel: Tunnel): void {
    if (tunnel !== current) return;
    const condition = tunnel.condition();
    if (condition.isOver) planRetry(condition.cause ?? 'unknown', condition.detail);
    else if (condition.state === 'up' || condition.state === 'degraded') carries(condition);
    else if (condition.state === 'down' || shown.state !== 'down') {
      isCarrying = false;
      if (condition.state === 'down') giveUpAfter(backWithinMs, tunnel);
      show(condition);
    }
  }

  function carries(condition: TunnelCondition): void {
    deadline?.cancel();
    deadline = null;
    upAtMs ??= clock.monotonicMs();
    const isNews = !isCarrying;
    isCarrying = true;
    if (isNews) tested = null;
    show(condition);
    if (isNews) parts.onUp();
  }

  function planRetry(cause: TunnelCause, detail: string | null): void {
    const upForMs = upAtMs === null ? 0 : clock.monotonicMs() - upAtMs;
    const ended = { triesInARow, upForMs, cause };
    endCurrent();
    const delayMs = restartDelayMs(ended, drawChance(random));
    triesInARow = triesAfter(ended);
    retry = {
      dueMs: clock.monotonicMs() + delayMs,
      timer: clock.setTimer(delayMs, () => void begin()),
    };
    show({ state: 'down', cause, detail });
  }

  return {
    apply() {
      if (isStopped) return;
      const wanted = JSON.stringify([parts.settings(), parts.secrets(), parts.port()]);
      if (wanted === madeOf) return;
      madeOf = wanted;
      settings = parts.settings();
      for (const secret of Object.values(parts.secrets())) if (secret) seenSecrets.add(secret);
      triesInARow = 0;
      failedTests = 0;
      last = null;
      void begin();
      show(settings.kind === 'none' ? off : starting);
      // Also where the state is as before, the address may be another one.
      parts.onChange();
    },
    tryNow() {
      if (retry !== null && !isStopped) void begin();
    },
    noteSelfTest(view) {
      last = view;
      failedTests = view.ok ? 0 : failedTests + 1;
      if (isCarrying && isLying(settings.kind, view, failedTests)) {
        failedTests = 0;
        planRetry('self_test_failed', view.problem);
      } else if (isCarrying && current !== null) {
        tested = view;
        show(current.condition());
      }
      parts.onChange();
    },
    view: () => ({
      kind: settings.kind,
      ...shown,
      sinceMs,
      publicUrl: publicWebhookUrl(settings, parts.webhookPath),
      nextTryInMs: retry === null ? null : Math.max(0, Math.round(retry.dueMs - clock.monotonicMs())),
      lastSelfTest: last,
    }),
    async stop() {
      isStopped = true;
      endCurrent();
      await ending;
    },
  };
}
