import { safeStorage } from 'electron';
import type { Vault } from '../../shared/ports.ts';

/**
 * What Chromium writes in front of a text on Linux when it found no key store and took a password that is in its
 * source: https://source.chromium.org/chromium/chromium/src/+/main:components/os_crypt/
 */
const wellKnownKeyMark = 'v10';

/**
 * Electron's safeStorage, by its asynchronous calls. To be asked once the app is ready.
 * @see https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function createSystemVault(platform: NodeJS.Platform): Vault {
  return {
    async weakness() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'no_encryption';
      if (platform !== 'linux') return null;
      if (safeStorage.getSelectedStorageBackend() === 'basic_text') return 'plain_text';
      const probe = await safeStorage.encryptStringAsync('probe');
      return probe.subarray(0, 3).toString('latin1') === wellKnownKeyMark ? 'plain_text' : null;
    },
    seal: (text) => safeStorage.encryptStringAsync(text),
    async open(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return { text: result, isOutdated: shouldReEncrypt };
    },
  };
}
