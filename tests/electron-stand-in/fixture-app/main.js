import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';

if (process.env.FIXTURE_BROKEN) throw new Error('the fixture is broken on purpose');
if (process.env.FIXTURE_USER_DATA) app.setPath('userData', process.env.FIXTURE_USER_DATA);
globalThis.seen = { second: [], navigations: [], windows: [], requests: [], frames: [] };

const CSP =
  "default-src 'none'; script-src 'self'; connect-src 'self' http:; frame-src 'self'; img-src 'self'";
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

if (app.requestSingleInstanceLock({ from: 'second' })) {
  app.on('second-instance', (_event, argv, _cwd, data) =>
    globalThis.seen.second.push([argv.length > 0, data]),
  );
  app.whenReady().then(start);
} else {
  process.stdout.write('another instance holds the lock\n');
  app.exit(3);
}

function start() {
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url);
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    const body = await readFile(join(import.meta.dirname, 'page', pathname)).catch(() => undefined);
    if (body === undefined) return new Response('not here', { status: 404 });
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': CSP } });
  });
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    globalThis.seen.requests.push(details.url);
    callback({ cancel: !details.url.startsWith('app://fixture/') });
  });
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  );
  ipcMain.handle('echo', (event, value) => ({
    value,
    url: event.senderFrame.url,
    origin: event.senderFrame.origin,
  }));
  ipcMain.handle('fail', () => {
    throw new Error('as asked');
  });
  ipcMain.on('note', (event, value) => event.reply('noted', value + 1));
  openWindow('app://fixture/index.html');
}

function openWindow(url) {
  const window = new BrowserWindow({
    width: 900,
    height: 700,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
    },
  });
  window.webContents.on('will-navigate', (event) => {
    globalThis.seen.navigations.push(event.url);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url: asked }) => {
    globalThis.seen.windows.push(asked);
    return { action: 'deny' };
  });
  window.once('ready-to-show', () => window.show());
  window.loadURL(url);
  return window;
}
globalThis.openWindow = openWindow;
app.on('window-all-closed', () => app.quit());
