import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { managerChangeKinds, type PinLoss, type UnkeptReason } from '../../shared/manager.ts';
import type { Logger, Vault } from '../../shared/ports.ts';
import { firstRefundLimits, refundAboveCentsMax, refundDaysMax } from '../../shared/refund-limits.ts';
import { secretLengthMax } from '../../shared/secret-text.ts';
import { pinHashSchema } from './manager-pin.ts';
import { pinSealedSchema } from './pin-sealed.ts';
import { readWhole, writeWhole } from './whole-file.ts';

export const oldVerifiersMax = 5;

const limitsSchema = z.strictObject({
  aboveCents: z.int().min(0).max(refundAboveCentsMax),
  olderThanDays: z.int().min(0).max(refundDaysMax).nullable(),
  notFromThisTill: z.boolean(),
});

const secretsSchema = z.strictObject({
  /** This writing of the record; the ledger notes it, so that an older one put in its place is told. */
  id: z.uuid(),
  /** The writing that the ledger knew before this one. */
  previousId: z.uuid().nullable(),
  /** Null while the token comes from elsewhere: a switch, or the demo. */
  apiToken: z.string().min(1).max(secretLengthMax).nullable(),
  /** The key of the webhook signatures, base64, as Helcim's page shows it. */
  verifier: z.string().min(1).max(secretLengthMax).nullable().default(null),
  /** Those that were replaced; events signed with them count until then, since Helcim repeats late ones for a day. */
  oldVerifiers: z
    .array(z.strictObject({ verifier: z.string().min(1).max(secretLengthMax), untilMs: z.int() }))
    .max(oldVerifiersMax)
    .default([]),
  ngrokAuthtoken: z.string().min(1).max(secretLengthMax).nullable().default(null),
  cloudflaredToken: z.string().min(1).max(secretLengthMax).nullable().default(null),
  /** A second API token, for refunds alone; it opens with the PIN. */
  refundToken: pinSealedSchema.nullable().default(null),
  /** `id` stays through changes of limits; a new PIN has a new one. */
  pin: z.strictObject({ id: z.uuid(), hash: pinHashSchema }).nullable(),
  limits: limitsSchema,
  /** What made this writing, in case the program ended before the ledger had it; null before there is a PIN. */
  change: z
    .strictObject({ kind: z.enum(managerChangeKinds), who: z.string().min(1).max(60), atMs: z.int() })
    .nullable(),
});

/** Tokens, the manager's PIN and the refund limits: one record, so that losing one loses all. */
export type Secrets = z.infer<typeof secretsSchema>;

/** What a record begins with: everything but its id, which is its maker's. */
export const noSecrets: Omit<Secrets, 'id'> = {
  previousId: null,
  apiToken: null,
  verifier: null,
  oldVerifiers: [],
  ngrokAuthtoken: null,
  cloudflaredToken: null,
  refundToken: null,
  pin: null,
  limits: firstRefundLimits,
  change: null,
};

const fileSchema = z.strictObject({
  format: z.literal(1),
  /** SHA-256 of the sealed bytes, in hex: tells a damaged file from one that another key sealed. */
  check: z.string().length(64),
  sealed: z.base64().max(48_000),
  /** Only encoded: this computer has no encryption, and a manager said that it may stand here all the same. */
  isPlain: z.literal(true).optional(),
});
const fileBytesMax = 65_536;

type RecordLoss = Exclude<PinLoss, 'missing' | 'replaced'>;

export interface SecretRecord {
  current(): Secrets | null;
  /** Why a file that is there cannot be used; it stays as it is until something is written in its place. */
  loss(): RecordLoss | null;
  /** Null where the system protects what it keeps; see `isKept` for what then becomes of the record. */
  unkeptBecause(): UnkeptReason | null;
  /** Whether the record outlives the program; otherwise it is held in memory, and nothing is written. */
  isKept(): boolean;
  /**
   * One change at a time, whole or not at all.
   * @param make from the present record; null of it leaves all as it is
   * @returns false when it could not be kept; the earlier record then still holds.
   */
  change(make: (current: Secrets | null) => Secrets | null): Promise<boolean>;
  /**
   * A person's word on a computer that protects nothing: whether the record is written down all the same. Taking it
   * back removes the file. @returns false when the disk refused
   */
  keepUnprotected(isAccepted: boolean): Promise<boolean>;
}

export interface SecretRecordPlace {
  /** Absolute path of the file. */
  readonly path: string;
  readonly vault: Vault;
  readonly logger: Logger;
  readonly wallMs: () => number;
  /** Whether a manager has accepted that secrets stand on this computer without protection. */
  readonly isUnprotectedAccepted?: boolean;
}

/**
 * Opens the record, or says why it cannot be had. A file that cannot be read is never taken for a till without a PIN:
 * it is reported, kept, and put aside when the manager sets everything up again.
 */
