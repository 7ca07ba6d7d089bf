/**
 * Puts the whole program together but for Electron: both tills, what was set up for them, and what is looked at and
 * checked. No decisions.
 */
import { join } from 'node:path';
import {
  type IpcArea,
  type Preferences,
  type Role,
  realTillAreas,
  type Slices,
} from '../../shared/ipc-contract.ts';
import type { Clock, Logger, NextTurn, Random, Vault } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { SelfTestView } from '../../shared/tunnel.ts';
import { createHandlersOfTills, frontHandlers } from '../ipc/front-handlers.ts';
import { createHandlers, type HandlerParts } from '../ipc/handlers/handlers.ts';
import { checkHandlers, setupHandlers } from '../ipc/handlers/setup.ts';
import type { IpcHandlers } from '../ipc/register.ts';
import { liveLedgers } from '../ledger/find-ledger.ts';
import { freeBytes } from '../settings/data-folder.ts';
import { secretFileName } from '../settings/secret-file-name.ts';
import { createSecretKeeper, type SecretKeeper } from '../settings/secret-keeper.ts';
import { openSecretRecord } from '../settings/secret-record.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import type { SwitchedHelcim } from '../settings/switches.ts';
import { chooseStart, livePlace } from './choose-helcim.ts';
import { createHealthRoom } from './health-room.ts';
import { watchMachine } from './machine-watch.ts';
import { createTillOpeners } from './open-tills.ts';
import { createOpeningChecker, type OpeningChecker, type SelfTestShown } from './opening-checker.ts';
import { createSetupRoom, type SetupRoom } from './setup-room.ts';
import type { Till } from './till.ts';
import { createTillHouse, type TillHouse } from './till-house.ts';
import type { TunnelPart } from './tunnel-room.ts';

export interface HouseWish {
  /** Given by switches; null where they say nothing. */
  readonly switched: SwitchedHelcim | null;
  readonly verifier: string | null;
  readonly webhook: { readonly port: number | null; readonly path: string | null };
  readonly clockRate: number;
  readonly isDemoWanted: boolean;
  /** Absolute path of the data folder. */
  readonly folder: string;
}

export interface HouseTools {
  readonly version: string;
  /** The pace of deadlines and look-ups, scaled by `clockRate`. */
  readonly clock: Clock;
  readonly wireClock: Clock;
  readonly nextTurn: NextTurn;
  readonly random: Random;
  readonly logger: Logger;
  readonly vault: Vault;
  readonly settings: SettingsKeeper;
  /** Of this machine in the networks it is part of. */
  readonly addresses: () => readonly string[];
  /** What of tunnels lies outside the process; the machine's own without it. */
  readonly tunnelOutside?: TunnelPart['outside'];
  readonly preferences: { read(): Preferences; change(change: Partial<Preferences>): Preferences };
  readonly addSecret: (secret: string) => void;
  readonly doors: HandlerParts['doors'];
  readonly openLink: HandlerParts['openLink'];
  /** With its number, from the change feed. */
  readonly snapshot: HandlerParts['snapshot'];
  readonly publish: (slices: Partial<Slices>) => void;
}

