import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { strict, unsupported } from './unsupported.ts';

/**
 * Real encryption with a key that lies in the run's own data folder: no key store of the machine is reached, so it
 * protects nothing from whoever can read that folder. It stands for a system that has one.
 * With TILLSIDE_STAND_IN_SAFE_STORAGE=unavailable there is none; with Electron's own switch `--password-store=basic` it is
 * a Linux whose password is in Chromium's source.
 */
function weakness(): 'unavailable' | 'basic_text' | null {
  const wish = process.env.TILLSIDE_STAND_IN_SAFE_STORAGE ?? '';
  if (wish === 'unavailable') return wish;
  if (wish !== '') throw new Error(`stand-in: TILLSIDE_STAND_IN_SAFE_STORAGE cannot be ${wish}`);
  return process.argv.includes('--password-store=basic') ? 'basic_text' : null;
}

const keyFile = 'stand-in-safe-storage.key';
/** What Chromium puts in front on Linux: a key store's key, and the one that is in its source. */
const marks = { kept: Buffer.from('v11'), wellKnown: Buffer.from('v10') };
const ivBytes = 12;
const tagBytes = 16;

function key(): Buffer {
  if (weakness() === 'basic_text') return Buffer.alloc(32, 'everybody knows this');
  const path = join(app.getPath('userData'), keyFile);
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return readFileSync(path);
}

function needEncryption(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready (Electron stand-in).');
  if (weakness() === 'unavailable') throw new Error('Encryption is not available (Electron stand-in).');
}

const synchronous = (name: string) => (): never => {
  throw unsupported(`safeStorage.${name}`);
};

export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => weakness() !== 'unavailable',
  async encryptStringAsync(plainText: string): Promise<Buffer> {
    needEncryption();
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', key(), iv);
    const text = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    const mark = weakness() === 'basic_text' ? marks.wellKnown : marks.kept;
    return Buffer.concat([mark, iv, cipher.getAuthTag(), text]);
  },
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    needEncryption();
    const [iv, tag, text] = [
      encrypted.subarray(3, 3 + ivBytes),
      encrypted.subarray(3 + ivBytes, 3 + ivBytes + tagBytes),
      encrypted.subarray(3 + ivBytes + tagBytes),
    ];
    const decipher = createDecipheriv('aes-256-gcm', key(), iv);
    decipher.setAuthTag(tag);
    const result = Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: false };
  },
  getSelectedStorageBackend: () => (weakness() === 'basic_text' ? 'basic_text' : 'unknown'),
  isEncryptionAvailable: synchronous('isEncryptionAvailable'),
  encryptString: synchronous('encryptString'),
  decryptString: synchronous('decryptString'),
  setUsePlainTextEncryption: synchronous('setUsePlainTextEncryption'),
});
