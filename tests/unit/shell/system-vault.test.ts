import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemVault } from '../../../electron/shell/system-vault.ts';

const basic = '--password-store=basic';
let folder: string;
// What the stand-in's run does once the entry has been loaded.
(app as unknown as { becomeReady(): void }).becomeReady();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-vault-'));
  app.setPath('userData', folder);
});
afterEach(() => {
  delete process.env.TILLSIDE_STAND_IN_SAFE_STORAGE;
  process.argv = process.argv.filter((arg) => arg !== basic);
  rmSync(folder, { recursive: true, force: true });
});

describe('the vault of the system', () => {
  it('M11 seals a text so that only the same system opens it', async () => {
    const vault = createSystemVault('linux');
    expect(await vault.weakness()).toBeNull();
    const sealed = await vault.seal('the secret of a till');
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('secret');
    expect(await vault.open(sealed)).toEqual({ text: 'the secret of a till', isOutdated: false });
    rmSync(join(folder, 'stand-in-safe-storage.key'));
    await expect(vault.open(sealed)).rejects.toThrow();
    const broken = Uint8Array.from(await vault.seal('another'));
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    await expect(vault.open(broken)).rejects.toThrow();
  });

  it.each(['linux', 'darwin', 'win32'] as const)(
    'says on %s when there is no encryption',
    async (platform) => {
      process.env.TILLSIDE_STAND_IN_SAFE_STORAGE = 'unavailable';
      expect(await createSystemVault(platform).weakness()).toBe('no_encryption');
      await expect(createSystemVault(platform).seal('a secret')).rejects.toThrow('not available');
    },
  );

  it('M11 says on Linux when the password is one that everybody knows', async () => {
    process.argv.push(basic);
    expect(await createSystemVault('linux').weakness()).toBe('plain_text');
  });

  it('M11 notices that by the mark of the sealed text too, where the system names another key store', async () => {
    process.argv.push(basic);
    const named = safeStorage.getSelectedStorageBackend;
    Object.assign(safeStorage, { getSelectedStorageBackend: () => 'gnome_libsecret' });
    expect(await createSystemVault('linux').weakness()).toBe('plain_text');
    // On a Mac the same mark stands before what the keychain protects.
    expect(await createSystemVault('darwin').weakness()).toBeNull();
    Object.assign(safeStorage, { getSelectedStorageBackend: named });
  });
});
