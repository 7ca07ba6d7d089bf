import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { UnkeptReason } from '../../shared/manager.ts';
import type { Vault } from '../../shared/ports.ts';

export interface KeyVault extends Vault {
  /** From now on as a system with this weakness. */
  setWeakness(weakness: UnkeptReason | null): void;
  /** Says that what it opens was sealed with an earlier key. */
  setOutdated(isOutdated: boolean): void;
  /** Refuses to seal, as a key store that is locked in the middle of a day. */
  setSealing(isSealing: boolean): void;
}

/** The system's encryption with a key in memory: another vault cannot open what this one sealed. */
export function createKeyVault(): KeyVault {
  const key = randomBytes(32);
  let weakness: UnkeptReason | null = null;
  let isOutdated = false;
  let isSealing = true;
  return {
    setWeakness(next) {
      weakness = next;
    },
    setOutdated(next) {
      isOutdated = next;
    },
    setSealing(next) {
      isSealing = next;
    },
    weakness: async () => weakness,
    async seal(text) {
      if (!isSealing) throw new Error(`the key store is locked: ${text}`);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    async open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
      return { text: text.toString('utf8'), isOutdated };
    },
  };
}
