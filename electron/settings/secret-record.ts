import { createHash } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { managerChangeKinds, type PinLoss, type UnkeptReason } from '../../shared/manager.ts';
import type { Logger, Vault } from '../../shared/ports.ts';
import { refundAboveCentsMax, refundDaysMax } from '../../shared/refund-limits.ts';
import { pinHashSchema } from './manager-pin.ts';
import { readWhole, writeWhole } from './whole-file.ts';

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
  apiToken: z.string().min(1).max(500).nullable(),
  /** `id` stays through changes of limits; a new PIN has a new one. */
  pin: z.strictObject({ id: z.uuid(), hash: pinHashSchema }).nullable(),
  limits: limitsSchema,
  /** What made this writing, in case the program ended before the ledger had it. */
  change: z.strictObject({ kind: z.enum(managerChangeKinds), who: z.string().min(1).max(60), atMs: z.int() }),
});

/** The API token, the manager's PIN and the refund limits: one record, so that losing one loses all. */
export type Secrets = z.infer<typeof secretsSchema>;

const fileSchema = z.strictObject({
  format: z.literal(1),
  /** SHA-256 of the sealed bytes, in hex: tells a damaged file from one that another key sealed. */
  check: z.string().length(64),
  sealed: z.base64().max(20_000),
});
const fileBytesMax = 32_768;

type RecordLoss = Exclude<PinLoss, 'missing' | 'replaced'>;

export interface SecretRecord {
  current(): Secrets | null;
  /** Why a file that is there cannot be used; it stays as it is until something is written in its place. */
  loss(): RecordLoss | null;
  /** Null while the record outlives the program; otherwise it is held in memory, and nothing is written. */
  unkeptBecause(): UnkeptReason | null;
  /** Whole or not at all. @returns false when it could not be kept; the earlier record then still holds. */
  write(secrets: Secrets): Promise<boolean>;
}

export interface SecretRecordPlace {
  /** Absolute path of the file. */
  readonly path: string;
  readonly vault: Vault;
  readonly logger: Logger;
  readonly wallMs: () => number;
}

/**
 * Opens the record, or says why it cannot be had. A file that cannot be read is never taken for a till without a PIN:
 * it is reported, kept, and put aside when the manager sets everything up again.
 */
export async function openSecretRecord(place: SecretRecordPlace): Promise<SecretRecord> {
  const { path, vault, logger, wallMs } = place;
  const weakness = await weaknessOf(vault, logger);
  const found = await readRecord(place, weakness !== null);
  let { secrets, loss } = found;
  if (loss !== null) logger.error('the record of secrets cannot be used', { loss, file: path });

  async function keep(next: Secrets): Promise<void> {
    const text = await sealedText(vault, next);
    if (loss !== null) await rename(path, `${path}.unread-${wallMs()}`);
    await writeWhole(path, text);
  }
  async function write(next: Secrets): Promise<boolean> {
    try {
      if (weakness === null) await keep(next);
    } catch (cause) {
      logger.error('the record of secrets could not be written', { cause: causeOf(cause) });
      return false;
    }
    secrets = next;
    loss = null;
    return true;
  }
  if (secrets !== null && found.isOutdated) await write(secrets);
  return { current: () => secrets, loss: () => loss, unkeptBecause: () => weakness, write };
}

/** Secrets held in memory only, where the system has no encryption to offer. */
export function memorySecretRecord(): SecretRecord {
  let secrets: Secrets | null = null;
  return {
    current: () => secrets,
    loss: () => null,
    unkeptBecause: () => 'no_encryption',
    async write(next) {
      secrets = next;
      return true;
    },
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

async function readRecord({ path, vault, logger }: SecretRecordPlace, isVaultWeak: boolean): Promise<Found> {
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
  if (isVaultWeak) return without('locked');
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
  const parsed = secretsSchema.safeParse(parseJson(opened.text));
  return parsed.success
    ? { secrets: parsed.data, loss: null, isOutdated: opened.isOutdated }
    : without('damaged');
}

async function sealedText(vault: Vault, secrets: Secrets): Promise<string> {
  const sealed = Buffer.from(await vault.seal(JSON.stringify(secrets)));
  return JSON.stringify({ format: 1, check: checkOf(sealed), sealed: sealed.toString('base64') });
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
