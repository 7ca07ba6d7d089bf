/** What stands in a log line in the place of a secret. */
const mask = '[secret]';
/** Shorter texts are too common to be blanked out everywhere. */
const secretLengthMin = 6;
const secretName =
  /token|secret|verifier|password|passphrase|authorization|cookie|\b(?:\w+[_-])?pin\b|(?:^|_)pin_|cvv|pan\b|scrypt|\bsalt\b/i;
/** `oldPin`, `pinHash`: words in one, told apart by a capital letter, so that `spin` and `ping` are none. */
const pinInName = /(?:^pin|Pin)(?=[A-Z]|$)/;

export interface Redactor {
  /** From now on this value is blanked out wherever it appears. Too short ones are not taken. */
  addSecret(secret: string): void;
  redact(text: string): string;
  /** Blanks out the value of a field that is named like a secret, and cleans the others. */
  redactField(name: string, value: string): string;
}

/**
 * Takes secrets and card numbers out of texts on their way to the log (M11, M12): values it was told of, in plain and
 * URL-encoded form, and whatever has the shape of one. It is the last net; nothing secret should be logged at all.
 */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  const redact = (text: string): string => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, mask);
    return redactCardNumbers(redactShapes(clean));
  };
  return {
    addSecret(secret) {
      if (secret.length < secretLengthMin) return;
      known.add(secret);
      known.add(encodeURIComponent(secret));
      known.add(JSON.stringify(secret).slice(1, -1));
    },
    redact,
    redactField: (name, value) => (secretName.test(name) || pinInName.test(name) ? mask : redact(value)),
  };
}

/** Header, key and URL forms in which tokens travel, whoever's they are. */
function redactShapes(text: string): string {
  return text
    .replace(
      /(["']?\b(?:api-?token|auth-?token|authtoken)["']?\s*[:=]\s*)(["']?)[^\s"',;}\]]+/gi,
      `$1$2${mask}`,
    )
    .replace(/(\bauthorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;}\]]+/gi, `$1${mask}`)
    .replace(/\b(bearer)\s+[A-Za-z0-9._~+/-]{8,}=*/gi, `$1 ${mask}`)
    .replace(/(\b\w*(?:\bp|P|_p)in["']?\s*[:=]\s*["']?)\d{4,12}(?!\d)/g, `$1${mask}`)
    .replace(/\bwhsec_[A-Za-z0-9+/=_-]+/g, mask)
    .replace(/([?&](?:token|key|secret|password|pin)=)[^&\s"']+/gi, `$1${mask}`)
    .replace(/(\/\/)[^/\s:@]+:[^/\s@]+@/g, `$1${mask}@`);
}

/**
 * Runs of 13 to 19 digits that begin like a card (2 to 6; UTC milliseconds begin with 1), in one piece or in groups.
 * Grouped ones must also pass the check digit, or every second list of numbers would be hit. Four digits stay.
 */
function redactCardNumbers(text: string): string {
  return text.replace(/(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])/g, (run) => {
    const digits = run.replace(/\D/g, '');
    const isCard = digits === run || passesCheckDigit(digits);
    return isCard ? `[card ...${digits.slice(-4)}]` : run;
  });
}

/** The Luhn check of payment card numbers. */
function passesCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
