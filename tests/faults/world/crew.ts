/** Worker processes that histories are handed to, one task at a time each. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromWorker, ToWorker } from './worker.ts';

export interface Crew {
  /** Resolves with the first answer of this kind; waits for a free worker. Rejects when the worker ends. */
  ask<Kind extends FromWorker['kind']>(
    message: ToWorker,
    kind: Kind,
  ): Promise<Extract<FromWorker, { kind: Kind }>>;
  close(): void;
}

export interface CrewOptions {
  readonly size: number;
  /** Name of a planted bug that the workers run with. */
  readonly plantedBug?: string;
}

/**
 * Node keeps compiled code by file, and takes it only for the very same text. Programs with a planted bug have a folder
 * of their own all the same.
 */
const compiledIn = (name: string) => join(tmpdir(), `tillside-${name}-compiled`);

export function openCrew({ size, plantedBug }: CrewOptions): Crew {
  const compileCache = compiledIn(plantedBug === undefined ? 'faults' : 'planted');
  mkdirSync(compileCache, { recursive: true });
  const workers: ChildProcess[] = [];
  const free: ChildProcess[] = [];
  const waiting: ((worker: ChildProcess) => void)[] = [];

  function start(): void {
    const hooks = join(import.meta.dirname, '../planted/plant.ts');
    const worker = fork(join(import.meta.dirname, 'worker.ts'), [], {
      execArgv: plantedBug === undefined ? [] : ['--import', hooks],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: compileCache,
        ...(plantedBug !== undefined && { TILLSIDE_PLANTED_BUG: plantedBug }),
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    workers.push(worker);
    worker.once('message', () => release(worker));
  }

  function release(worker: ChildProcess): void {
    const next = waiting.shift();
    if (next) next(worker);
    else free.push(worker);
  }

  function take(): Promise<ChildProcess> {
    const worker = free.pop();
    return worker ? Promise.resolve(worker) : new Promise((resolve) => waiting.push(resolve));
  }

  for (let index = 0; index < size; index += 1) start();

  return {
    async ask(message, kind) {
      const worker = await take();
      return new Promise((resolve, reject) => {
        const onExit = (code: number | null) =>
          reject(new Error(`a worker ended (${code}) at ${JSON.stringify(message).slice(0, 200)}`));
        worker.once('exit', onExit);
        worker.once('message', (reply: FromWorker) => {
          worker.off('exit', onExit);
          release(worker);
          if (reply.kind === kind) resolve(reply as Extract<FromWorker, { kind: typeof kind }>);
          else reject(new Error(`a worker answered ${reply.kind} instead of ${kind}`));
        });
        worker.send(message);
      });
    },
    close() {
      for (const worker of workers) if (worker.connected) worker.disconnect();
    },
  };
}
