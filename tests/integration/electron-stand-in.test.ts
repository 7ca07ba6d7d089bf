import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromPagesPlace, ToPagesPlace } from '../electron-stand-in/module/browserless-page.ts';

const executablePath = join(import.meta.dirname, '../electron-stand-in/dist/electron');
const fixture = join(import.meta.dirname, '../electron-stand-in/fixture-app');
const userData = mkdtempSync(join(tmpdir(), 'stand-in-test-'));

afterAll(() => rmSync(userData, { recursive: true, force: true }));

interface Seen {
  second: [boolean, unknown][];
  navigations: string[];
  windows: string[];
  requests: string[];
}
interface Bridge {
  echo(value: unknown): Promise<{ value: unknown; url: string; origin: string }>;
  fail(): Promise<never>;
  note(value: number): void;
  onNoted(listener: (value: number) => void): () => void;
  listeners(): number;
  nodeFs: string;
}
type FixtureWindow = typeof globalThis & { bridge: Bridge; inlineRan?: boolean; noted?: number[] };

function environment(extra: Record<string, string> = {}): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), FIXTURE_USER_DATA: userData, ...extra };
}

/** Starts the stand-in without Playwright; `output` collects both streams. */
function start(
  args: string[],
  extra: Record<string, string> = {},
): { child: ChildProcess; output: () => string } {
  const child = spawn(executablePath, [...args, fixture], { env: environment(extra) });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

const launch = () => _electron.launch({ executablePath, args: [fixture], env: environment() });

describe('an app in the stand-in', () => {
  let app: ElectronApplication;
  let page: Page;
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  const inPage = <T>(act: (bridge: Bridge) => T) =>
    page.evaluate(`(${act})(window.bridge)`) as Promise<Awaited<T>>;

  beforeAll(async () => {
    app = await launch();
    page = await app.firstWindow();
    page.setDefaultTimeout(5_000);
    await page.waitForSelector('#send');
  });
  afterAll(() => app?.close());

  it('takes clicks and text, and answers over IPC with the address of the frame that asked', async () => {
    await page.fill('#value', '12.34');
    await page.click('#send');
    await expect.poll(() => page.textContent('#answer')).not.toBe('');
    expect(JSON.parse((await page.textContent('#answer')) ?? '')).toEqual({
      value: '12.34',
      url: 'app://fixture/index.html',
      origin: 'app://fixture',
    });
  });

  it('carries what structured clone carries, and errors in words', async () => {
    const answer = await inPage(async (bridge) => {
      const { value } = await bridge.echo({
        at: new Date(0),
        bytes: new Uint8Array([1]),
        none: undefined,
        map: new Map([[1, 2]]),
      });
      const { at, bytes, map } = value as { at: Date; bytes: Uint8Array; map: Map<number, number> };
      return [at instanceof Date, bytes instanceof Uint8Array, 'none' in (value as object), map.get(1)];
    });
    expect(answer).toEqual([true, true, true, 2]);
    expect(await inPage((bridge) => bridge.fail().catch((error: Error) => error.message))).toBe(
      "Error invoking remote method 'fail': Error: as asked",
    );
    expect(await inPage((bridge) => bridge.echo(() => 1).catch((error: Error) => error.message))).toContain(
      'could not be cloned',
    );
  });

  it('sends from main to the window, and a bridged function returns a function at once', async () => {
    const listening = await inPage((bridge) => {
      const window = globalThis as FixtureWindow & { off?: () => void };
      window.noted = [];
      window.off = bridge.onNoted((value) => window.noted?.push(value));
      bridge.note(1);
      return [typeof window.off, bridge.listeners()];
    });
    expect(listening).toEqual(['function', 1]);
    await expect.poll(() => page.evaluate(() => (globalThis as FixtureWindow).noted)).toEqual([2]);
    const left = await inPage((bridge) => {
      (globalThis as unknown as { off: () => void }).off();
      return bridge.listeners();
    });
    expect(left).toBe(0);
  });

  it('keeps the world of the preload out of reach of the page', async () => {
    const reached = await page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'ipcRenderer',
        'standInSend',
        'standInReceive',
        'Buffer',
      ];
      const bridge = (globalThis as FixtureWindow).bridge;
      // Code made by the bridged function's own constructor must run in the page's world.
      const viaConstructor = names.filter(
        (name) => bridge.echo.constructor(`return typeof ${name}`)() !== 'undefined',
      );
      return [...names.filter((name) => name in globalThis), ...viaConstructor];
    });
    expect(reached).toEqual([]);
    expect(await inPage((bridge) => bridge.nodeFs)).toMatch(/module not found: node:fs/);
  });

  it('does not let the page replace or change what the preload exposed', async () => {
    const changed = await page.evaluate(() => {
      const window = globalThis as unknown as { bridge: { echo: unknown } };
      const before = window.bridge;
      const attempts = [
        () => {
          window.bridge = { echo: 1 };
        },
        () => {
          window.bridge.echo = 1;
        },
        () => Object.defineProperty(window, 'bridge', { value: 1 }),
      ];
      for (const attempt of attempts) {
        try {
          attempt();
        } catch {
          // A strict page is told; a sloppy one is ignored.
        }
      }
      return window.bridge !== before || typeof window.bridge.echo !== 'function';
    });
    expect(changed).toBe(false);
  });

  it('applies the policy the app answered with: an inline script does not run', async () => {
    expect(await page.evaluate(() => (globalThis as FixtureWindow).inlineRan)).toBeUndefined();
  });

  it('gives a frame inside the page no preload', async () => {
    await page.evaluate(() =>
      document.body.append(Object.assign(document.createElement('iframe'), { src: './index.html?frame' })),
    );
    await expect.poll(() => page.frames().length).toBe(2);
    const inner = page.frames()[1];
    await inner?.waitForSelector('#send');
    expect(await inner?.evaluate(() => typeof (globalThis as Partial<FixtureWindow>).bridge)).toBe(
      'undefined',
    );
    await page.evaluate(() => document.querySelector('iframe')?.remove());
  });

  it('denies a navigation that will-navigate prevents, by link and by script', async () => {
    const before = page.url();
    await page.click('#away', { noWaitAfter: true });
    await expect.poll(async () => (await seen()).navigations).toContain('https://away.example/');
    await page.evaluate(() => location.assign('https://script.example/'));
    await expect.poll(async () => (await seen()).navigations).toContain('https://script.example/');
    expect(page.url()).toBe(before);
    expect(await page.isVisible('#send')).toBe(true);
  });

  it('denies windows: by script, by link, and asks the handler for each', async () => {
    expect(await page.evaluate(() => window.open('https://popup.example/script'))).toBeNull();
    await page.click('#popup');
    await expect
      .poll(async () => (await seen()).windows)
      .toEqual(['https://popup.example/script', 'https://popup.example/']);
    await expect.poll(() => app.windows().length).toBe(1);
  });

  it('denies a request that onBeforeRequest cancels', async () => {
    const target = 'http://127.0.0.1:1/secret';
    expect(
      await page.evaluate(
        (url) =>
          fetch(url).then(
            () => 'went',
            () => 'denied',
          ),
        target,
      ),
    ).toBe('denied');
    expect((await seen()).requests).toContain(target);
  });

  it('grants the permission the app grants, and no other', async () => {
    const states = await page.evaluate(async () => {
      const ask = async (name: string) =>
        (await navigator.permissions.query({ name } as PermissionDescriptor)).state;
      return [
        await ask('clipboard-write'),
        await ask('clipboard-read'),
        await ask('geolocation'),
        await ask('notifications'),
      ];
    });
    expect(states).toEqual(['granted', 'denied', 'denied', 'denied']);
  });

  it('throws, naming it, for everything it has not got', async () => {
    await expect(app.evaluate(({ Notification }) => new Notification())).rejects.toThrow(
      'electron.Notification is not supported',
    );
    await expect(app.evaluate(({ net }) => net.fetch('app://fixture/'))).rejects.toThrow(
      'electron.net.fetch is not supported',
    );
    await expect(app.evaluate(({ crashReporter }) => crashReporter.start({}))).rejects.toThrow(
      'electron.crashReporter.start is not',
    );
    await expect(
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setKiosk(true)),
    ).rejects.toThrow('setKiosk is not');
    await expect(
      app.evaluate(({ BrowserWindow }) => void new BrowserWindow({ webPreferences: { sandbox: false } })),
    ).rejects.toThrow('sandbox');
    await expect(
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.openDevTools()),
    ).rejects.toThrow('openDevTools is not');
  });

  it('refuses every connection of the main process that leaves this machine', async () => {
    const codes = await app.evaluate(async () => {
      const net = process.getBuiltinModule('node:net');
      const tls = process.getBuiltinModule('node:tls');
      const dns = process.getBuiltinModule('node:dns');
      const dgram = process.getBuiltinModule('node:dgram');
      const failure = (socket: NodeJS.EventEmitter) =>
        new Promise((resolve) => socket.once('error', (error: { code: string }) => resolve(error.code)));
      const code = (error: { code?: string; cause?: { code: string } }) => error.cause?.code ?? error.code;
      let datagram: string | undefined;
      const udp = dgram.createSocket('udp4');
      try {
        udp.send('x', 53, '192.0.2.1');
      } catch (error) {
        datagram = code(error as { code: string });
      }
      udp.close();
      return [
        await fetch('https://api.helcim.com/v2/').catch(code),
        await failure(net.connect(443, 'api.helcim.com')),
        await failure(net.connect({ host: '192.0.2.1', port: 443 })),
        await failure(
          net.connect({
            port: 443,
            host: 'localhost',
            lookup: (_name, _options, done) => done(null, [{ address: '192.0.2.1', family: 4 }]),
          }),
        ),
        await failure(tls.connect({ host: '192.0.2.1', port: 443 })),
        await dns.promises.lookup('api.helcim.com').catch(code),
        datagram,
      ];
    });
    expect(codes).toEqual(Array(7).fill('ESTANDINREFUSED'));
  });

  it('shows what themeSource asks for, and takes screenshots at the size set', async () => {
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(true);
    await page.setViewportSize({ width: 1000, height: 620 });
    expect((await page.screenshot()).readUInt32BE(16)).toBe(1000);
  });

  it('runs two windows, survives a reload, and hears power events', async () => {
    const opened = app.waitForEvent('window');
    await app.evaluate(
      () =>
        void (globalThis as unknown as { openWindow: (url: string) => void }).openWindow(
          'app://fixture/index.html?2',
        ),
    );
    const second = await opened;
    await second.waitForSelector('#send');
    expect(await second.evaluate(() => (globalThis as FixtureWindow).bridge.echo(1))).toMatchObject({
      url: 'app://fixture/index.html?2',
    });
    await second.close();
    await page.reload();
    expect(await inPage((bridge) => bridge.echo('again'))).toMatchObject({ value: 'again' });
    const heard = await app.evaluate(({ powerMonitor }) => {
      let count = 0;
      powerMonitor.on('resume', () => {
        count += 1;
      });
      powerMonitor.emit('resume');
      return count;
    });
    expect(heard).toBe(1);
  });

  it('holds the single-instance lock: a second start ends, and the first hears of it', async () => {
    const second = start([]);
    expect(await exitCode(second.child)).toBe(3);
    expect(second.output()).toContain('another instance holds the lock');
    await expect.poll(async () => (await seen()).second).toEqual([[true, { from: 'second' }]]);
  });
});

