import { describe, expect, it } from 'vitest';
import { misplacement } from '../../../electron/ledger/misplaced-folder.ts';

describe('misplacement', () => {
  it.each([
    ['\\\\server\\share\\Tillside\\ledger.sqlite', 'network'],
    ['//server/share/ledger.sqlite', 'network'],
    ['\\\\?\\UNC\\server\\share\\ledger.sqlite', 'network'],
    ['C:\\Users\\ann\\AppData\\Roaming\\Tillside\\ledger.sqlite', 'roaming'],
    ['C:\\Users\\ann\\appdata\\ROAMING\\ledger.sqlite', 'roaming'],
    ['C:\\Users\\ann\\OneDrive\\Tillside\\ledger.sqlite', 'synced'],
    ['C:\\Users\\ann\\OneDrive - Flower Shop\\ledger.sqlite', 'synced'],
    ['C:\\Users\\ann\\Dropbox (Personal)\\ledger.sqlite', 'synced'],
    ['G:\\My Drive\\ledger.sqlite', 'synced'],
    ['C:/Users/ann/Dropbox/ledger.sqlite', 'synced'],
  ])('refuses %s on Windows as %s', (path, why) => {
    expect(misplacement(path, 'win32')).toBe(why);
  });

  it.each([
    '/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/ledger.sqlite',
    '/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com/ledger.sqlite',
    '/Users/ann/Dropbox/till/ledger.sqlite',
  ])('refuses %s on a Mac as synced', (path) => {
    expect(misplacement(path, 'darwin')).toBe('synced');
  });

  it.each(['/home/ann/Nextcloud/ledger.sqlite', '/home/ann/Dropbox/ledger.sqlite'])(
    'refuses %s on Linux',
    (path) => {
      expect(misplacement(path, 'linux')).toBe('synced');
    },
  );

  it.each([
    ['C:\\Users\\ann\\AppData\\Local\\Tillside\\ledger.sqlite', 'win32'],
    ['\\\\?\\C:\\Tillside\\ledger.sqlite', 'win32'],
    ['C:\\Users\\ann\\Boxes\\ledger.sqlite', 'win32'],
    ['/Users/ann/Library/Application Support/Tillside/ledger.sqlite', 'darwin'],
    ['/home/ann/.local/share/Tillside/ledger.sqlite', 'linux'],
    ['/home/ann/AppData/Roaming/ledger.sqlite', 'linux'],
    ['/home/ann/till/dropbox', 'linux'],
  ])('takes %s on %s', (path, platform) => {
    expect(misplacement(path, platform)).toBeNull();
  });
});
