/** Starts the built app where it is expected to end by itself. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chooseHost } from '../electron-stand-in/choose-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patienceMs = 20_000;

export interface EndedStart {
  /** Null when it did not end by itself in time. */
  readonly exitCode: number | null;
  readonly said: string;
}

/** Runs the app with these variables on top of a clean environment. @param args after the app's own folder */
export function startUntilExit(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<EndedStart> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^TILLSIDE_(HELCIM|WEBHOOK|CLOCK|USER)/.test(name)),
  );
  return new Promise((resolve) => {
    const child = execFile(
      chooseHost().executablePath,
      ['.', ...args],
      { cwd: root, env: { ...inherited, ...env }, timeout: patienceMs, killSignal: 'SIGKILL' },
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode, said: `${stdout}${stderr}` }),
    );
  });
}
