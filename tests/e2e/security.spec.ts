/**
 * What a page in the window can reach, asked by trying it: an injected script is simulated by one that runs in the page.
 * A server on this machine is the bait; nothing of the window may ever arrive there.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ipcCalls } from '../../shared/ipc-contract.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { type Counter, openCounter } from './counter.ts';
import { startUntilExit } from './refused-start.ts';
import type { TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;
let bait: Server;
let baitUrl: string;
let visits: string[] = [];

test.beforeAll(async () => {
  bait = createServer((request, response) => {
    visits.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('<script>globalThis.taken = true</script>');
  });
  bait.on('upgrade', (request, socket) => {
    visits.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', () => resolve()));
  baitUrl = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`;
  counter = await openCounter({ paired: ['AB12'] });
  till = counter.till();
});
test.afterAll(async () => {
  await counter.close();
  bait.close();
});
test.beforeEach(() => {
  visits = [];
});
test.afterEach(async () => {
  // The till still runs in its own page, and the bait was reachable all the time.
  await expect(till.window.getByRole('navigation')).toBeVisible();
  await fetch(`${baitUrl}/control`);
  expect(visits).toEqual(['GET /control']);
});

test('the page reaches nothing of Node or Electron, only the calls of the contract', async () => {
  const reached = await till.window.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    const world = globalThis as unknown as Record<string, unknown>;
    const names = [
      'require',
      'process',
      'module',
      'global',
      'Buffer',
      'ipcRenderer',
      'electron',
      '__dirname',
    ];
    const bridge = world.tillside as Record<string, Record<string, unknown>>;
    const call = bridge.app?.snapshot as { constructor(code: string): () => unknown };
    let byConstructor: unknown;
    try {
      byConstructor = call.constructor('return typeof process')();
    } catch (error) {
      byConstructor = (error as Error).name;
    }
    const areas = Object.entries(bridge).map(([area, calls]) => [
      area,
      typeof calls === 'function' ? [] : Object.keys(calls).sort(),
    ]);
    return {
      globals: names.filter((name) => name in world),
      byConstructor,
      areas: Object.fromEntries(areas),
    };
  });
  expect(reached.globals).toEqual([]);
  expect(['EvalError', 'undefined']).toContain(reached.byConstructor);
  const contract = Object.entries(ipcCalls).map(([area, calls]) => [area, Object.keys(calls).sort()]);
  expect(reached.areas).toEqual({ ...Object.fromEntries(contract), onChange: [] });
});

test('script put into the page as text does not run, by no way in', async () => {
  const ran = await till.window.evaluate(async () => {
    // Out of the debugger's own evaluation, which would be allowed more than a page.
    await new Promise((resolve) => setTimeout(resolve));
    const world = globalThis as unknown as { ran: string[] };
    world.ran = [];
    const attempt = (name: string, run: () => unknown) => {
      try {
        run();
      } catch {
        // Refused out loud is as good as refused in silence.
      }
      return name;
    };
    const code = (name: string) => `globalThis.ran.push('${name}')`;
    attempt('inline script', () => {
      const script = document.createElement('script');
      script.append(document.createTextNode(code('inline script')));
      document.body.append(script);
    });
    attempt('inline handler', () => {
      const image = document.createElement('img');
      image.setAttribute('onerror', code('inline handler'));
      image.src = 'data:image/png;base64,AA==';
      document.body.append(image);
    });
    attempt('markup', () => {
      const box = document.createElement('div');
      box.innerHTML = `<img src="data:," onerror="${code('markup')}">`;
      document.body.append(box);
    });
    attempt('eval', () => {
      // biome-ignore lint/security/noGlobalEval: that it is refused is what this shows
      globalThis.eval(code('eval'));
    });
    attempt('Function', () => new Function(code('Function'))());
    attempt('timer', () => {
      // biome-ignore lint/suspicious/noExplicitAny: text instead of a function is the attack
      (setTimeout as any)(code('timer'), 0);
    });
    attempt('data script', () => {
      const script = document.createElement('script');
      script.src = `data:text/javascript,${encodeURIComponent(code('data script'))}`;
      document.body.append(script);
    });
    attempt('blob script', () => {
      const script = document.createElement('script');
      script.src = URL.createObjectURL(new Blob([code('blob script')], { type: 'text/javascript' }));
      document.body.append(script);
    });
    attempt('address', () => {
      location.href = `javascript:${code('address')}`;
    });
    await Promise.all([
      import(`data:text/javascript,${encodeURIComponent(code('import'))}`).catch(() => undefined),
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    ]);
    return world.ran;
  });
  expect(ran).toEqual([]);
});

test('nothing in the page reaches a network, this machine included', async () => {
  const { outcomes, blocked } = await till.window.evaluate(async (base) => {
    await new Promise((resolve) => setTimeout(resolve));
    const loads = (element: HTMLElement, address: (url: string) => void, url: string) =>
      new Promise<string>((resolve) => {
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('refused'));
        try {
          address(url);
          document.body.append(element);
        } catch {
          resolve('refused');
        }
      });
    const socket = (url: string) =>
      new Promise<string>((resolve) => {
        try {
          const opened = new WebSocket(url);
          opened.onopen = () => resolve('open');
          opened.onerror = () => resolve('refused');
        } catch {
          resolve('refused');
        }
      });
    const request = (url: string) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'answered',
        () => 'refused',
      );
    const xhr = (url: string) =>
      new Promise<string>((resolve) => {
        const asking = new XMLHttpRequest();
        asking.onload = () => resolve('answered');
        asking.onerror = () => resolve('refused');
        try {
          asking.open('GET', url);
          asking.send();
        } catch {
          resolve('refused');
        }
      });
    const blocked: string[] = [];
    addEventListener('securitypolicyviolation', (event) => blocked.push(event.blockedURI));
    const image = new Image();
    const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
    const script = document.createElement('script');
    const outcomes = {
      fetch: await request(`${base}/fetch`),
      outside: await request('https://outside.invalid/'),
      xhr: await xhr(`${base}/xhr`),
      socket: await socket(`${base.replace('http', 'ws')}/socket`),
      image: await loads(image, (url) => image.setAttribute('src', url), `${base}/image.png`),
      sheet: await loads(sheet, (url) => sheet.setAttribute('href', url), `${base}/sheet.css`),
      script: await loads(script, (url) => script.setAttribute('src', url), `${base}/script.js`),
      font: await new FontFace('Bait', `url(${base}/font.woff2)`).load().then(
        () => 'loaded',
        () => 'refused',
      ),
    };
    // A beacon is taken at once and refused later, if at all.
    navigator.sendBeacon(`${base}/beacon`);
    await new Promise((resolve) => setTimeout(resolve));
    return { outcomes, blocked };
  }, baitUrl);
  for (const [way, outcome] of Object.entries(outcomes)) expect(`${way} ${outcome}`).toBe(`${way} refused`);
  // By the page's own policy, and not merely because a browser finds this address odd.
  for (const path of ['fetch', 'xhr', 'image.png', 'sheet.css', 'font.woff2', 'beacon']) {
    expect(blocked).toContain(`${baitUrl}/${path}`);
  }
  expect(blocked).toContain('https://outside.invalid/');
  expect(blocked).toContain(`${baitUrl.replace('http', 'ws')}/socket`);
});

test('the window stays on its page: no navigation, no form, no new window, no frame, no webview', async () => {
  const address = till.window.url();
  const opened = await till.window.evaluate(async (base) => {
    await new Promise((resolve) => setTimeout(resolve));
    const press = (attributes: Readonly<Record<string, string>>) => {
      const link = document.createElement('a');
      for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
      document.body.append(link);
      link.click();
      link.remove();
    };
    const popUp = window.open(`${base}/popup`);
    press({ href: `${base}/blank`, target: '_blank' });
    press({ href: `${base}/ping`, target: '_top', ping: `${base}/pinged` });
    const form = document.createElement('form');
    form.action = `${base}/form`;
    form.method = 'post';
    document.body.append(form);
    form.submit();
    form.remove();
    const frame = document.createElement('iframe');
    frame.src = `${base}/frame`;
    document.body.append(frame);
    const inner = document.createElement('iframe');
    inner.setAttribute('src', location.href);
    document.body.append(inner);
    const webview = document.createElement('webview') as HTMLElement & { getWebContentsId?: unknown };
    webview.setAttribute('src', `${base}/webview`);
    document.body.append(webview);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const frames = [frame, inner].map((each) => {
      try {
        return typeof (each.contentWindow as unknown as { tillside?: unknown } | null)?.tillside;
      } catch {
        return 'undefined';
      }
    });
    const hasWebview = typeof webview.getWebContentsId === 'function';
    for (const each of [frame, inner, webview]) each.remove();
    location.assign(`${base}/assigned`);
    return { popUp: popUp === null, frames, hasWebview };
  }, baitUrl);
  expect(opened).toEqual({ popUp: true, frames: ['undefined', 'undefined'], hasWebview: false });
  await till.goTo('Charge');
  expect(till.window.url()).toBe(address);
  expect(till.app.windows()).toHaveLength(1);
});

test('a download is cancelled', async () => {
  const download = till.window.waitForEvent('download', { timeout: 1_500 }).catch(() => null);
  await till.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['bait']));
    link.download = 'bait.txt';
    document.body.append(link);
    link.click();
    link.remove();
  });
  const seen = await download;
  if (seen !== null) expect(await seen.failure()).toBe('canceled');
});

test('no permission is ever granted', async () => {
  const answers = await till.window.evaluate(async () => {
    const state = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        (status) => status.state,
        () => 'denied',
      );
    const refused = (run: () => Promise<unknown> | undefined) =>
      Promise.resolve()
        .then(run)
        .then(
          (value) => (value === undefined ? 'denied' : 'granted'),
          () => 'denied',
        );
    return {
      notifications: await Notification.requestPermission(),
      camera: await refused(() => navigator.mediaDevices?.getUserMedia({ video: true })),
      microphone: await refused(() => navigator.mediaDevices?.getUserMedia({ audio: true })),
      clipboard: await refused(() => navigator.clipboard?.readText()),
      geolocation: await new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        ),
      ),
      geolocationState: await state('geolocation'),
      cameraState: await state('camera'),
    };
  });
  for (const [what, answer] of Object.entries(answers)) expect(`${what} ${answer}`).toBe(`${what} denied`);
});

test('every call of the contract answers malformed, foreign and oversized input with an error, and goes on', async () => {
  const calls = Object.entries(ipcCalls).flatMap(([area, names]) =>
    Object.keys(names).map((name) => [area, name] as const),
  );
  const answers = await till.window.evaluate(async (all) => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    const inputs: readonly [string, unknown][] = [
      ['nothing', undefined],
      ['text', 'x'],
      ['number', Number.NaN],
      ['list', []],
      ['unknown fields', { constructor: 1, extra: true }],
      ['prototype', JSON.parse('{"__proto__":{"attemptId":"x"}}')],
      ['injection', { attemptId: "' or 1=1 --", code: "AB12'; drop table attempts", who: '<b>' }],
      ['deep', deep(100)],
      ['map', new Map([['attemptId', 'x']])],
      ['date', new Date()],
      ['bytes', new Uint8Array(1_000)],
    ];
    const bridge = (
      globalThis as unknown as { tillside: Record<string, Record<string, (i: unknown) => Promise<unknown>>> }
    ).tillside;
    // One call of each area: what comes before its own schema is the same for all of them.
    const large: readonly [string, unknown][] = [
      ['long', { attemptId: 'x'.repeat(1_000_000) }],
      ['wide', Array.from({ length: 100_000 }, () => 1)],
    ];
    const found: string[] = [];
    for (const [index, [area, name]] of all.entries()) {
      const isFirst = all[index - 1]?.[0] !== area;
      for (const [kind, input] of isFirst ? [...inputs, ...large] : inputs) {
        const answer = await bridge[area]?.[name]?.(input).catch((error: Error) => `threw ${error.message}`);
        const { ok, error } = (answer ?? {}) as { ok?: boolean; error?: { code: string; reference: string } };
        const isOwnCase = ok === true && area === 'app' && name === 'setPreferences';
        const isRefused = ok === false && error?.code === 'invalid_input' && error.reference.length > 0;
        if (!isRefused && !isOwnCase) found.push(`${area}.${name} ${kind}: ${JSON.stringify(answer)}`);
      }
    }
    return found;
  }, calls);
  expect(answers).toEqual([]);
  expect((await till.snapshot()).terminals.map(({ code }) => code)).toEqual(['AB12']);
});

test('B8 B10 a charge with an amount no cashier could type is refused by main as well', async () => {
  for (const amount of [0, -500, 12.345, 1e11, Number.POSITIVE_INFINITY, '500', null]) {
    const answer = await till.call('payments', 'charge', {
      pressId: randomUUID(),
      pressedAtMs: Date.now(),
      amountCents: amount as AmountCents,
      terminalCode: 'AB12' as TerminalCode,
      reference: null,
      customerCode: null,
      saleId: null,
      confirmedDoubtIds: [],
    });
    // An infinite amount is no plain data, so it is refused before any field is looked at.
    const field = amount === Number.POSITIVE_INFINITY ? null : 'amountCents';
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', field } });
  }
  expect(counter.purchases()).toEqual([]);
});

test('the page server gives its own files and nothing beside them', async () => {
  const statusOf = async (path: string): Promise<number> => {
    const answer = till.window.waitForResponse((response) => response.url().endsWith(path));
    await till.window.evaluate((src) => {
      // An image may be asked for from anywhere on the page's own server; what it is does not matter here.
      new Image().src = src;
    }, path);
    return (await answer).status();
  };
  expect(await statusOf('/index.html')).toBe(200);
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/%252e%252e%252fpackage.json',
    '/assets%2f..%2f..%2fmain%2fmain.js',
    '/.hidden.js',
    '/no-such-file.js',
    '/%ff.js',
    '/%00.js',
  ]) {
    expect([400, 404], path).toContain(await statusOf(path));
  }
});

test('M11 no secret is in the memory of the window, in the environment of main, in a log or in the ledger', async () => {
  const { token, verifier } = counter.simulator;
  const secrets = [token, verifier, Buffer.from(verifier, 'base64').toString('hex')];
  const holds = (text: string) => secrets.filter((secret) => text.includes(secret));

  const session = await till.window.context().newCDPSession(till.window);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const memory = chunks.join('');
  // The search works: what the window does know is found in it.
  expect(memory).toContain('AB12');
  expect(holds(memory)).toEqual([]);
  expect(holds(JSON.stringify(await till.snapshot()))).toEqual([]);
  expect(holds(await till.window.content())).toEqual([]);
  expect(holds(await till.app.evaluate(() => JSON.stringify(process.env)))).toEqual([]);

  const entries = await readdir(counter.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).join(' ')).toMatch(/\.sqlite.*|\.log/);
  for (const { parentPath, name } of files) {
    expect(holds(await readFile(join(parentPath, name), 'latin1')), name).toEqual([]);
  }
});

test('B16 a second start of the same till ends at once and brings the first window to the front', async () => {
  await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const isMinimized = () =>
    till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  expect(await isMinimized()).toBe(true);
  const second = await startUntilExit({ TILLSIDE_USER_DATA: counter.folder });
  expect(second.exitCode).toBe(0);
  await expect.poll(isMinimized).toBe(false);
});

test('a page that is not ours is answered with an error, and told nothing', async () => {
  const ownUrl = await till.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  try {
    await showInWindow('about:blank');
    await till.window.waitForURL('about:blank');
    const answer = await till.window.evaluate(() => {
      const { tillside } = globalThis as unknown as {
        tillside: { app: { snapshot(input: null): Promise<unknown> } };
      };
      return tillside.app.snapshot(null);
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_trusted' } });
  } finally {
    await showInWindow(ownUrl ?? '');
  }
});

/** Main itself may show what it likes; the guards are about pages that want to leave. */
async function showInWindow(url: string): Promise<void> {
  await till.app.evaluate(
    ({ BrowserWindow }, address) => BrowserWindow.getAllWindows()[0]?.webContents.loadURL(address),
    url,
  );
}