export interface ComposedHouse {
  readonly house: TillHouse;
  readonly setup: SetupRoom;
  readonly keeper: SecretKeeper;
  readonly checker: OpeningChecker;
  /** Of whichever till stands before the window; of the real one for `realTillAreas`. */
  readonly handlers: IpcHandlers;
  /** Who stands there for a call of this area, at the till that it belongs to. */
  roleFor(area: IpcArea): Role;
  slices(): Promise<Slices>;
  /** What an earlier run left open is taken over before anybody can press a button. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export type HouseResult =
  | { readonly ok: true; readonly house: ComposedHouse }
  /** A sentence for the person who started the program. */
  | { readonly ok: false; readonly why: string };

export async function composeHouse(wish: HouseWish, tools: HouseTools): Promise<HouseResult> {
  const { folder } = wish;
  const { settings, wireClock, random, logger, addSecret, publish, doors } = tools;
  const place = livePlace(wish.switched);
  const openRecord = (path: string) =>
    openSecretRecord({
      path,
      vault: tools.vault,
      logger,
      wallMs: () => wireClock.wallMs(),
      isUnprotectedAccepted: settings.current().keepsSecretsUnprotected,
    });
  const keeper = createSecretKeeper({
    record: await openRecord(join(folder, secretFileName(place.mode.kind, place.url))),
    fixed: {
      ...(place.fixedToken !== null && { apiToken: place.fixedToken }),
      ...(wish.verifier !== null && { verifier: wish.verifier }),
    },
    addSecret,
    clock: wireClock,
    random,
  });
  const start = chooseStart({
    hasFixedToken: place.fixedToken !== null,
    hasKeptToken: keeper.apiToken() !== null,
    areSecretsLost: keeper.record.loss() !== null,
    liveLedgers: liveLedgers(folder),
    isDemoWanted: wish.isDemoWanted,
  });
  if (!start.ok) return start;

  const openers = createTillOpeners({
    place,
    keeper,
    settings,
    webhook: wish.webhook,
    folder,
    clockRate: wish.clockRate,
    tools,
    tunnelOutside: tools.tunnelOutside,
    openRecord,
    addSecret,
  });
  const house: TillHouse = createTillHouse({
    open: openers.open,
    publish,
    onNews() {
      setup.changed();
      health.changed();
    },
    logger,
  });
  const setup: SetupRoom = createSetupRoom({
    house,
    keeper,
    tryToken: openers.tryToken,
    boundFingerprint: openers.boundFingerprint,
    notes: {
      read: () => settings.current().setup,
      write: (notes) => void settings.update({ setup: notes }),
    },
    acceptUnprotected: (isAccepted) => void settings.update({ keepsSecretsUnprotected: isAccepted }),
    addSecret,
    tunnelKind: () => settings.current().tunnel.kind,
    publish,
  });
  const health = createHealthRoom({
    front: () => house.front(),
    frontSlices: () => house.told(),
    record: () => house.front().parts.secretRecord,
    tunnel: () => house.front().parts.tunnel.view(),
    diskFreeBytes: () => freeBytes(folder),
    clock: wireClock,
    publish,
  });
  const checker = createOpeningChecker({
    front: () => house.front(),
    terminalCodes: async () =>
      ((await house.front().room()?.ledger.terminals()) ?? []).map(({ code }) => code),
    openAlarms: async () => ((await house.front().room()?.ledger.openAlarms()) ?? []).length,
    ping: async (code) => handlersOf(house.front()).terminals.ping({ code: code as TerminalCode }),
    selfTest() {
      const { tunnel } = house.front().parts;
      return tunnel.view() === null ? null : () => shownSelfTest(tunnel.runSelfTest());
    },
    clock: wireClock,
    logger,
    publish,
  });
  const handlersOf = createHandlersOfTills((till) =>
    createHandlers({
      till,
      snapshot: tools.snapshot,
      openLink: tools.openLink,
      doors,
      house: {
        setup: {
          ...setupHandlers(setup),
          unlock: (input) => handlersOf(tillOf('setup')).manager.unlock(input),
        },
        check: checkHandlers(checker, doors),
      },
    }),
  );
  const tillOf = (area: IpcArea): Till => (realTillAreas.has(area) ? house.live() : null) ?? house.front();
  let stopWatching = (): void => undefined;
  return {
    ok: true,
    house: {
      house,
      setup,
      keeper,
      checker,
      handlers: frontHandlers((area) => handlersOf(tillOf(area))),
      roleFor: (area) => tillOf(area).session.role(),
      slices: async () => ({
        ...(await house.snapshot()),
        ...setup.slices(),
        ...health.slices(),
        ...checker.slices(),
      }),
      async start() {
        await house.begin(start.front, start.others);
        health.start();
        stopWatching = watchMachine({
          clock: wireClock,
          addresses: tools.addresses,
          onChange(change) {
            logger.info('the machine has another time or network', { change });
            house.each((till) => till.surroundingsChanged());
          },
        });
      },
      async close() {
        stopWatching();
        health.stop();
        await house.close();
      },
    },
  };
}

async function shownSelfTest(running: Promise<SelfTestView>): Promise<SelfTestShown> {
  const { ok, problem } = await running;
  return { ok, detail: problem };
}
