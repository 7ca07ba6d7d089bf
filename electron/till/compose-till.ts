/**
 * Puts a till together from settings and ports. No decisions: what is open, learnt or refused is told by the parts.
 */

import { join } from 'node:path';
import type { Result } from '../../shared/app-error.ts';
import type { ModeView, Preferences, Slices } from '../../shared/ipc-contract.ts';
import { demoApiToken } from '../../shared/manager.ts';
import type { Clock, Logger, NextTurn, Random } from '../../shared/ports.ts';
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
import { createWebhookEndpoint } from '../webhooks/endpoint.ts';
import { createSelfTestDesk } from '../webhooks/self-test-desk.ts';
import { createShopDay, type ShopDay } from './shop-day.ts';
import { type AccountMemory, createTill, type DemoHelcim, type Till } from './till.ts';
import { createTunnelRoom, noTunnel, type TunnelPart } from './tunnel-room.ts';

export interface TillSettings {
  readonly mode: ModeView;
  /** Base of Helcim's API, `/v2` included. */
  readonly helcimUrl: string;
  readonly token: string;
  /** Base64 key of the webhook signatures; null answers 503 to every signed event. */
  readonly verifier: string | null;
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
  /** The machine's zone and midnight, and not kept, without it. */
  readonly shopDay?: ShopDay;
  readonly demo: DemoHelcim | null;
  /** What carries webhooks to this machine; none without it. */
  readonly tunnel?: TunnelPart;
  /** Where the PIN, the limits and the token are kept; in memory without it. */
  readonly secretRecord?: SecretRecord;
  readonly publish: (slices: Partial<Slices>) => void;
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
  const selfTests = createSelfTestDesk(random);
  const webhook = createEndpoint({
    host: '127.0.0.1',
    port: settings.webhookPort,
    path: settings.webhookPath,
    verifiers: () => (settings.verifier === null ? [] : [settings.verifier]),
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
    clock: wireClock,
    random,
    logger,
    onChange: () => till.tunnelChanged(),
  });
  const till: Till = createTill({
    ...tools,
    secretRecord: tools.secretRecord ?? memorySecretRecord(),
    isApiToken: createApiTokenCheck(
      settings.mode.kind === 'demo' ? [settings.token, demoApiToken] : [settings.token],
    ),
    shopDay: tools.shopDay ?? createShopDay(),
    mode: settings.mode,
    clockRate: settings.clockRate,
    helcim,
    webhook,
    tunnel,
    webhookUrl: () => webhookUrl,
    hasVerifier: settings.verifier !== null,
    mountainDate: mountainDateText,
    openLedger: ({ fingerprint }): Promise<Result<Ledger>> => {
      const { kind: mode, practice } = settings.mode;
      const name =
        mode === 'demo'
          ? ledgerFileName({ mode })
          : chooseLedgerFile(settings.folder, settings.helcimUrl, fingerprint);
      return openLedger({
        path: join(settings.folder, name),
        witnessPath: join(settings.folder, witnessFileName(name)),
        mode,
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
