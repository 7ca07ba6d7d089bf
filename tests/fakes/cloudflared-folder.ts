/** A folder with a cloudflared in it that is really started: `fake-cloudflared.mjs` on this very Node. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CloudflaredBehaviour {
  /** How many connections it registers; four without it. */
  readonly connections?: number;
  /** Indices of those it then loses. */
  readonly loses?: readonly number[];
  readonly error?: string;
  readonly tokenIsBad?: boolean;
  readonly diesAtOnce?: boolean;
  readonly exitsWith?: number;
  readonly saysNothing?: boolean;
  readonly readyHangs?: boolean;
  readonly ignoresTerm?: boolean;
  /** Writes one line of five megabytes. */
  readonly floods?: boolean;
}

interface StartedChild {
  readonly pid: number;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface CloudflaredFolder {
  readonly folder: string;
  readonly program: string;
  behave(behaviour: CloudflaredBehaviour): void;
  /** Every start so far. */
  started(): readonly StartedChild[];
  remove(): void;
}

export function makeCloudflaredFolder(): CloudflaredFolder {
  const folder = mkdtempSync(join(tmpdir(), 'tillside-cloudflared-'));
  const program = join(folder, 'cloudflared');
  const record = join(folder, 'started.jsonl');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const source = readFileSync(join(import.meta.dirname, 'fake-cloudflared.mjs'), 'utf8');
  writeFileSync(program, `#!${process.execPath}\n${source}`);
  chmodSync(program, 0o755);
  const behave = (behaviour: CloudflaredBehaviour) =>
    writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(behaviour));
  behave({});
  return {
    folder,
    program,
    behave,
    started: () =>
      existsSync(record)
        ? readFileSync(record, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as StartedChild)
        : [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whether a process is there; a zombie that nobody has taken note of is none. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
