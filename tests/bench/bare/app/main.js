// The least that a webhook costs until its outcome is on a screen: signature, one flushed row, one GET, one message.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { app, BrowserWindow, protocol } from 'electron';

const { BARE_FOLDER, BARE_DATABASE, BARE_KEY, BARE_GET_URL } = process.env;
app.setPath('userData', BARE_FOLDER);
const listening = Promise.withResolvers();
globalThis.barePort = listening.promise;
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
const database = new DatabaseSync(BARE_DATABASE);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');

await app.whenReady();
protocol.handle('app', (request) => {
  const { pathname } = new URL(request.url);
  const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
  const body = readFileSync(join(import.meta.dirname, 'page', pathname));
  return new Response(body, { headers: { 'content-type': type } });
});
const window = new BrowserWindow({
  show: false,
  webPreferences: {
    preload: join(import.meta.dirname, 'preload.cjs'),
    sandbox: true,
    contextIsolation: true,
  },
});
window.once('ready-to-show', () => window.show());
await window.loadURL('app://bare/index.html');

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
    const mac = createHmac('sha256', Buffer.from(BARE_KEY, 'base64')).update(`${id}.${time}.`).update(body);
    if (!timingSafeEqual(mac.digest(), Buffer.from(signature.slice(3), 'base64'))) throw new Error('forged');
    insert.run(body.toString());
    response.writeHead(204).end();
    get(`${BARE_GET_URL}/${JSON.parse(body).id}`, { agent: false }, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part));
      answer.on('end', () => window.webContents.send('outcome', JSON.parse(text)));
    });
  });
});
server.listen(0, '127.0.0.1', () => listening.resolve(server.address().port));
app.on('window-all-closed', () => app.quit());
