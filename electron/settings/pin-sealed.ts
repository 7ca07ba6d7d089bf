/**
 * A secret that opens with the manager's PIN alone, inside a record that the system has sealed already: whoever may use
 * this user's key store still has to guess the PIN for this one.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';

const ivBytes = 12;
const base64 = (bytes: number) => z.base64().length(Math.ceil(bytes / 3) * 4);

export const pinSealedSchema = z.strictObject({
  kind: z.literal('aes-256-gcm'),
  iv: base64(ivBytes),
  tag: base64(16),
  sealed: z.base64().min(4).max(4_000),
});
export type PinSealed = z.infer<typeof pinSealedSchema>;

/**
 * @param key of the PIN, 32 bytes
 * @param bytes the machine's generator
 */
export function sealUnderPin(text: string, key: Uint8Array, bytes: (count: number) => Uint8Array): PinSealed {
  const iv = Buffer.from(bytes(ivBytes));
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    kind: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** @returns null with the key of another PIN, or where the sealed bytes were changed */
export function openUnderPin({ iv, tag, sealed }: PinSealed, key: Uint8Array): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 });
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
