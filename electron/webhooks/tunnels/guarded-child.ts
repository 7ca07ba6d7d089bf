/**
 * A child process that does not outlive us, however we end.
 *
 * POSIX: a few lines of `/bin/sh` stand between, with one end of a pipe whose other end only we hold. When we end it, or
 * when the system ends it because we were killed, the child is asked to stop and five seconds later killed. A process group
 * of their own makes sure that one signal reaches both.
 * Windows: a child that is not detached is in a job object which Node's libuv closes with our process, and the system then
 * ends all that is in it. (A watcher of our own in Node is not to be had: the packaged app must not run as Node.)
 * @see https://github.com/libuv/libuv/blob/v1.x/src/win/process.c `uv__init_global_job_handle`
 */
import { type ChildProcess, spawn as nodeSpawn } from 'node:child_process';

export interface ChildRequest {
  /** Absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** All that it gets; nothing is inherited besides. */
  readonly environment: Readonly<Record<string, string>>;
  /** A line of what it wrote, cut to size. */
  readonly onLine: (line: string) => void;
}

export interface ChildEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** Why it could not be started at all: the system's code. */
  readonly failure: string | null;
}

export interface GuardedChild {
  /** Resolves when it and all it was given are gone; never rejects. */
  readonly ended: Promise<ChildEnd>;
  /** Asks it to stop in good order. */
  end(): void;
  kill(): void;
}

export type StartChild = (request: ChildRequest) => GuardedChild;

const lineLengthMax = 4_000;

/**
 * The watcher reads the pipe with a builtin, so that no other process holds it. Arguments come by position and are never
 * read as text of the script. What the shell itself would say of the child's end is kept out of the child's words.
 */
const guardScript = `
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
(
  while read -r line <&3; do :; done
  kill -TERM "$child"
  for second in 1 2 3 4 5; do
    sleep 1
    kill -0 "$child" || exit 0
  done
  kill -KILL "$child"
) >/dev/null 2>&1 &
watcher=$!
exec 3<&- >/dev/null 2>&1
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** @param spawn Node's own without it */
export function createChildStarter(platform: NodeJS.Platform, spawn = nodeSpawn): StartChild {
  return platform === 'win32'
    ? (request) => startOnWindows(request, spawn)
    : (request) => startGuarded(request, spawn);
}

function startGuarded(request: ChildRequest, spawn: typeof nodeSpawn): GuardedChild {
  const { program, args, environment } = request;
  const guard = spawn('/bin/sh', ['-c', guardScript, 'tillside-tunnel', program, ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const killGroup = (): void => {
    if (guard.pid !== undefined) signalGroup(guard.pid, 'SIGKILL');
  };
  // What it leaves behind when somebody ends the guard alone.
  guard.once('exit', killGroup);
  guard.stdin.on('error', () => undefined);
  return { ended: endOf(guard, request.onLine), end: () => void guard.stdin.end(), kill: killGroup };
}

function startOnWindows(request: ChildRequest, spawn: typeof nodeSpawn): GuardedChild {
  const { program, args, environment } = request;
  const child = spawn(program, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    detached: false,
  });
  const kill = (): void => void child.kill();
  return { ended: endOf(child, request.onLine), end: kill, kill };
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group is gone already.
  }
}

function endOf(child: ChildProcess, onLine: (line: string) => void): Promise<ChildEnd> {
  for (const stream of [child.stdout, child.stderr]) {
    const take = splitLines(onLine);
    stream?.setEncoding('utf8').on('data', take);
    stream?.on('error', () => undefined);
  }
  return new Promise((resolve) => {
    child.once('error', (cause: NodeJS.ErrnoException) =>
      resolve({ code: null, failure: cause.code ?? cause.message }),
    );
    child.once('close', (code) => resolve({ code, failure: null }));
  });
}

/** What is longer than a line should be is dropped up to the next line break, so that a flood takes no memory. */
function splitLines(onLine: (line: string) => void): (chunk: string) => void {
  let begun = '';
  return (chunk) => {
    const pieces = chunk.split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      onLine((begun + piece).slice(0, lineLengthMax).trimEnd());
      begun = '';
    }
    begun = (begun + last).slice(0, lineLengthMax);
  };
}
