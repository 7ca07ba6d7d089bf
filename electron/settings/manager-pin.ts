import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const base64 = (bytes: number) => z.base64().length(Math.ceil(bytes / 3) * 4);
export const saltBytes = 16;
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
export const ownCost = { cost: 2 ** 15, blockSize: 8, parallel: 1 } as const;
const memoryBytesMax = 512 * 1024 * 1024;

/** @param bytes the machine's generator, for the salt */
export async function hashPin(pin: string, bytes: (count: number) => Uint8Array): Promise<PinHash> {
  const salt = Buffer.from(bytes(saltBytes));
  const key = await deriveFromPin(pin, salt, ownCost);
  return { kind: 'scrypt', ...ownCost, salt: salt.toString('base64'), key: key.toString('base64') };
}

/** Compares in constant time. */
export async function isPinOf(pin: string, hash: PinHash): Promise<boolean> {
  const key = await deriveFromPin(pin, Buffer.from(hash.salt, 'base64'), hash);
  return timingSafeEqual(key, Buffer.from(hash.key, 'base64'));
}

type Cost = Pick<PinHash, 'cost' | 'blockSize' | 'parallel'>;

/** In a thread of its own: the till goes on taking payments meanwhile. */
export function deriveFromPin(
  pin: string,
  salt: Uint8Array,
  { cost, blockSize, parallel }: Cost,
): Promise<Buffer> {
  const options: ScryptOptions = { N: cost, r: blockSize, p: parallel, maxmem: memoryBytesMax };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
