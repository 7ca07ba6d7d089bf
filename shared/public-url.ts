/** Whether an address can be given to Helcim as the place to send webhooks to. Pure; nothing is asked of the network. */

export const publicUrlProblems = [
  'empty',
  'not_a_url',
  'not_https',
  /** Helcim refuses an address that has its name in it. */
  'names_helcim',
  'has_credentials',
  'has_query',
  'trailing_slash',
  'has_path',
  /** Only this machine or this network can reach it. */
  'private_host',
  'too_long',
] as const;
export type PublicUrlProblem = (typeof publicUrlProblems)[number];

export type PublicUrlRead =
  /** Scheme, host and port, without a path and without a slash at the end. */
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: PublicUrlProblem };

export interface PublicUrlRules {
  /** Our own path: somebody who pastes the whole address back means its host. */
  readonly webhookPath?: string;
  /** For a proxy on this machine, where the app is being tried out. */
  readonly mayBePrivate?: boolean;
}

/** Both sides have the same parser of the URL standard; this folder knows the types of neither. */
declare const URL: { new (text: string): ParsedUrl; canParse(text: string): boolean };
type ParsedUrl = Readonly<
  Record<
    'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'port' | 'pathname' | 'origin' | 'href',
    string
  >
>;

const lengthMax = 200;
const hostLengthMax = 253;

/**
 * Reads what a person pasted. Blanks and line breaks around it are no part of it, and neither is the one slash that
 * every browser shows behind a host.
 * @see https://devdocs.helcim.com/docs/webhooks
 */
export function readPublicUrl(
  text: string,
  { webhookPath, mayBePrivate }: PublicUrlRules = {},
): PublicUrlRead {
  const trimmed = text.trim();
  if (trimmed === '') return refused('empty');
  if (trimmed.length > lengthMax) return refused('too_long');
  if (namesHelcim(trimmed)) return refused('names_helcim');
  const url = parseUrl(trimmed);
  if (url === null) return refused('not_a_url');
  if (url.protocol !== 'https:') return refused(url.protocol === 'http:' ? 'not_https' : 'not_a_url');
  // The parser reads escapes and full-width letters, so the name may show only now.
  if (namesHelcim(url.href)) return refused('names_helcim');
  if (url.username !== '' || url.password !== '') return refused('has_credentials');
  if (/[?#]/.test(trimmed)) return refused('has_query');
  const problem = pathProblem(url.pathname, webhookPath);
  if (problem !== null) return refused(problem);
  if (!mayBePrivate && isPrivateHost(url.hostname)) return refused('private_host');
  return { ok: true, url: url.origin };
}

/** @returns null for an address that can be used */
export function publicUrlProblem(text: string, rules: PublicUrlRules = {}): PublicUrlProblem | null {
  const read = readPublicUrl(text, rules);
  return read.ok ? null : read.problem;
}

/** Reads a domain reserved at ngrok; a pasted `https://` before it is no part of it. */
export function readTunnelDomain(text: string, rules: PublicUrlRules = {}): PublicUrlRead {
  const bare = text.trim().replace(/^https:\/\//i, '');
  if (bare === '') return refused('empty');
  const read = readPublicUrl(bare.includes('://') ? bare : `https://${bare}`, rules);
  if (!read.ok) return read;
  const { host, port } = new URL(read.url);
  return port === '' ? { ok: true, url: host } : refused('not_a_url');
}

function refused(problem: PublicUrlProblem): PublicUrlRead {
  return { ok: false, problem };
}

function namesHelcim(text: string): boolean {
  return text.toLowerCase().includes('helcim');
}

/** Null for what the parser would mend by itself: blanks inside, a backslash, a missing slash, a host without letters. */
function parseUrl(text: string): ParsedUrl | null {
  if (/[\s\\\p{Cc}]/u.test(text) || !/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text) || !URL.canParse(text))
    return null;
  const url = new URL(text);
  return url.hostname === '' || url.hostname.length > hostLengthMax ? null : url;
}

function pathProblem(path: string, webhookPath: string | undefined): PublicUrlProblem | null {
  if (path === '/' || path === webhookPath) return null;
  return path.endsWith('/') && isOnlySlashes(path, webhookPath) ? 'trailing_slash' : 'has_path';
}

function isOnlySlashes(path: string, webhookPath: string | undefined): boolean {
  const bare = path.replace(/\/+$/, '');
  return bare === '' || bare === webhookPath;
}

const privateNames =
  /(?:^|\.)(?:localhost|local|lan|home|internal|intranet|corp|home\.arpa|test|invalid|example)\.?$/;

/** @param hostname as the URL parser gives it: lower case, IPv4 in four decimal parts, IPv6 in brackets */
function isPrivateHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPrivateIpv6(hostname.slice(1, -1));
  const parts = hostname.split('.').map(Number);
  if (/^\d+(?:\.\d+){3}$/.test(hostname)) return isPrivateIpv4(parts[0] ?? 0, parts[1] ?? 0);
  return privateNames.test(hostname) || !hostname.replace(/\.$/, '').includes('.');
}

/** Loopback, private, link-local, shared by carriers (Tailscale's too), "this network", and what is no single host. */
function isPrivateIpv4(first: number, second: number): boolean {
  if ([0, 10, 127].includes(first) || first >= 224) return true;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 100) return second >= 64 && second <= 127;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}

/** Global addresses all begin with 2 or 3. */
function isPrivateIpv6(address: string): boolean {
  return !/^[23]/.test(address);
}
