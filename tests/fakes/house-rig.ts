/** The whole program but Electron: both tills, the record of secrets, the guide, the checks; on real files and HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTurn } from '../../electron/clock/next-turn.ts';
import { systemClock } from '../../electron/clock/system-clock.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { openSettings, preferencesOf, type SettingsKeeper } from '../../electron/settings/settings.ts';
import { openSettingsFile } from '../../electron/settings/settings-file.ts';
import { type ComposedHouse, composeHouse } from '../../electron/till/compose-house.ts';
import { createSelfTestPost } from '../../electron/webhooks/tunnels/tunnel-network.ts';
import type { Slices } from '../../shared/ipc-contract.ts';
import type { Clock, Logger } from '../../shared/ports.ts';
import { createKeyVault, type KeyVault } from './key-vault.ts';
import { noPageDoors } from './no-page-doors.ts';
import { testAuthority } from './tls-proxy.ts';

export interface HouseRig {
  readonly folder: string;
  readonly vault: KeyVault;
  readonly logLines: string[];
  program(): ComposedHouse;
  settings(): SettingsKeeper;
  /** Everything the window was told in this run, as it crossed. */
  told(): readonly Partial<Slices>[];
  snapshot(): Promise<Slices>;
  /** @param url of the server that stands for Helcim */
  start(url: string, args?: { readonly isDemoWanted?: boolean }): Promise<void>;
  /** What the program finds its machine to be. */
  readonly machine: RigMachine;
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface RigMachine {
  /** Addresses in networks; changed here, the machine has moved to another one. */
  addresses: readonly string[];
  /** How far its wall clock is off, milliseconds; changed here, somebody has set it. */
  clockOffMs: number;
}

export async function openHouseRig(vault: KeyVault = createKeyVault()): Promise<HouseRig> {
  const machine: RigMachine = { addresses: ['192.0.2.7'], clockOffMs: 0 };
  const folder = await mkdtemp(join(tmpdir(), 'tillside-house-'));
  const logLines: string[] = [];
  const note = (message: string, fields?: unknown) =>
    void logLines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const logger: Logger = { info: note, warn: note, error: note };
  let running: Running | null = null;

  function current(): Running {
    if (!running) throw new Error('the program is not running');
    return running;
  }

  return {
    folder,
    vault,
    logLines,
    machine,
    program: () => current().composed,
    settings: () => current().settings,
    told: () => current().told,
    snapshot: async () => current().composed.slices(),
    async start(url, { isDemoWanted = false } = {}) {
      running = await run({ folder, url, vault, logger, isDemoWanted, machine });
    },
    async stop() {
      await current().composed.close();
      running = null;
    },
    async close() {
      await running?.composed.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly composed: ComposedHouse;
  readonly settings: SettingsKeeper;
  readonly told: Partial<Slices>[];
}

async function run(wish: {
  readonly folder: string;
  readonly url: string;
  readonly vault: KeyVault;
  readonly logger: Logger;
  readonly isDemoWanted: boolean;
  readonly machine: RigMachine;
}): Promise<Running> {
  const { folder, url, vault, logger, isDemoWanted, machine } = wish;
  const clock: Clock = {
    ...systemClock,
    wallMs: () => systemClock.wallMs() + machine.clockOffMs,
    elapsedMs: (sinceWallMs) => systemClock.elapsedMs(sinceWallMs) + machine.clockOffMs,
  };
  const post = createSelfTestPost(systemClock, [testAuthority]);
  const settings = openSettings(openSettingsFile(folder, systemClock, logger), logger);
  const told: Partial<Slices>[] = [];
  const composed = await composeHouse(
    {
      switched: { baseUrl: url, token: null },
      verifier: null,
      webhook: { port: null, path: null },
      clockRate: 1,
      isDemoWanted,
      folder,
    },
    {
      version: '0.0.0',
      clock,
      wireClock: clock,
      nextTurn,
      random: systemRandom,
      logger,
      vault,
      settings,
      preferences: {
        read: () => preferencesOf(settings.current()),
        change: (change) => preferencesOf(settings.update(change)),
      },
      addresses: () => machine.addresses,
      tunnelOutside: {
        post: async (event) =>
          machine.addresses.length > 0 ? post(event) : { kind: 'failed', code: 'EAI_AGAIN' },
      },
      addSecret: () => undefined,
      doors: noPageDoors,
      openLink: async () => undefined,
      snapshot: async () => ({ seq: 0, ...(await house().slices()) }),
      publish: (slices) => void told.push(structuredClone(slices)),
    },
  );
  if (!composed.ok) throw new Error(composed.why);
  const house = () => composed.house;
  await composed.house.start();
  return { composed: composed.house, settings, told };
}