export async function openSecretRecord(place: SecretRecordPlace): Promise<SecretRecord> {
  const { path, vault, logger, wallMs } = place;
  const weakness = await weaknessOf(vault, logger);
  const found = await readRecord(place, weakness);
  let { secrets, loss } = found;
  let isAccepted = place.isUnprotectedAccepted ?? false;
  const inTurn = createTurns();
  if (loss !== null) logger.error('the record of secrets cannot be used', { loss, file: path });

  const isKept = () => weakness === null || isAccepted;
  async function keep(next: Secrets): Promise<void> {
    const text = await sealedText(vault, weakness, next);
    if (loss !== null) await rename(path, `${path}.unread-${wallMs()}`);
    await writeWhole(path, text);
  }
  async function write(next: Secrets): Promise<boolean> {
    try {
      if (isKept()) await keep(next);
    } catch (cause) {
      logger.error('the record of secrets could not be written', { cause: causeOf(cause) });
      return false;
    }
    secrets = next;
    loss = null;
    return true;
  }
  if (secrets !== null && found.isOutdated) await write(secrets);
  return {
    current: () => secrets,
    loss: () => loss,
    unkeptBecause: () => weakness,
    isKept,
    change: (make) =>
      inTurn(async () => {
        const next = make(secrets);
        return next === null || write(next);
      }),
    keepUnprotected: (accepted) =>
      inTurn(async () => {
        isAccepted = accepted;
        if (weakness === null || loss !== null) return true;
        if (accepted) return secrets === null || write(secrets);
        return rm(path, { force: true }).then(
          () => true,
          () => false,
        );
      }),
  };
}

/** Secrets held in memory only, where the system has no encryption to offer. */
export function memorySecretRecord(): SecretRecord {
  let secrets: Secrets | null = null;
  return {
    current: () => secrets,
    loss: () => null,
    unkeptBecause: () => 'no_encryption',
    isKept: () => false,
    async change(make) {
      secrets = make(secrets) ?? secrets;
      return true;
    },
    keepUnprotected: async () => false,
  };
}

/** Runs deeds one after the other, each on what the one before it left. */
function createTurns(): <Value>(run: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const done = last.then(run, run);
    last = done.catch(() => undefined);
    return done;
  };
}

async function weaknessOf(vault: Vault, logger: Logger): Promise<UnkeptReason | null> {
  try {
    const weakness = await vault.weakness();
    if (weakness !== null)
      logger.warn('secrets cannot be kept on this computer and end with the program', { why: weakness });
    return weakness;
  } catch (cause) {
    logger.error('the system was asked for its encryption in vain', { cause: causeOf(cause) });
    return 'no_encryption';
  }
}

interface Found {
  readonly secrets: Secrets | null;
  readonly loss: RecordLoss | null;
  readonly isOutdated: boolean;
}

const without = (loss: RecordLoss | null): Found => ({ secrets: null, loss, isOutdated: false });

async function readRecord(
  { path, vault, logger, isUnprotectedAccepted = false }: SecretRecordPlace,
  weakness: UnkeptReason | null,
): Promise<Found> {
  let text: Awaited<ReturnType<typeof readWhole>>;
  try {
    text = await readWhole(path, fileBytesMax);
  } catch (cause) {
    logger.error('the record of secrets could not be read', { cause: causeOf(cause) });
    return without('locked');
  }
  if (text === null) return without(null);
  const value = parseJson(text);
  if (isNewer(value)) return without('newer');
  const file = fileSchema.safeParse(value);
  if (!file.success) return without('damaged');
  const sealed = Buffer.from(file.data.sealed, 'base64');
  if (checkOf(sealed) !== file.data.check) return without('damaged');
  if (file.data.isPlain) return parsedSecrets(sealed.toString('utf8'), weakness === null);
  if (weakness === 'no_encryption' || (weakness !== null && !isUnprotectedAccepted)) return without('locked');
  return openSealed(vault, sealed, logger);
}

async function openSealed(vault: Vault, sealed: Buffer, logger: Logger): Promise<Found> {
  let opened: Awaited<ReturnType<Vault['open']>>;
  try {
    opened = await vault.open(sealed);
  } catch (cause) {
    logger.error('the record of secrets could not be opened', { cause: causeOf(cause) });
    return without('foreign_key');
  }
  return parsedSecrets(opened.text, opened.isOutdated);
}

function parsedSecrets(text: string, isOutdated: boolean): Found {
  const parsed = secretsSchema.safeParse(parseJson(text));
  return parsed.success ? { secrets: parsed.data, loss: null, isOutdated } : without('damaged');
}

async function sealedText(vault: Vault, weakness: UnkeptReason | null, secrets: Secrets): Promise<string> {
  const text = JSON.stringify(secrets);
  const isPlain = weakness === 'no_encryption';
  const sealed = Buffer.from(isPlain ? text : await vault.seal(text));
  const check = checkOf(sealed);
  return JSON.stringify({
    format: 1,
    check,
    sealed: sealed.toString('base64'),
    ...(isPlain && { isPlain }),
  });
}

function checkOf(sealed: Uint8Array): string {
  return createHash('sha256').update(sealed).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isNewer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'format' in value && Number(value.format) > 1;
}

/** The kind of error alone: what a library says of a text it could not read may quote it (M11). */
function causeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  return 'code' in cause ? `${cause.name} ${String(cause.code)}` : cause.name;
}
