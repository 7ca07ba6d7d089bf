/**
 * Puts a till together from settings and ports. No decisions: what is open, learnt or refused is told by the parts.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../shared/app-error.ts';
import type { ModeView, Preferences } from '../../shared/ipc-contract.ts';
import { demoApiToken } from '../../shared/manager.ts';
import type { Clock, Logger, NextTurn, Random } from '../../shared/ports.ts';
import type { TokenSource } from '../helcim/api-origin.ts';
import { createHelcimClient } from '../helcim/create-helcim-client.ts';
import { mountainDateText } from '../helcim/mountain-time.ts';
import type { Timeouts } from '../helcim/timeouts.ts';
import type { TillCount } from '../helcim/token-window.ts';
import type { HelcimWire } from '../helcim/wire.ts';
import { chooseLedgerFile } from '../ledger/choose-ledger-file.ts';
import type { LedgerDisk } from '../ledger/disk.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ledgerFileName, witnessFileName } from '../ledger/ledger-location.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { createApiTokenCheck } from '../settings/api-token-check.ts';
import { memorySecretRecord, type SecretRecord } from '../settings/secret-record.ts';
import { memorySettings, type SettingsKeeper } from '../settings/settings.ts';
import { createWebhookEndpoint } from '../webhooks/endpoint.ts';
import { createSelfTestDesk } from '../webhooks/self-test-desk.ts';
import { createShopDay } from './shop-day.ts';
import { type AccountMemory, createTill, type DemoHelcim, type Till, type TillSlices } from './till.ts';
import { createTunnelRoom, noTunnel, type TunnelPart } from './tunnel-room.ts';
import { createWebhookPort } from './webhook-port.ts';

export interface TillSettings {
  readonly mode: ModeView;
  /** Base of Helcim's API, `/v2` included. */
  readonly helcimUrl: string;
  /** One that can change comes as a question; null while there is none. */
  readonly token: TokenSource;
  /** Base64 key of the webhook signatures, or the question for those in use; without any, signed events get 503. */
  readonly verifier: string | null | (() => readonly string[]);
  /** 0 takes any free port. One that can change comes as a question. */
  readonly webhookPort: number | (() => number);
  /** When the port is taken, any other will do; else the endpoint then does not listen. */
  readonly mayTakeOtherPort?: boolean;
  /** Told where the endpoint listens, at the start and after each change; null where it does not. */
  readonly onWebhookUrl?: (url: string | null) => void;
  readonly webhookPath: string;
  /** Folder of the ledgers, local to this machine. */
  readonly folder: string;
  readonly tillsOnAccount: TillCount;
  readonly clockRate: number;
  /** Waits on the wire that differ from the ordinary ones. */
  readonly timeouts?: Partial<Timeouts>;
}

export interface TillTools {
  readonly version: string;
  readonly clock: Clock;
  readonly wireClock: Clock;
  readonly nextTurn: NextTurn;
  readonly random: Random;
  readonly logger: Logger;
  readonly accountMemory: AccountMemory;
  readonly preferences: { read(): Preferences; change(change: Partial<Preferences>): Preferences };
  /** What the manager set for this till; defaults that are not kept without it. */
  readonly settings?: SettingsKeeper;
  readonly demo: DemoHelcim | null;
  /** What carries webhooks to this machine; none without it. */
  readonly tunnel?: TunnelPart;
  /** Where the PIN, the limits and the token are kept; in memory without it. */
  readonly secretRecord?: SecretRecord;
  readonly publish: (slices: Partial<TillSlices>) => void;
  /** What lies outside the process; the machine's own without them. */
  readonly wire?: HelcimWire;
  readonly disk?: LedgerDisk;
  readonly createEndpoint?: typeof createWebhookEndpoint;
}

export interface ComposedTill {
  readonly till: Till;
  /** Where a tunnel, or the demo's simulator, has to send webhooks; null when the port could not be taken. */
  readonly webhookUrl: string | null;
  /** To be called after the settings or the secrets of port or tunnel were changed. */
  readonly applyConnection: () => void;
}

