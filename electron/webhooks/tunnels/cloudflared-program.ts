/** Where the cloudflared is that somebody has installed, and what it is told by its environment. Pure. */
import { posix, win32 } from 'node:path';
import type { TunnelRequest } from './tunnel.ts';

export interface ProgramSearch {
  /** A path from Settings, which then is the only one looked at. */
  readonly program: string | null;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isFile: (path: string) => boolean;
}

const usualPosix = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/opt/local/bin', '/snap/bin'];
const usualWindows = ['C:\\Program Files (x86)\\cloudflared', 'C:\\Program Files\\cloudflared'];

/**
 * An app that was started from a desktop has a shorter PATH than a shell has, so the places of the usual installers are
 * looked at too. Entries that are no absolute path are passed over: they would mean whatever folder we were started in.
 * @returns an absolute path, or null
 */
export function findCloudflared({ program, platform, environment, isFile }: ProgramSearch): string | null {
  if (program !== null) return isFile(program) ? program : null;
  const isWindows = platform === 'win32';
  const { join, isAbsolute, delimiter } = isWindows ? win32 : posix;
  const searched = (environment.PATH ?? environment.Path ?? '').split(delimiter);
  const folders = [...searched, ...(isWindows ? usualWindows : usualPosix)];
  const candidates = folders
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, isWindows ? 'cloudflared.exe' : 'cloudflared'));
  return candidates.find(isFile) ?? null;
}

/** What a program needs to find its libraries, its home and its certificates; nothing of ours is among it. */
const inherited = [
  'PATH',
  'Path',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/**
 * SECURITY: M11. The child gets its own token, by its environment and never by the command line that every user of the
 * machine can read, and no other secret. Settings go the same way where an older version would stumble over a flag that it
 * does not know, and win over a configuration file that somebody else has left on the machine.
 * @see https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/configure-tunnels/cloudflared-parameters/run-parameters
 */
export function cloudflaredEnvironment(
  environment: ProgramSearch['environment'],
  token: string,
  { port }: Pick<TunnelRequest, 'port'>,
): Record<string, string> {
  const kept = inherited.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    TUNNEL_TOKEN: token,
    // Counts only where the tunnel has no public host with a service of its own set at Cloudflare.
    TUNNEL_URL: `http://127.0.0.1:${port}`,
    TUNNEL_LOG_OUTPUT: 'default',
    TUNNEL_GRACE_PERIOD: '2s',
    NO_AUTOUPDATE: 'true',
  };
}

/** Nothing secret in here. Any free port of loopback is taken for its health. */
export const cloudflaredArguments: readonly string[] = [
  'tunnel',
  '--no-autoupdate',
  '--loglevel',
  'info',
  '--metrics',
  '127.0.0.1:0',
  'run',
];
