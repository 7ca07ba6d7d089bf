import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const base64 = (bytes: number) => z.base64().length(Math.ceil(bytes / 3) * 4);
const saltBytes = 16;
const keyBytes = 32;

/** Bounded, since a file says how much work a check is. */
export const pinHashSchema = z.strictObject({
  kind: z.literal('scrypt'),
  cost: z
    .int()
    .min(2 ** 14)
    .max(2 ** 18),
  blockSize: z.int().min(8).max(16),
  parallel: z.int().min(1).max(4),
  salt: base64(saltBytes),
  key: base64(keyBytes),
});
export type PinHash = z.infer<typeof pinHashSchema>;

/**
 * 32 MB and about 0.1 s on a till's computer (measured on a loaded two-core server: 0.2 to 0.5 s), which leaves most of
 * the 3 s that a press may age (M1). More would not help against whoever has the hash: a million PINs are few at any cost.
 * What holds is that the record is sealed by the system, and that guesses at the till are counted and have to wait.
 */
const ownCost = { cost: 2 ** 15, blockSize: 8, parallel: 1 } as const;
const memoryBytesMax = 512 * 1024 * 1024;

/** A PIN as it is kept, and the key for what opens with this PIN alone. */
interface NewPin {
  readonly hash: PinHash;
  readonly key: Buffer;
}

/** @param bytes the machine's generator, for the salt */
export async function hashPin(pin: string, bytes: (count: number) => Uint8Array): Promise<NewPin> {
  const salt = Buffer.from(bytes(saltBytes));
  const { check, key } = await derive(pin, salt, ownCost);
  return {
    hash: { kind: 'scrypt', ...ownCost, salt: salt.toString('base64'), key: check.toString('base64') },
    key,
  };
}

/**
 * Compares in constant time.
 * @returns the key for what opens with this PIN alone; null where it is another PIN
 */
export async function keyOfPin(pin: string, hash: PinHash): Promise<Buffer | null> {
  const { check, key } = await derive(pin, Buffer.from(hash.salt, 'base64'), hash);
  return timingSafeEqual(check, Buffer.from(hash.key, 'base64')) ? key : null;
}

type Cost = Pick<PinHash, 'cost' | 'blockSize' | 'parallel'>;

/**
 * One scrypt for both, since a refund waits for it: its output is as long as is asked for, and the half that is kept to
 * compare with says nothing about the half that seals. In a thread of its own: the till goes on taking payments.
 */
function derive(
  pin: string,
  salt: Uint8Array,
  { cost, blockSize, parallel }: Cost,
): Promise<{ readonly check: Buffer; readonly key: Buffer }> {
  const options: ScryptOptions = { N: cost, r: blockSize, p: parallel, maxmem: memoryBytesMax };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 2 * keyBytes, options, (error, both) => {
      if (error) reject(error);
      else resolve({ check: both.subarray(0, keyBytes), key: both.subarray(keyBytes) });
    });
  });
}
