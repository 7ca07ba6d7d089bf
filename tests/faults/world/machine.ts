/** The cashier's computer: it starts the program, and everything that can happen to a computer happens to it. */

import { createHandlers } from '../../../electron/ipc/handlers/handlers.ts';
import { registerIpc } from '../../../electron/ipc/register.ts';
import type { SenderEvent } from '../../../electron/ipc/trusted-sender.ts';
import type { Account } from '../../../electron/payments/account.ts';
import { composeTill } from '../../../electron/till/compose-till.ts';
import type { Till } from '../../../electron/till/till.ts';
import type { Result } from '../../../shared/app-error.ts';
import {
  channelOf,
  type IpcArea,
  type IpcCall,
  type IpcInput,
  type IpcOutput,
  type Preferences,
  type Slices,
} from '../../../shared/ipc-contract.ts';
import type { Logger, Random } from '../../../shared/ports.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { noPageDoors } from '../../fakes/no-page-doors.ts';
import { noSetup, noSetupSlices } from '../../fakes/no-setup.ts';
import type { HelcimSide } from './helcim.ts';
import { createMachineClock, type MachineClock } from './machine-clock.ts';
import type { DiskCopy, MachineDisk } from './machine-disk.ts';
import type { Network } from './network.ts';
import { createPorts, type Ports, type Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { Setting } from './script.ts';
import type { Trace } from './trace.ts';
import type { Tunnel } from './tunnel.ts';

export interface Running {
  readonly process: Process;
  readonly till: Till;
  /** A call of the window, through the registration and all its checks. */
  call<Area extends IpcArea, Call extends IpcCall<Area>>(
    area: Area,
    name: Call,
    input: IpcInput<Area, Call>,
  ): Promise<Result<IpcOutput<Area, Call>>>;
}

export interface KillWish {
  readonly calls: number;
  readonly where: 'before' | 'after';
  readonly isPowerCut: boolean;
  readonly downMs: number;
}

export interface MachineWatcher {
  /** A process has ended, however. */
  ended(process: Process): void;
  /** A run begins; nothing of it has touched the disk yet. */
  starts(): void;
  /** Killed at this place, or by nothing that the program did (null). */
  killed(place: string | null, isPowerCut: boolean): void;
  crashed(cause: unknown): void;
  /** The machine is awake again, and the program has been told. */
  woke(): void;
}

export interface Machine {
  readonly clock: MachineClock;
  readonly disk: MachineDisk;
  /** The program, once its handlers can be called. */
  running(): Running | null;
  /** What the window shows: the values published last. */
  shown(): Partial<Slices>;
  isReachable(): boolean;
  boot(): void;
  armKill(wish: KillWish): void;
  /** A kill that has not come by now comes no more. */
  disarm(): void;
  kill(isPowerCut: boolean, downMs: number): void;
  quit(downMs: number): void;
  sleep(forMs: number): void;
  restore(copy: DiskCopy, downMs: number): void;
}

interface MachineParts {
  readonly scheduler: Scheduler;
  readonly setting: Setting;
  readonly disk: MachineDisk;
  readonly network: () => Network;
  readonly tunnel: () => Tunnel;
  readonly helcim: () => HelcimSide;
  readonly ids: Drawing;
  readonly turns: Drawing;
  readonly trace: Trace;
  readonly watcher: MachineWatcher;
}

/** An address of money, so that practice beside it is refused (M13); nothing of this world goes there. */
export const helcimUrl = 'https://helcim.invalid/v2';

export function createMachine(parts: MachineParts): Machine {
  const { scheduler, setting, disk, trace, watcher } = parts;
  const clock = createMachineClock(scheduler, setting.stopsWhileAsleep);
  const memory: { account: Account | null; preferences: Preferences } = {
    account: null,
    preferences: { theme: 'system', language: 'en' },
  };
  let current: Process | null = null;
  let running: Running | null = null;
  let armed: (KillWish & { left: number }) | null = null;
  let processes = 0;
  let shown: Partial<Slices> = {};
  let isBootDue = false;

  const ports: Ports = createPorts((process, name, where) => {
    if (armed === null || process !== current) return false;
    if (where === 'before') armed.left -= 1;
    if (armed.left > 0 || where !== armed.where) return false;
    const { isPowerCut, downMs } = armed;
    armed = null;
    trace.tell(`${isPowerCut ? 'the power goes' : 'the program is killed'} ${where} ${name}`);
    watcher.killed(`${where} ${name}`, isPowerCut);
    end(process, isPowerCut);
    bootIn(downMs);
    return true;
  });

  function end(process: Process, isPowerCut: boolean): void {
    process.isDead = true;
    if (current === process) current = null;
    running = null;
    shown = {};
    clock.endTimersOf(process);
    parts.network().endAllOf(process, isPowerCut);
    disk.takeOver(process, isPowerCut);
    watcher.ended(process);
  }

  function bootIn(delayMs: number): void {
    scheduler.after(delayMs, boot);
  }

  function random(process: Process): Random {
    const byte = () => parts.ids.whole(0, 255);
    const bytes = (count: number) => ports.quietCall(process, () => Uint8Array.from({ length: count }, byte));
    return { bytes, uuid: () => uuidOf(bytes(16)) };
  }

  function logger(process: Process): Logger {
    const say = (level: string) => (message: string, fields?: object) => {
      if (!process.isDead) trace.tell(`log ${level}: ${message} ${withoutPlaces(fields ?? {})}`);
    };
    return { info: () => undefined, warn: () => undefined, error: say('error') };
  }

  function boot(): void {
    if (current !== null) return;
    if (clock.isAsleep()) {
      isBootDue = true;
      return;
    }
    const process: Process = { number: ++processes, isDead: false };
    current = process;
    trace.tell(`the program starts, run ${process.number}`);
    watcher.starts();
    start(process).catch((cause: unknown) => {
      if (!process.isDead) watcher.crashed(cause);
    });
  }

  async function start(process: Process): Promise<void> {
    const processClock = clock.forProcess(process, ports);
    const { world } = parts.helcim();
    const { till } = await composeTill(
      {
        mode: { kind: 'switched', practice: false, host: 'helcim.invalid' },
        helcimUrl,
        token: world.tokens.full,
        verifier: world.verifier,
        webhookPort: 0,
        webhookPath: '/hook/world',
        folder: disk.folder(),
        tillsOnAccount: setting.tillsOnAccount,
        clockRate: 1,
      },
      {
        version: '0.0.0',
        clock: processClock,
        wireClock: processClock,
        nextTurn: () =>
          new Promise((resolve) => {
            scheduler.after(parts.turns.whole(0, 1), () => ports.deliver(process, 'turn', resolve));
          }),
        random: random(process),
        logger: logger(process),
        accountMemory: {
          recall: () => memory.account,
          remember: (account) =>
            ports.call(process, 'remember account', () => {
              memory.account = account;
            }),
        },
        preferences: {
          read: () => memory.preferences,
          change: (change) => {
            memory.preferences = { ...memory.preferences, ...change };
            return memory.preferences;
          },
        },
        demo: null,
        publish: (slices) => {
          if (!process.isDead) shown = { ...shown, ...slices };
        },
        wire: parts.network().wireFor(process, ports),
        disk: disk.forProcess(process, ports),
        createEndpoint: parts.tunnel().endpointFor(process, ports),
      },
    );
    if (process.isDead) return;
    const handlers = createHandlers({
      till,
      snapshot: async () => ({ seq: 0, ...noSetupSlices, ...(await till.snapshot()) }),
      openLink: async () => undefined,
      doors: noPageDoors,
      house: noSetup,
    });
    running = { process, till, call: windowOf(handlers, till, random(process)) };
    await till.start();
    // The window opens now and asks for everything; only what is published from here on is newer.
    shown = {};
    const snapshot = await till.snapshot();
    if (!process.isDead) shown = { ...snapshot, ...shown };
  }

  return {
    clock,
    disk,
    running: () => (running !== null && !clock.isAsleep() ? running : null),
    shown: () => shown,
    isReachable: () => current !== null && !clock.isAsleep(),
    boot,
    armKill(wish) {
      armed = { ...wish, left: wish.calls };
    },
    disarm() {
      armed = null;
    },
    kill(isPowerCut, downMs) {
      if (current === null) return;
      trace.tell(isPowerCut ? 'the power goes' : 'the program is killed');
      watcher.killed(null, isPowerCut);
      end(current, isPowerCut);
      bootIn(downMs);
    },
    quit(downMs) {
      if (running === null || clock.isAsleep()) return;
      const { process, till } = running;
      trace.tell('the program is closed');
      running = null;
      till.close().then(
        () => {
          if (process.isDead) return;
          trace.tell('the program has ended');
          end(process, false);
          bootIn(downMs);
        },
        (cause: unknown) => {
          if (!process.isDead) watcher.crashed(cause);
        },
      );
    },
    sleep(forMs) {
      if (clock.isAsleep()) return;
      trace.tell(`the machine sleeps for ${forMs} ms`);
      clock.sleep();
      scheduler.after(forMs, () => {
        trace.tell('the machine wakes up');
        clock.wake();
        if (current !== null) parts.network().cutAllOf(current);
        running?.till.woken().catch((cause: unknown) => {
          if (running !== null && !running.process.isDead) watcher.crashed(cause);
        });
        watcher.woke();
        if (!isBootDue) return;
        isBootDue = false;
        boot();
      });
    },
    restore(copy, downMs) {
      if (current !== null) end(current, false);
      trace.tell('an older copy of the ledger is put in its place');
      disk.restore(copy);
      bootIn(downMs);
    },
  };
}

/** The window's side of IPC: plain data in, an envelope out. */
function windowOf(handlers: ReturnType<typeof createHandlers>, till: Till, random: Random): Running['call'] {
  const listeners = new Map<string, (event: SenderEvent, input: unknown) => Promise<Result<unknown>>>();
  registerIpc({
    ipcMain: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeHandler: (channel) => void listeners.delete(channel),
    },
    isTrustedSender: () => true,
    handlers,
    currentRole: () => 'manager',
    logger: till.parts.logger,
    random,
  });
  const sender: SenderEvent = { sender: { id: 1 }, senderFrame: null };
  return async (area, name, input) => {
    const listener = listeners.get(channelOf(area, name));
    if (!listener) throw new Error(`there is no call ${area}.${name}`);
    return (await listener(sender, structuredClone(input))) as never;
  };
}

/** Where in the program an error was thrown: the one thing that differs between two machines. */
function withoutPlaces(fields: object): string {
  return JSON.stringify(fields).replaceAll(/(\\n\s+at [^\\"]*)+/g, '');
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