describe('the stand-in as a process', () => {
  it.each(['https://api.helcim.com/v2', 'https://api.helcim.test/v2', 'nonsense'])(
    'refuses to start with TILLSIDE_HELCIM_URL=%s and says why',
    async (url) => {
      const { child, output } = start([], { TILLSIDE_HELCIM_URL: url });
      expect(await exitCode(child)).toBe(78);
      expect(output()).toContain('live mode needs real Electron');
    },
  );

  it('ends with 1 and the reason when the main process is broken', async () => {
    const { child, output } = start([], { FIXTURE_BROKEN: '1' });
    expect(await exitCode(child)).toBe(1);
    expect(output()).toContain('the fixture is broken on purpose');
  });

  it('leaves no browser, no profile and no lock behind when the app is killed', async () => {
    const { child, output } = start(['--remote-debugging-port=0']);
    await expect.poll(output, { timeout: 20_000 }).toContain('DevTools listening on');
    const address = /ws:\/\/\S+/.exec(output())?.[0] ?? '';
    const profile = await profileOf(address);
    expect(existsSync(profile)).toBe(true);
    child.kill('SIGKILL');
    expect(await exitCode(child)).toBeNull();
    await expect.poll(() => accepts(Number(new URL(address).port)), { timeout: 10_000 }).toBe(false);
    await expect.poll(() => existsSync(profile), { timeout: 10_000 }).toBe(false);
    const again = await launch();
    await (await again.firstWindow()).waitForSelector('#send');
    await again.close();
  });
});

