import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../electron-stand-in/arguments.ts';
import { chooseHost } from '../electron-stand-in/choose-host.ts';
import { isLoopbackHost, refusalOfHelcimUrl } from '../electron-stand-in/loopback.ts';
import { toAppUrl, toBrowserSources, toBrowserUrl } from '../electron-stand-in/window/app-address.ts';
import { createCodec } from '../electron-stand-in/window/codec.ts';

describe('the loopback rule of the stand-in', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '[::1]', 'localhost', 'LOCALHOST', 'sim.localhost'])(
    'takes %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    'api.helcim.com',
    '127.0.0.1.example',
    'localhost.example',
    'notlocalhost',
    '0.0.0.0',
    '10.0.0.1',
    '128.0.0.1',
    '::',
    '::2',
    '::ffff:8.8.8.8',
    '127.1',
    '',
    ' ',
  ])('refuses "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  it.each([
    'https://api.helcim.com/v2',
    'http://127.0.0.1@evil.example/v2',
    'https://[::ffff:8.8.8.8]/v2',
    'not a url',
    'api.helcim.com',
  ])('gives a reason against TILLSIDE_HELCIM_URL=%s', (url) =>
    expect(refusalOfHelcimUrl({ TILLSIDE_HELCIM_URL: url })).toMatch(/live mode needs real Electron/),
  );

  it('has nothing against a simulator on loopback, or none at all', () => {
    expect(refusalOfHelcimUrl({ TILLSIDE_HELCIM_URL: 'http://127.0.0.1:4010/v2' })).toBeUndefined();
    expect(refusalOfHelcimUrl({})).toBeUndefined();
  });
});

describe('the address mapping', () => {
  const schemes = new Set(['app']);

  it('gives back every app address it maps', () => {
    for (const url of ['app://tillside/index.html', 'app://tillside/a/b.js?x=1#y', 'app://till-side/']) {
      expect(toAppUrl(toBrowserUrl(url, schemes))).toBe(url);
    }
  });

  it('leaves strangers alone, however alike they look', () => {
    for (const url of [
      'https://example.com/',
      'https://a.app.stand-in.invalid.example/',
      'other://tillside/',
      'data:text/html,app://x',
    ]) {
      expect(toBrowserUrl(url, schemes)).toBe(url);
      expect(toAppUrl(url)).toBe(url);
    }
  });

  it('maps the sources of a policy and nothing else in it', () => {
    const policy =
      "default-src 'none'; img-src app: data:; script-src app://tillside 'self'; style-src webapp:";
    expect(toBrowserSources(policy, schemes)).toBe(
      "default-src 'none'; img-src https://*.app.stand-in.invalid data:; script-src https://tillside.app.stand-in.invalid 'self'; style-src webapp:",
    );
  });
});

describe('the codec between the worlds', () => {
  const codec = createCodec();

  it('gives back what it takes', () => {
    const values = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withObjectString: false,
      withNullPrototype: false,
    });
    // A property named __proto__ becomes a prototype on the way, as it does in JSON.
    const sane = values.filter((value) => !fc.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(sane, (value) => {
        expect(codec.decode(codec.encode(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a function deep inside', { a: [{ b: () => 1 }] }],
  ])('refuses %s', (_name, value) => {
    expect(() => codec.encode(value)).toThrow('could not be cloned');
  });

  it('refuses what contains itself', () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(() => codec.encode(value)).toThrow('could not be cloned');
  });
});

describe('the command line', () => {
  it('reads what Playwright passes', () => {
    const args = [
      '-r',
      '/loader.js',
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '--user-data-dir=/data',
      './app',
      '--mine',
    ];
    expect(parseArguments(args, '/cwd')).toEqual({
      appPath: join('/cwd', 'app'),
      inspectPort: 0,
      devToolsPort: true,
      preloadModules: ['/loader.js'],
      userDataDir: '/data',
    });
  });

  it('opens no port that nobody asked for', () => {
    expect(parseArguments(['.'], '/cwd')).toMatchObject({ inspectPort: undefined, devToolsPort: false });
  });
});

describe('the choice of the host', () => {
  it('never takes the stand-in for Electron', () => {
    const env = {
      ELECTRON_OVERRIDE_DIST_PATH: join(import.meta.dirname, '../electron-stand-in/dist'),
      DISPLAY: ':0',
      TILLSIDE_HOST: 'stand-in',
    };
    expect(chooseHost(env)).toMatchObject({
      kind: 'stand-in',
      executablePath: expect.stringMatching(/dist.electron$/),
    });
  });
});

describe('importing electron where no browser runs', () => {
  it('is harmless, and says what it needs when asked for a window', async () => {
    const { app, BrowserWindow, Notification } = await import('electron');
    expect(app.isReady()).toBe(false);
    expect(app.isPackaged).toBe(false);
    expect(() => new BrowserWindow()).toThrow('before app is ready');
    expect(() => new Notification()).toThrow('electron.Notification is not supported');
    expect(() => app.setBadgeCount(1)).toThrow('electron.app.setBadgeCount is not supported');
    expect(() => app.on('accessibility-support-changed', () => undefined)).toThrow(
      "app.on('accessibility-support-changed')",
    );
  });
});
