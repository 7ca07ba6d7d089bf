/**
 * Behaves like the real cloudflared as far as we rely on it: its command line, `TUNNEL_TOKEN`, lines of its log on stderr,
 * `/ready` on loopback, exit codes, an orderly end at SIGTERM. What it does comes from `behaviour.json` beside it, read
 * anew at each start; what it was given goes to `started.jsonl`.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

const folder = dirname(process.argv[1]);
const behaviour = JSON.parse(readFileSync(join(folder, 'behaviour.json'), 'utf8'));
const log = (level, text) =>
  process.stderr.write(`${new Date().toISOString().slice(0, 19)}Z ${level} ${text}\n`);
const args = process.argv.slice(2);
appendFileSync(
  join(folder, 'started.jsonl'),
  `${JSON.stringify({ pid: process.pid, args, environment: process.env })}\n`,
);

let ready = 0;
const register = (index) => {
  ready += 1;
  log(
    'INF',
    `Registered tunnel connection connIndex=${index} connection=00000000-0000-4000-8000-00000000000${index} event=0 ip=198.51.100.${index} location=yul01 protocol=quic`,
  );
};

process.on('SIGTERM', () => {
  if (behaviour.ignoresTerm) return;
  log('INF', 'Initiating graceful shutdown due to signal terminated ...');
  log('INF', 'Unregistered tunnel connection connIndex=0');
  process.exit(0);
});

function serveReady() {
  const server = createServer((_request, response) => {
    if (behaviour.readyHangs) return;
    response
      .writeHead(ready > 0 ? 200 : 503)
      .end(JSON.stringify({ status: 200, readyConnections: ready, connectorId: 'x' }));
  });
  server.listen(0, '127.0.0.1', () => {
    log('INF', `Starting metrics server on 127.0.0.1:${server.address().port}/metrics`);
    connect();
  });
}

function connect() {
  const { connections = 4, loses = [], error, floods } = behaviour;
  if (error) log('ERR', error);
  if (floods) process.stderr.write(`${'x'.repeat(5_000_000)}\n`);
  for (let index = 0; index < connections; index += 1) register(index);
  for (const index of loses) {
    ready -= 1;
    log('ERR', `Connection terminated error="timeout: no recent network activity" connIndex=${index}`);
  }
  if (behaviour.exitsWith !== undefined) process.exit(behaviour.exitsWith);
}

if (behaviour.tokenIsBad || !process.env.TUNNEL_TOKEN) {
  process.stderr.write("Provided Tunnel token is not valid.\nSee 'cloudflared tunnel run --help'.\n");
  process.exit(255);
}
if (behaviour.diesAtOnce) {
  process.stderr.write('Incorrect Usage: flag provided but not defined\n');
  process.exit(1);
}
log('INF', 'Starting tunnel tunnelID=00000000-0000-4000-8000-000000000000');
log('INF', `Settings: map[no-autoupdate:true token:*****]`);
if (behaviour.saysNothing) setInterval(() => undefined, 60_000);
else serveReady();
