/**
 * The till as the main process composes it, with real files, a real wire and the real registration of its calls; only
 * Electron's two objects, `ipcMain` and the window, are stand-ins of a few lines.
 */
import { join } from 'node:path';
import { nextTurn } from '../../electron/clock/next-turn.ts';
import { systemClock } from '../../electron/clock/system-clock.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { createChangeFeed } from '../../electron/ipc/change-feed.ts';
import { createHandlers } from '../../electron/ipc/handlers/handlers.ts';
import { registerIpc } from '../../electron/ipc/register.ts';
import { createTrustedSenders, type SenderEvent } from '../../electron/ipc/trusted-sender.ts';
import { openFileLog } from '../../electron/log/file-log.ts';
import { createRedactor } from '../../electron/log/redact.ts';
import { composeTill } from '../../electron/till/compose-till.ts';
import type { PaymentsRoom } from '../../electron/till/payments-room.ts';
import type { Result } from '../../shared/app-error.ts';
import { type Change, channelOf } from '../../shared/ipc-contract.ts';
import { noPageDoors } from '../fakes/no-page-doors.ts';
import { noSetup, noSetupSlices } from '../fakes/no-setup.ts';
import { waitUntil } from '../fakes/wait-until.ts';

export interface BenchTill {
  /** A call as it arrives from the window. @throws Error when it is refused */
  call(area: string, name: string, input: unknown): Promise<unknown>;
  room(): PaymentsRoom;
  close(): Promise<void>;
}

interface Helcim {
  readonly url: string;
  readonly token: string;
  readonly verifier: string;
}

const pageUrl = 'app://tillside/index.html';
const windowId = 1;

/**
 * @param send gets what the window would. The default makes the window's copy as IPC does, so that what is published
 * costs here what it costs in the app.
 */
export async function openBenchTill(
  helcim: Helcim,
  folder: string,
  send: (change: Change) => void = (change) => void structuredClone(change),
): Promise<BenchTill> {
  const redactor = createRedactor();
  redactor.addSecret(helcim.token);
  const logger = openFileLog({ folder: join(folder, 'logs'), hasConsole: false, redactor });
  const feed = createChangeFeed({
    snapshot: async () => ({ ...noSetupSlices, ...(await till.snapshot()) }),
    send,
  });
  const { till } = await composeTill(
    {
      mode: { kind: 'switched', practice: false, host: '127.0.0.1' },
      helcimUrl: helcim.url,
      token: helcim.token,
      verifier: helcim.verifier,
      webhookPort: 0,
      webhookPath: '/hook/bench',
      folder,
      tillsOnAccount: 1,
      clockRate: 1,
    },
    {
      version: '0.0.0',
      clock: systemClock,
      wireClock: systemClock,
      nextTurn,
      random: systemRandom,
      logger,
      accountMemory: { recall: () => null, remember: () => undefined },
      preferences: {
        read: () => ({ theme: 'system', language: 'en' }),
        change: () => ({ theme: 'system', language: 'en' }),
      },
      demo: null,
      publish: (slices) => feed.publish(slices),
    },
  );
  const listeners = new Map<string, (event: SenderEvent, input: unknown) => Promise<Result<unknown>>>();
  const trusted = createTrustedSenders(pageUrl);
  trusted.add({ id: windowId, once: () => undefined });
  registerIpc({
    ipcMain: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    isTrustedSender: (event) => trusted.isTrusted(event),
    handlers: createHandlers({
      till,
      snapshot: () => feed.snapshot(),
      openLink: async () => undefined,
      doors: noPageDoors,
      house: noSetup,
    }),
    currentRole: () => 'manager',
    logger,
    random: systemRandom,
  });
  await till.start();
  await waitUntil('the account is known', () => till.blocked() === null);
  return {
    async call(area, name, input) {
      const listener = listeners.get(channelOf(area, name));
      if (!listener) throw new Error(`no call ${area}.${name}`);
      const event = { sender: { id: windowId }, senderFrame: { url: pageUrl, parent: null } };
      const result = await listener(event, input);
      if (!result.ok) throw new Error(`${area}.${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    room() {
      const room = till.room();
      if (!room) throw new Error('no ledger is open');
      return room;
    },
    close: () => till.close(),
  };
}
