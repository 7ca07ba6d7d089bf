/** How each till of the house is opened: the real one at its place, practice on a simulator of its own. */
import { join } from 'node:path';
import { createHelcimClient } from '../helcim/create-helcim-client.ts';
import { mountainDateText } from '../helcim/mountain-time.ts';
import { chooseLedgerFile } from '../ledger/choose-ledger-file.ts';
import { peekBinding } from '../ledger/peek-ledger.ts';
import { openAccountMemory } from '../settings/account-memory.ts';
import { secretFileName } from '../settings/secret-file-name.ts';
import type { SecretKeeper } from '../settings/secret-keeper.ts';
import type { SecretRecord } from '../settings/secret-record.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import { startSimulator } from '../simulator/simulator.ts';
import type { LivePlace } from './choose-helcim.ts';
import { composeTill, type TillSettings, type TillTools } from './compose-till.ts';
import { createDemoHelcim } from './demo-helcim.ts';
import { keptWebhookPath } from './kept-webhook-path.ts';
import type { HouseTill, Publish } from './till-house.ts';
import { type TokenTrial, tryToken } from './try-token.ts';
import type { TunnelPart } from './tunnel-room.ts';

export interface OpenTillsParts {
  readonly place: LivePlace;
  readonly keeper: SecretKeeper;
  readonly settings: SettingsKeeper;
  /** Given by switches; null where they say nothing. */
  readonly webhook: { readonly port: number | null; readonly path: string | null };
  /** Absolute path of the data folder. */
  readonly folder: string;
  readonly clockRate: number;
  readonly tools: Omit<TillTools, 'accountMemory' | 'secretRecord' | 'demo' | 'publish'>;
  readonly tunnelOutside: TunnelPart['outside'];
  readonly openRecord: (path: string) => Promise<SecretRecord>;
  readonly addSecret: (secret: string) => void;
}

/** Thirty days: as far back as payments may tell the currency of an account whose terminals do not. */
const currencyReachMs = 30 * 86_400_000;

export function createTillOpeners(parts: OpenTillsParts) {
  const { place, keeper, settings, webhook, folder, tools } = parts;
  const common = (): Pick<TillSettings, 'folder' | 'tillsOnAccount' | 'clockRate'> => ({
    folder,
    tillsOnAccount: () => settings.current().tillsOnAccount,
    clockRate: parts.clockRate,
  });

  /** Whoever posts here is told it once; one that stands in for a wanted port is not kept. */
  function keepPort(url: string | null): void {
    if (webhook.port !== null || url === null || settings.current().webhookPort !== null) return;
    settings.update({ webhookPort: Number(new URL(url).port) });
  }

  async function live(publish: Publish): Promise<HouseTill> {
    const { till, applyConnection } = await composeTill(
      {
        ...common(),
        mode: place.mode,
        helcimUrl: place.url,
        token: keeper.apiToken,
        verifier: keeper.verifiers,
        webhookPort: () => webhook.port ?? settings.current().webhookPort ?? 0,
        mayTakeOtherPort: webhook.port === null,
        onWebhookUrl: keepPort,
        webhookPath: webhook.path ?? keptWebhookPath(settings, tools.random),
      },
      {
        ...tools,
        accountMemory: openAccountMemory(folder, place.url, keeper.apiToken, tools.logger),
        secretRecord: keeper.record,
        tunnel: {
          settings: () => settings.current().tunnel,
          secrets: keeper.tunnelSecrets,
          ...(parts.tunnelOutside && { outside: parts.tunnelOutside }),
        },
        demo: null,
        publish,
      },
    );
    const stopListening = [settings.onChange(applyConnection), keeper.onChange(applyConnection)];
    return {
      till,
      async close() {
        for (const stop of stopListening) stop();
        await till.close();
      },
    };
  }

  async function demo(publish: Publish): Promise<HouseTill> {
    const simulator = await startSimulator({
      statePath: join(folder, 'simulator-state.json'),
      behaviour: { tipsAsked: true },
    });
    const { url, token, verifier } = simulator;
    for (const secret of [token, verifier]) parts.addSecret(secret);
    const { till } = await composeTill(
      {
        ...common(),
        mode: { kind: 'demo', practice: true, host: new URL(url).host },
        helcimUrl: url,
        token,
        verifier,
        // A tunnel carries real events to the port that is kept; nobody but the simulator has to find this one.
        webhookPort: webhook.port ?? 0,
        mayTakeOtherPort: true,
        onWebhookUrl: simulator.setWebhookUrl,
        webhookPath: webhook.path ?? keptWebhookPath(settings, tools.random),
      },
      {
        ...tools,
        accountMemory: openAccountMemory(folder, url, () => token, tools.logger),
        secretRecord: await parts.openRecord(join(folder, secretFileName('demo', url))),
        demo: createDemoHelcim(simulator),
        publish,
      },
    );
    return {
      till,
      async close() {
        await till.close();
        await simulator.close();
      },
    };
  }

  return {
    open: { live, demo },
    /** With a client of its own, that ends with the answer. */
    async tryToken(token: string): Promise<TokenTrial> {
      const helcim = createHelcimClient({
        baseUrl: place.url,
        token,
        clock: tools.wireClock,
        random: tools.random,
        logger: tools.logger,
        tillsOnAccount: () => settings.current().tillsOnAccount,
      });
      try {
        return await tryToken(helcim, mountainDateText(tools.wireClock.wallMs() - currencyReachMs));
      } finally {
        await helcim.close();
      }
    },
    /** The account whose ledger would be opened here while nobody can be asked; null without any. */
    boundFingerprint(): string | null {
      const binding = peekBinding(join(folder, chooseLedgerFile(folder, place.url, null)));
      return binding.kind === 'bound' ? binding.fingerprint : null;
    },
  };
}
