import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromChild, ToChild } from './till-child.ts';

/** A till in a child process, seen from its parent. */
export interface KilledTill {
  tell(message: ToChild): void;
  /** The next message of this kind; rejects when the child ends before it. */
  heard<Kind extends FromChild['kind']>(kind: Kind): Promise<Extract<FromChild, { kind: Kind }>>;
  kill(): void;
  /** Lets it end by itself. */
  release(): void;
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

/** Has the next processes loading while one is being killed. */
export interface TillForge {
  next(): KilledTill;
  close(): Promise<void>;
}

const sparesMax = 2;

export async function openTillForge(): Promise<TillForge> {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'tillside-compiled-'));
  // Only a process that ends in good order leaves its compiled modules to the others.
  const first = forkTill(cacheFolder);
  await first.heard('loaded');
  first.release();
  await first.ended;
  const spares: KilledTill[] = [];
  const fill = () => {
    while (spares.length < sparesMax) spares.push(forkTill(cacheFolder));
  };
  fill();
  return {
    next() {
      const till = spares.shift() ?? forkTill(cacheFolder);
      fill();
      return till;
    },
    async close() {
      for (const spare of spares) spare.kill();
      await Promise.all(spares.map(({ ended }) => ended));
      await rm(cacheFolder, { recursive: true, force: true });
    },
  };
}

function forkTill(cacheFolder: string): KilledTill {
  const child: ChildProcess = fork(join(import.meta.dirname, 'till-child.ts'), [], {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heard: FromChild[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (message: FromChild) => {
    heard.push(message);
    for (const look of waiting) look();
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  );
  return {
    // A child that has just been killed takes no more messages, which is what this is about.
    tell: (message) => void child.send(message, () => undefined),
    heard<Kind extends FromChild['kind']>(kind: Kind) {
      return new Promise<Extract<FromChild, { kind: Kind }>>((resolve, reject) => {
        const look = () => {
          const found = heard.find((message) => message.kind === kind);
          if (!found) return;
          waiting.delete(look);
          resolve(found as Extract<FromChild, { kind: Kind }>);
        };
        waiting.add(look);
        look();
        void ended.then((signal) => reject(new Error(`the till ended before "${kind}": ${signal}`)));
      });
    },
    kill: () => void child.kill('SIGKILL'),
    release: () => child.disconnect(),
    ended,
  };
}
