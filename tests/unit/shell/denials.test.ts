import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { denyToPages, denyToSession, isOwnRequest } from '../../../electron/shell/denials.ts';
import type { Logger } from '../../../shared/ports.ts';

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const dev = 'http://127.0.0.1:5173/';

class Contents extends EventEmitter {
  opener: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(opener: (details: { url: string }) => { action: string }): void {
    this.opener = opener;
  }
}

/** Fires a page event at locked contents; true when it was prevented. */
function isPrevented(event: string, url: string, devServerUrl: string | null = null): boolean {
  const app = new EventEmitter();
  const contents = new Contents();
  denyToPages(app as unknown as App, { devServerUrl, logger: silent });
  app.emit('web-contents-created', {}, contents);
  let prevented = false;
  contents.emit(event, {
    url,
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
}

describe('what pages are denied', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s, to our own page too',
    (event) => {
      expect(isPrevented(event, 'https://evil.example/')).toBe(true);
      expect(isPrevented(event, 'app://tillside/')).toBe(true);
    },
  );

  it('lets the development server reload its page, and nothing else', () => {
    expect(isPrevented('will-navigate', dev, dev)).toBe(false);
    expect(isPrevented('will-navigate', 'http://127.0.0.1:5174/', dev)).toBe(true);
    expect(isPrevented('will-navigate', 'http://127.0.0.1:5173.evil.example/', dev)).toBe(true);
    expect(isPrevented('will-redirect', dev, dev)).toBe(true);
  });

  it('denies every new window', () => {
    const app = new EventEmitter();
    const contents = new Contents();
    denyToPages(app as unknown as App, { devServerUrl: null, logger: silent });
    app.emit('web-contents-created', {}, contents);
    expect(contents.opener?.({ url: 'app://tillside/' })).toEqual({ action: 'deny' });
  });
});

describe('what the session is denied', () => {
  type Callback = (answer: unknown) => void;
  function setUp() {
    const given = new Map<string, (...args: unknown[]) => unknown>();
    const keep = (name: string) => (handler: (...args: unknown[]) => unknown) =>
      void given.set(name, handler);
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      webRequest: { onBeforeRequest: keep('before') },
    });
    denyToSession(session as unknown as Session, { devServerUrl: null, logger: silent });
    const run = (name: string, ...args: unknown[]) => given.get(name)?.(...args);
    return { session, run };
  }

  it('denies every permission, asked or checked, and every device', () => {
    const { run } = setUp();
    const answers: unknown[] = [];
    run('request', null, 'media', ((answer) => answers.push(answer)) satisfies Callback);
    answers.push(run('check'), run('device'));
    expect(answers).toEqual([false, false, false]);
  });

  it('stops downloads', () => {
    const { session } = setUp();
    let prevented = false;
    session.emit(
      'will-download',
      {
        preventDefault: () => {
          prevented = true;
        },
      },
      { getURL: () => 'app://tillside/a.js' },
    );
    expect(prevented).toBe(true);
  });

  it('cancels a request to the network and lets our own files pass', () => {
    const { run } = setUp();
    const answers: unknown[] = [];
    const callback: Callback = (answer) => answers.push(answer);
    run('before', { url: 'https://evil.example/' }, callback);
    run('before', { url: 'app://tillside/index.html' }, callback);
    expect(answers).toEqual([{ cancel: true }, { cancel: false }]);
  });
});

describe('isOwnRequest', () => {
  it.each(['app://tillside/', 'app://tillside/assets/a.js'])('passes %s', (url) => {
    expect(isOwnRequest(url, null)).toBe(true);
  });

  it.each([
    'app://tillside.evil/',
    'app://other/',
    'https://tillside/',
    'file:///etc/passwd',
    'http://127.0.0.1:5173/',
    'ws://127.0.0.1:5173/',
    'devtools://devtools/bundled/inspector.html',
    'data:text/html,x',
    'blob:app://tillside/1',
    'nonsense',
  ])('stops %s in a built app', (url) => {
    expect(isOwnRequest(url, null)).toBe(false);
  });

  it('passes the development server with its socket, but no other port', () => {
    expect(isOwnRequest(`${dev}main.tsx`, dev)).toBe(true);
    expect(isOwnRequest('ws://127.0.0.1:5173/?token=x', dev)).toBe(true);
    expect(isOwnRequest('http://127.0.0.1:5174/', dev)).toBe(false);
  });
});