/** Asks the browser for its own command line. */
async function profileOf(address: string): Promise<string> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'SystemInfo.getInfo' }));
  const [message] = (await once(socket, 'message')) as [MessageEvent<string>];
  socket.close();
  return /--user-data-dir=(\S+)/.exec(JSON.parse(message.data).result.commandLine)?.[1] ?? '';
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('the stand-in without a browser', () => {
  /** A process in the page's place, and what it hears there. */
  async function startBrowserless() {
    const folder = mkdtempSync(join(tmpdir(), 'stand-in-browserless-'));
    const child = spawn(executablePath, [fixture], {
      env: environment({ TILLSIDE_STAND_IN_BROWSER: 'none', FIXTURE_USER_DATA: folder }),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const hear = async () => ((await once(child, 'message')) as [ToPagesPlace])[0];
    return {
      child,
      hear,
      async invoke(channel: string, ...args: unknown[]): Promise<ToPagesPlace> {
        const answer = hear();
        child.send({ kind: 'invoke', id: 1, channel, args } satisfies FromPagesPlace);
        return answer;
      },
      async end() {
        child.kill('SIGKILL');
        await exitCode(child);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  it('loads the page from the app and takes calls as its main frame', async () => {
    const place = await startBrowserless();
    try {
      expect(await place.hear()).toEqual({ kind: 'loaded', url: 'app://fixture/index.html' });
      expect(await place.invoke('echo', { at: new Date(0) })).toEqual({
        kind: 'answer',
        id: 1,
        ok: true,
        value: { value: { at: new Date(0) }, url: 'app://fixture/index.html', origin: 'app://fixture' },
      });
    } finally {
      await place.end();
    }
  });

  it('gives the words of a failed call and of one that nobody handles', async () => {
    const place = await startBrowserless();
    try {
      await place.hear();
      const failed = { kind: 'answer', id: 1, ok: false };
      expect(await place.invoke('fail')).toEqual({
        ...failed,
        error: "Error: Error invoking remote method 'fail': Error: as asked",
      });
      expect(await place.invoke('nothing')).toMatchObject({
        ...failed,
        error: expect.stringContaining("No handler registered for 'nothing'"),
      });
    } finally {
      await place.end();
    }
  });

  it('quits in good order when whoever started it is gone', async () => {
    const place = await startBrowserless();
    await place.hear();
    place.child.disconnect();
    expect(await exitCode(place.child)).toBe(0);
    await place.end();
  });
});
