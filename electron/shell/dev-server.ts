import { isLoopbackHost } from '../../shared/loopback.ts';

/**
 * Where the window loads its page from in development, `http://localhost:5173/`.
 * SECURITY: 1 - whoever serves the page can charge cards, so only this machine may.
 * @returns null in a packaged app, without the variable, and for every address that is not plain HTTP on loopback.
 */
export function devServerUrlOf(
  env: Readonly<Record<string, string | undefined>>,
  { isPackaged }: { readonly isPackaged: boolean },
): string | null {
  const text = env.VITE_DEV_SERVER_URL ?? '';
  if (isPackaged || !URL.canParse(text)) return null;
  const { protocol, hostname, href } = new URL(text);
  return protocol === 'http:' && isLoopbackHost(hostname) ? href : null;
}
