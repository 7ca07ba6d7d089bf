import type { SeededRandom } from './seeded-random.ts';

/*
 * Access levels of an API token (https://devdocs.helcim.com/docs/creating-an-api-access-token).
 * Numbers so that "at least" is a comparison.
 */
const GENERAL = { none: 0, read: 1, admin: 3 } as const;
const PROCESSING = { none: 0, positive: 1, admin: 2 } as const;

export type TokenName = 'full' | 'readOnly' | 'purchaseOnly' | 'noSettings' | 'powerless';

interface Grants {
  readonly general: number;
  readonly settings: number;
  readonly processing: number;
}

const GRANTS: Record<TokenName, Grants> = {
  full: { general: GENERAL.admin, settings: GENERAL.admin, processing: PROCESSING.admin },
  readOnly: { general: GENERAL.read, settings: GENERAL.read, processing: PROCESSING.none },
  purchaseOnly: { general: GENERAL.read, settings: GENERAL.read, processing: PROCESSING.positive },
  noSettings: { general: GENERAL.read, settings: GENERAL.none, processing: PROCESSING.admin },
  powerless: { general: GENERAL.none, settings: GENERAL.none, processing: PROCESSING.none },
};

/** What a route asks of a token. Ping's need is not documented; General Read is our choice. */
export type Permission = 'none' | 'read' | 'read-devices' | 'take-payments' | 'give-money-back';

const NEEDS: Record<Permission, Grants> = {
  none: { general: 0, settings: 0, processing: 0 },
  read: { general: GENERAL.read, settings: 0, processing: 0 },
  'read-devices': { general: GENERAL.read, settings: GENERAL.read, processing: 0 },
  'take-payments': { general: 0, settings: 0, processing: PROCESSING.positive },
  'give-money-back': { general: 0, settings: 0, processing: PROCESSING.admin },
};

export function isAllowed(token: TokenName, permission: Permission): boolean {
  const has = GRANTS[token];
  const needs = NEEDS[permission];
  return has.general >= needs.general && has.settings >= needs.settings && has.processing >= needs.processing;
}

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function makeTokens(random: SeededRandom): Record<TokenName, string> {
  const token = () => `sim_${random.text(32, TOKEN_ALPHABET)}`;
  return {
    full: token(),
    readOnly: token(),
    purchaseOnly: token(),
    noSettings: token(),
    powerless: token(),
  };
}

/** Which of the tokens was sent: its name, `unknown` for another text, `missing` for none. */
export function recogniseToken(
  tokens: Record<TokenName, string>,
  sent: string | undefined,
): TokenName | 'unknown' | 'missing' {
  if (sent === undefined || sent === '') return 'missing';
  const names = Object.keys(tokens) as TokenName[];
  return names.find((name) => tokens[name] === sent) ?? 'unknown';
}
