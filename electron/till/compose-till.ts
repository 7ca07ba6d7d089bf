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

export interface TillSettings {
  readonly mode: ModeView;
  /** Base of Helcim's API, `/v2` included. */
  readonly helcimUrl: string;
  /** One that can change comes as a question; null while there is none. */
  readonly token: TokenSource;
  /** Base64 key of the webhook signatures, or the question for those in use; without any, signed events get 503. */
  readonly verifier: string | null | (() => readonly string[]);
  /** 0 takes any free port. */
  readonly webhookPort: number;
  /** When the port is taken, any other will do; else the endpoint then does not listen. */
  readonly mayTakeOtherPort?: boolean;
  readonly webhookPath: string;
  /** Folder of the ledgers, local to this machine. */
  readonly folder: string;
  readonly tillsOnAccount: number;
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
  /** The port of that address. */
  readonly webhookPort: number | null;
  /** To be called after the settings or the secrets of the tunnel were changed. */
  readonly applyTunnel: () => void;
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
  const selfTests = createSelfTestDesk(random);
  const webhook = createEndpoint({
    host: '127.0.0.1',
    port: settings.webhookPort,
    path: settings.webhookPath,
    verifiers,
    store: (event) => till.storeEvent({ ...event, receivedAtMs: wireClock.wallMs() }),
    isReady: () => till.room() !== null,
    selfTests,
    // An event is as old as Helcim's clock says (M15): one of this machine that is off must not refuse genuine ones.
    clock: { ...wireClock, wallMs: () => wireClock.wallMs() + (helcim.clockOffsetMs() ?? 0) },
    logger,
  });
  let webhookUrl: string | null = null;
  let webhookPort: number | null = null;
  const tunnel = createTunnelRoom({
    part: tools.tunnel ?? noTunnel,
    webhookPath: settings.webhookPath,
    port: () => webhookPort,
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
    webhook,
    tunnel,
    webhookUrl: () => webhookUrl,
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
  let listening = await webhook.listen();
  if (!listening.ok && settings.mayTakeOtherPort) {
    logger.warn(
      'the webhook port of the last start is taken; whoever posts there has to be told the new one',
      {
        port: settings.webhookPort,
        why: listening.why,
      },
    );
    listening = await webhook.listen(0);
  }
  if (listening.ok) ({ url: webhookUrl, port: webhookPort } = listening);
  else
    logger.error('the webhook endpoint does not listen; results come by look-up', {
      why: listening.why,
      detail: listening.detail,
    });
  tunnel.apply();
  return { till, webhookUrl, webhookPort, applyTunnel: tunnel.apply };
}

function verifierSource(verifier: TillSettings['verifier']): () => readonly string[] {
  if (typeof verifier === 'function') return verifier;
  return () => (verifier === null ? [] : [verifier]);
}