export async function composeTill(settings: TillSettings, tools: TillTools): Promise<ComposedTill> {
  const { wireClock, random, logger, wire, disk, createEndpoint = createWebhookEndpoint } = tools;
  const helcim = createHelcimClient({
    baseUrl: settings.helcimUrl,
    token: settings.token,
    clock: wireClock,
    random,
    logger,
    tillsOnAccount: settings.tillsOnAccount,
    ...(settings.timeouts && { timeouts: settings.timeouts }),
    ...(wire && { wire }),
  });
  const verifiers = verifierSource(settings.verifier);
  const token = (): string | null => (typeof settings.token === 'string' ? settings.token : settings.token());
  const ledgerName = (fingerprint: string | null): string =>
    settings.mode.kind === 'demo'
      ? ledgerFileName({ mode: 'demo' })
      : chooseLedgerFile(settings.folder, settings.helcimUrl, fingerprint);
  const wantedPort = questionOf(settings.webhookPort);
  const selfTests = createSelfTestDesk(random);
  const webhook = createEndpoint({
    host: '127.0.0.1',
    port: wantedPort(),
    path: settings.webhookPath,
    verifiers,
    store: (event) => till.storeEvent({ ...event, receivedAtMs: wireClock.wallMs() }),
    isReady: () => till.room() !== null,
    selfTests,
    // An event is as old as Helcim's clock says (M15): one of this machine that is off must not refuse genuine ones.
    clock: { ...wireClock, wallMs: () => wireClock.wallMs() + (helcim.clockOffsetMs() ?? 0) },
    logger,
  });
  const webhookPort = createWebhookPort({
    endpoint: webhook,
    wanted: wantedPort,
    mayTakeOther: settings.mayTakeOtherPort ?? false,
    clock: wireClock,
    logger,
    onChange() {
      tunnel.apply();
      till.webhookMoved();
      settings.onWebhookUrl?.(webhookPort.url());
    },
  });
  const tunnel = createTunnelRoom({
    part: tools.tunnel ?? noTunnel,
    webhookPath: settings.webhookPath,
    port: webhookPort.port,
    selfTests,
    counters: webhook.counters,
    helcim: () => ({
      clockOffsetMs: helcim.clockOffsetMs(),
      isAway: till.helcimStatus().reachable === false,
    }),
    clock: wireClock,
    random,
    logger,
    onChange: () => till.tunnelChanged(),
  });
  const kept = tools.settings ?? memorySettings(logger);
  const till: Till = createTill({
    ...tools,
    secretRecord: tools.secretRecord ?? memorySecretRecord(),
    isApiToken: createApiTokenCheck(() => [
      ...(settings.mode.kind === 'demo' ? [demoApiToken] : []),
      ...[token()].filter((known) => known !== null),
    ]),
    settings: kept,
    shopDay: createShopDay(() => kept.current()),
    mode: settings.mode,
    clockRate: settings.clockRate,
    helcim,
    webhook: webhookPort,
    tunnel,
    hasVerifier: () => verifiers().length > 0,
    hasToken: () => token() !== null,
    hasLedger: () => existsSync(join(settings.folder, ledgerName(null))),
    mountainDate: mountainDateText,
    openLedger: ({ fingerprint }): Promise<Result<Ledger>> => {
      const { kind, practice } = settings.mode;
      const name = ledgerName(fingerprint);
      return openLedger({
        path: join(settings.folder, name),
        witnessPath: join(settings.folder, witnessFileName(name)),
        mode: kind === 'demo' ? 'demo' : 'switched',
        practice,
        random,
        clock: wireClock,
        logger,
        ...(disk && { disk }),
      });
    },
  });
  await webhookPort.apply();
  tunnel.apply();
  return {
    till,
    webhookUrl: webhookPort.url(),
    applyConnection() {
      tunnel.apply();
      void webhookPort.apply();
    },
  };
}

function questionOf<Value>(value: Value | (() => Value)): () => Value {
  return typeof value === 'function' ? (value as () => Value) : () => value;
}

function verifierSource(verifier: TillSettings['verifier']): () => readonly string[] {
  if (typeof verifier === 'function') return verifier;
  return () => (verifier === null ? [] : [verifier]);
}
