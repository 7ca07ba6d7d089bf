import { isAbsolute } from 'node:path';
import { isLoopbackHost } from '../../shared/loopback.ts';
import { isWebhookPath } from '../../shared/webhook-path.ts';

/** What the environment asks of an unpackaged build; null where it asks nothing. */
interface Switches {
  readonly helcim: SwitchedHelcim | null;
  /** The webhook signing key, base64 without the `whsec_` prefix. A secret (M11). */
  readonly webhookVerifier: string | null;
  /** 0 lets the system choose. */
  readonly webhookPort: number | null;
  /** Begins with a slash. */
  readonly webhookPath: string | null;
  /** Absolute path of the data folder. */
  readonly userData: string | null;
  /** How much faster than the wall the app's own timers run, 1 in ordinary life. */
  readonly clockRate: number;
}

export interface SwitchedHelcim {
  /** The whole base of the API, version part included, without a slash at its end. */
  readonly baseUrl: string;
  /** A secret (M11); null when it is to be set in the window, and then kept for this address alone. */
  readonly token: string | null;
}

export type SwitchesResult =
  | {
      readonly ok: true;
      readonly switches: Switches;
      /** Names that were set in a packaged build, where none of them counts; worth a line in the log. */
      readonly ignored: readonly string[];
    }
  /** Sentences for the person who set them; they never contain a value that could be a secret. */
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Record<string, string | undefined>;

/** Beginnings under which only the names below mean something; the tools around the app have others of their own. */
const families = ['TILLSIDE_HELCIM', 'TILLSIDE_WEBHOOK', 'TILLSIDE_USER', 'TILLSIDE_CLOCK'];
const secretNames = ['TILLSIDE_HELCIM_TOKEN', 'TILLSIDE_WEBHOOK_VERIFIER'] as const;
const names = [
  'TILLSIDE_HELCIM_URL',
  ...secretNames,
  'TILLSIDE_WEBHOOK_PORT',
  'TILLSIDE_WEBHOOK_PATH',
  'TILLSIDE_USER_DATA',
  'TILLSIDE_CLOCK_RATE',
] as const;
type SwitchName = (typeof names)[number];

const none: Switches = {
  helcim: null,
  webhookVerifier: null,
  webhookPort: null,
  webhookPath: null,
  userData: null,
  clockRate: 1,
};
const clockRateMax = 600;
const tokenLengthMax = 500;

/**
 * Reads the switches that developers and tests set in the environment. Packaged builds obey none of them. A variable
 * set to nothing counts as not set. Secrets are taken out of `env`, so that no child process and no crash report can
 * carry them (M11).
 */
export function readSwitches(
  env: Environment,
  { isPackaged }: { readonly isPackaged: boolean },
): SwitchesResult {
  const values = new Map<SwitchName, string>();
  for (const name of names) {
    const value = env[name]?.trim() ?? '';
    if (value !== '') values.set(name, value);
  }
  for (const name of secretNames) delete env[name];
  if (isPackaged) return { ok: true, switches: none, ignored: [...values.keys()] };

  const problems: string[] = unknownNames(env);
  /** Applies a reader to a value that is set; what it complains of joins the problems. */
  const read = <Value>(name: SwitchName, reader: (text: string) => Value | Problem): Value | null => {
    const text = values.get(name);
    if (text === undefined) return null;
    const value = reader(text);
    if (!(value instanceof Problem)) return value;
    problems.push(`${name} ${value.says}`);
    return null;
  };
  const baseUrl = read('TILLSIDE_HELCIM_URL', readBaseUrl);
  const token = read('TILLSIDE_HELCIM_TOKEN', readToken);
  if (values.has('TILLSIDE_HELCIM_TOKEN') && !values.has('TILLSIDE_HELCIM_URL'))
    problems.push('TILLSIDE_HELCIM_TOKEN needs TILLSIDE_HELCIM_URL beside it');
  const switches: Switches = {
    helcim: baseUrl !== null ? { baseUrl, token } : null,
    webhookVerifier: read('TILLSIDE_WEBHOOK_VERIFIER', readVerifier),
    webhookPort: read('TILLSIDE_WEBHOOK_PORT', (text) => readWhole(text, 0, 65_535)),
    webhookPath: read('TILLSIDE_WEBHOOK_PATH', readWebhookPath),
    userData: read('TILLSIDE_USER_DATA', readFolder),
    clockRate: read('TILLSIDE_CLOCK_RATE', readClockRate) ?? 1,
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, switches, ignored: [] };
}

class Problem {
  readonly says: string;
  constructor(says: string) {
    this.says = says;
  }
}

/** A misspelt switch would otherwise be obeyed by nobody and noticed by nobody. */
function unknownNames(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => families.some((family) => name.startsWith(family)))
    .filter((name) => !(names as readonly string[]).includes(name))
    .map((name) => `${name} is no switch of this program`);
}

/** SECURITY: 1 - the token goes to this address, so nothing but TLS leaves the machine. */
function readBaseUrl(text: string): string | Problem {
  if (!URL.canParse(text)) return new Problem('must be a whole address, such as https://api.example.com/v2');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return new Problem('must not carry credentials');
  if (text.includes('?') || text.includes('#')) return new Problem('must not carry a query or a fragment');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) {
    return new Problem('must use https (http only for this machine itself)');
  }
  return url.href.replace(/\/+$/, '');
}

function readToken(text: string): string | Problem {
  const isHeaderSafe = /^[\x21-\x7e]+$/.test(text) && text.length <= tokenLengthMax;
  return isHeaderSafe ? text : new Problem('must be printable text without spaces');
}

/**
 * The key is the base64-decoded verifier token of the webhook settings.
 * @see https://devdocs.helcim.com/docs/webhooks
 */
function readVerifier(text: string): string | Problem {
  const key = text.replace(/^whsec_/, '');
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(key) && Buffer.from(key, 'base64').length > 0;
  return isBase64 ? key : new Problem('must be base64, as the webhook settings show it');
}

/** Helcim refuses a webhook address that contains its own name. */
function readWebhookPath(text: string): string | Problem {
  if (/helcim/i.test(text)) return new Problem('must not contain the word "helcim"');
  if (isWebhookPath(text)) return text;
  return new Problem(
    'must be like /hook/name: at most 200 letters, digits, . _ ~ - in parts that each begin with /',
  );
}

function readFolder(text: string): string | Problem {
  return isAbsolute(text) && !text.includes('\0') ? text : new Problem('must be an absolute path');
}

function readClockRate(text: string): number | Problem {
  const rate = /^\d{1,3}(?:\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  return rate >= 1 && rate <= clockRateMax ? rate : new Problem(`must be a number from 1 to ${clockRateMax}`);
}

function readWhole(text: string, min: number, max: number): number | Problem {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : new Problem(`must be a whole number from ${min} to ${max}`);
}
