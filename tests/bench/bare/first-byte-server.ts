/** A bare server in a process of its own: answers with the time at which it saw the request. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const firstByteMs = Number(process.hrtime.bigint()) / 1e6;
  request.resume();
  request.on('end', () => response.writeHead(202).end(String(firstByteMs)));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
