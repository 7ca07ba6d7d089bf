import { execFile } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** How long a start waits for another one that is unpacking (about 3 s on a quiet machine). */
const WAIT_FOR_OTHER_MS = 120_000;

/** A Chromium unpacked from its npm package, and the environment its process needs on this machine. */
export interface UnpackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` (209 MB) into the temp folder, once per version and user. Concurrent
 * starts wait for the first. Throws when the package is absent or does not fit this machine.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The packed Chromium is for Linux on x64 only. Install Chrome, Chromium or Edge, or set TILLSIDE_CHROMIUM.',
    );
  }
  const folder = join(tmpdir(), `tillside-chromium-${packageVersion()}-${process.getuid?.() ?? 0}`);
  if (!existsSync(folder)) await underLock(`${folder}.lock`, () => unpackInto(folder));
  assertOurs(folder);
  return { executablePath: join(folder, 'chromium'), env: environment(folder) };
}

function packageVersion(): string {
  const path = here('../../../node_modules/@sparticuz/chromium/package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** An operating-system lock that ends with its process, whatever ends it: no stale lock can block the next start. */
async function underLock(path: string, action: () => Promise<void>): Promise<void> {
  const lock = new DatabaseSync(path);
  try {
    lock.exec(`pragma busy_timeout = ${WAIT_FOR_OTHER_MS}`);
    lock.exec('begin exclusive');
    await action();
  } finally {
    lock.close();
  }
}

/** Complete or absent: the folder gets its name only when everything is in it. */
async function unpackInto(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  // The variable makes the package unpack its al2023 archive too, which carries the NSS libraries.
  const env = { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  await run(process.execPath, [here('./unpack-child.ts')], { env });
  writeFileSync(join(partial, 'fonts.conf'), fontsConf(folder));
  renameSync(partial, folder);
}

/** The temp folder is shared by all users: a folder that somebody else made is never run. */
function assertOurs(folder: string): void {
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o022) !== 0) {
    throw new Error(
      `${folder} belongs to somebody else, or others may write to it: remove it and start again.`,
    );
  }
}

const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/lib64',
];

function environment(folder: string): Record<string, string> {
  const has = (library: string) => LIBRARY_FOLDERS.some((path) => existsSync(join(path, library)));
  const env: Record<string, string> = {};
  if (!['libnss3.so', 'libnspr4.so', 'libexpat.so.1'].every(has)) {
    env.LD_LIBRARY_PATH = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':');
  }
  if (!existsSync('/etc/fonts/fonts.conf') || !existsSync('/usr/share/fonts'))
    env.FONTCONFIG_FILE = join(folder, 'fonts.conf');
  return env;
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}
