/** Questions to a child process, several at a time, and what it tells unasked. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Link {
  /** @throws Error when the child failed on it or has ended */
  ask<Value>(question: { readonly ask: string }): Promise<Value>;
  onTold(listener: (message: unknown) => void): void;
  end(signal?: NodeJS.Signals): Promise<void>;
}

export async function openLink(program: URL): Promise<Link> {
  const child: ChildProcess = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: Error): void }>();
  const listeners = new Set<(message: unknown) => void>();
  let asked = 0;
  let isEnded = false;
  child.on('message', (message: Answer | { readonly told: unknown }) => {
    if ('told' in message) {
      for (const listener of listeners) listener(message.told);
      return;
    }
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asker?.resolve(message.value);
    else asker?.reject(new Error(message.error));
  });
  child.once('exit', () => {
    isEnded = true;
    for (const { reject } of waiting.values()) reject(new Error('the process has ended'));
    waiting.clear();
  });
  await once(child, 'spawn');
  return {
    ask<Value>(question: { readonly ask: string }): Promise<Value> {
      return new Promise((resolve, reject) => {
        if (isEnded) return reject(new Error('the process has ended'));
        asked += 1;
        waiting.set(asked, { resolve: (value) => resolve(value as Value), reject });
        child.send({ id: asked, question });
      });
    },
    onTold: (listener) => void listeners.add(listener),
    async end(signal = 'SIGTERM') {
      if (isEnded) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

/** The child's side of it. It ends with its parent. */
export function answerLink<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', ({ id, question }: { readonly id: number; readonly question: Question }) => {
    answer(question).then(
      (value) => process.send?.({ id, value }),
      (cause: unknown) => process.send?.({ id, error: String(cause) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

export function tellParent(told: unknown): void {
  process.send?.({ told });
}
