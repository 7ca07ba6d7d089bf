/** The other side of the wire in a process of its own, as Helcim is: what it does there takes no turn of ours. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Child {
  /** The first message, by which the program says that it is ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Sends a question and takes the next message as its answer; one at a time. */
  ask(question: object): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** @throws Error when the program ends before it is ready */
export async function startChild(program: URL): Promise<Child> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const ready = await nextMessage(child);
  return {
    ready,
    ask(question) {
      const answer = nextMessage(child);
      child.send(question);
      return answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  const ended = new AbortController();
  try {
    const [message] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error(`${child.spawnargs.at(-1)} ended too early`);
      }),
    ]);
    return message as Readonly<Record<string, unknown>>;
  } finally {
    ended.abort();
  }
}
