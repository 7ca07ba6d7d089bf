import { describe, expect, it } from 'vitest';
import { ledgerFileName, userDataFolder, witnessFileName } from '../../../electron/ledger/ledger-location.ts';

describe('ledgerFileName', () => {
  it('M13 keeps practice and a named server in different files', () => {
    const switched = ledgerFileName({ mode: 'switched', url: 'https://api.example.com/v2' });
    expect(ledgerFileName({ mode: 'demo' })).toBe('ledger-demo.sqlite');
    expect(switched).toMatch(/^ledger-live-api-example-com-v2-[0-9a-f]{8}\.sqlite$/);
  });

  it.each(['127.0.0.1', '127.1', '127.9.9.9', 'localhost', 'LOCALHOST', '[::1]'])(
    'M13 names the ledger of a server on this machine, %s, local',
    (host) => {
      expect(ledgerFileName({ mode: 'switched', url: `http://${host}:4010/v2` })).toMatch(/^ledger-local-/);
    },
  );

  it.each([
    '1.example.com',
    'localhost-pos.example.com',
    '127-0-0-1-pos.example.com',
    '128.0.0.1',
    'demo.sqlite',
  ])('M13 names the ledger of a server elsewhere, %s, live', (host) => {
    expect(ledgerFileName({ mode: 'switched', url: `https://${host}/v2` })).toMatch(/^ledger-live-/);
  });

  it('tells addresses apart that look the same once cut to letters and digits', () => {
    const one = ledgerFileName({ mode: 'switched', url: 'https://api.example.com/v2' });
    const other = ledgerFileName({ mode: 'switched', url: 'https://api-example.com/v2' });
    expect(one).not.toBe(other);
  });

  it('M14 gives another account another file', () => {
    const url = 'http://127.0.0.1:4010/v2';
    const one = ledgerFileName({ mode: 'switched', url, accountFingerprint: 'a' });
    expect(one).not.toBe(ledgerFileName({ mode: 'switched', url, accountFingerprint: 'b' }));
  });

  it('never lets an address name a folder', () => {
    const name = ledgerFileName({ mode: 'switched', url: `https://x.example/../..%2f${'a/'.repeat(200)}` });
    expect(name).toMatch(/^[a-z0-9.-]+$/);
    expect(name.length).toBeLessThan(100);
  });

  it('refuses what is no address', () => {
    expect(() => ledgerFileName({ mode: 'switched', url: 'not a url' })).toThrow(TypeError);
  });

  it('names the witness beside the ledger', () => {
    expect(witnessFileName('ledger-demo.sqlite')).toBe('ledger-demo.witness.json');
  });
});

describe('userDataFolder', () => {
  it.each([
    [{ LOCALAPPDATA: 'D:\\Local' }, 'win32', 'C:\\Users\\ann', 'D:\\Local\\Tillside'],
    [{ APPDATA: 'C:\\Roaming' }, 'win32', 'C:\\Users\\ann', 'C:\\Users\\ann\\AppData\\Local\\Tillside'],
    [{}, 'darwin', '/Users/ann', '/Users/ann/Library/Application Support/Tillside'],
    [{}, 'linux', '/home/ann', '/home/ann/.local/share/Tillside'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/home/ann', '/data/Tillside'],
    [{ TILLSIDE_USER_DATA: '/elsewhere' }, 'linux', '/home/ann', '/elsewhere'],
  ])('with %o on %s is machine-local', (env, platform, home, folder) => {
    expect(userDataFolder(env, platform, home)).toBe(folder);
  });
});
