/** A bare server in a process of its own: answers every GET with one approved transaction. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const id = request.url?.split('/').at(-1) ?? '';
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      transactionId: Number(id),
      dateCreated: '2026-01-05 10:11:12',
      cardBatchId: 2578965,
      status: 'approved',
      type: 'purchase',
      amount: 12.34,
      currency: 'CAD',
      cardType: 'VI',
      approvalCode: 'T3E5ST',
      cardNumber: '4242424242',
      invoiceNumber: `bare-${id}`,
      warning: '',
    }),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
