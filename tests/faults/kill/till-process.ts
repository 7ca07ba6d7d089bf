/**
 * The built app's main process, run by the Electron stand-in without a browser, seen by whoever will kill it. Calls go
 * in as calls of its window: through `ipcMain`, the check of the sender and the schemas.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Result } from '../../../shared/app-error.ts';
import {
  type Change,
  changeChannel,
  channelOf,
  type IpcArea,
  type IpcCall,
  type IpcInput,
  type IpcOutput,
} from '../../../shared/ipc-contract.ts';
import type { FromPagesPlace, ToPagesPlace } from '../../electron-stand-in/module/browserless-page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const executable = fileURLToPath(new URL('../../electron-stand-in/dist/electron', import.meta.url));
const complaintLengthMax = 4_000;

export interface TillSwitches {
  readonly folder: string;
  readonly helcimUrl: string;
  readonly token: string;
  readonly verifier: string;
  readonly clockRate: number;
  /** Where compiled code is kept for the next start. Only a process that ends in good order leaves any there. */
  readonly cacheFolder: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TillProcess {
  /** True once its window shows the page, false when it ended before. */
  readonly loaded: Promise<boolean>;
  readonly ended: Promise<Ended>;
  /** From the start to the page, null before it. */
  startMs(): number | null;
  /** Null when the process ended before it answered. @throws Error for an answer that is no envelope */
  call<Area extends IpcArea, Call extends IpcCall<Area>>(
    area: Area,
    name: Call,
    input: IpcInput<Area, Call>,
  ): Promise<Result<IpcOutput<Area, Call>> | null>;
  /** @returns the way to stop */
  onChange(listener: (change: Change) => void): () => void;
  quit(): void;
  kill(): void;
  /** The last it wrote to its error output. */
  complaints(): string;
}

export function startTill(switches: TillSwitches): TillProcess {
  const begunMs = performance.now();
  const child = spawn(executable, ['.'], {
    cwd: root,
    // A group of its own: Ctrl-C is for the runner, which then ends its tills itself.
    detached: true,
    env: environment(switches),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const listeners = new Set<(change: Change) => void>();
  const waiting = new Map<number, (answer: Extract<ToPagesPlace, { kind: 'answer' }> | null) => void>();
  const loading = Promise.withResolvers<boolean>();
  let lastId = 0;
  let startMs: number | null = null;

  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      loading.resolve(false);
      for (const settle of waiting.values()) settle(null);
      resolve({ code, signal });
    });
  });
  child.on('message', (message: ToPagesPlace) => {
    if (message.kind === 'loaded') {
      startMs = performance.now() - begunMs;
      loading.resolve(true);
    } else if (message.kind === 'answer') waiting.get(message.id)?.(message);
    else if (message.channel === changeChannel)
      for (const listener of listeners) listener(message.args[0] as Change);
  });
  // A process that is being killed closes its channel at any moment.
  child.on('error', () => undefined);

  return {
    loaded: loading.promise,
    ended,
    startMs: () => startMs,
    async call<Area extends IpcArea, Call extends IpcCall<Area>>(
      area: Area,
      name: Call,
      input: IpcInput<Area, Call>,
    ) {
      lastId += 1;
      const id = lastId;
      const { promise, resolve } = Promise.withResolvers<Extract<ToPagesPlace, { kind: 'answer' }> | null>();
      waiting.set(id, resolve);
      const call: FromPagesPlace = { kind: 'invoke', id, channel: channelOf(area, name), args: [input] };
      if (!child.connected) resolve(null);
      else child.send(call, (error) => error && resolve(null));
      const answer = await promise;
      waiting.delete(id);
      if (answer === null) return null;
      if (!answer.ok) throw new Error(`${area}.${name} threw at the window: ${answer.error}`);
      return answer.value as Result<IpcOutput<Area, Call>>;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    quit: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
    complaints: collectComplaints(child),
  };
}

function environment(switches: TillSwitches): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TILLSIDE_'));
  return {
    ...Object.fromEntries(inherited),
    NODE_COMPILE_CACHE: switches.cacheFolder,
    TILLSIDE_STAND_IN_BROWSER: 'none',
    TILLSIDE_USER_DATA: switches.folder,
    TILLSIDE_HELCIM_URL: switches.helcimUrl,
    TILLSIDE_HELCIM_TOKEN: switches.token,
    TILLSIDE_WEBHOOK_VERIFIER: switches.verifier,
    TILLSIDE_CLOCK_RATE: String(switches.clockRate),
  };
}

function collectComplaints(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-complaintLengthMax);
  });
  return () => text;
}
