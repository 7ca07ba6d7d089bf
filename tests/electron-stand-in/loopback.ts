import { isIP } from 'node:net';

/**
 * Whether a host names this machine and no other: `localhost`, `*.localhost`, 127.0.0.0/8 or ::1.
 * Takes a bare host (IPv6 with or without brackets), never a URL. Anything it cannot place is not loopback.
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:/i, '')
    .toLowerCase();
  if (isIP(bare) === 4) return bare.startsWith('127.');
  if (isIP(bare) === 6) return bare === '::1' || bare === '0:0:0:0:0:0:0:1';
  return bare === 'localhost' || bare.endsWith('.localhost');
}

/** The exit code of a refused configuration (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/**
 * Why this environment must not run in the stand-in, or undefined when it may: the stand-in keeps an inspector and a
 * DevTools port open, through which any program of this machine could send money calls.
 */
export function refusalOfHelcimUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const text = env.TILLSIDE_HELCIM_URL;
  if (text === undefined || text === '') return undefined;
  const host = URL.canParse(text) ? new URL(text).hostname : undefined;
  if (host !== undefined && isLoopbackHost(host)) return undefined;
  return (
    `TILLSIDE_HELCIM_URL points to ${host === undefined ? 'something that is not a URL' : `"${host}"`}, which is not this machine.\n` +
    'The Electron stand-in keeps an inspector and a DevTools port open, so any program here could press the buttons\n' +
    'and read the token. It works with a simulator on 127.0.0.1 only: live mode needs real Electron.'
  );
}
