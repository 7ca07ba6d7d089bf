/** Puts the client together: one budget, one pool for reads, one connection for each money call. */
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import { createAnswerObserver } from './answer-observer.ts';
import { apiOrigin, type TokenSource } from './api-origin.ts';
import type { HelcimClient } from './helcim-client.ts';
import {
  allDevices,
  allTransactions,
  devicesPerPage,
  noTransactions,
  readTransactionPage,
  transactionsPerPage,
} from './list-pages.ts';
import { createMoneyCalls } from './money-calls.ts';
import { createRateBudget } from './rate-budget.ts';
import { createReadCalls } from './read-calls.ts';
import { deviceRefundBody, paymentRefundBody, paymentReverseBody, purchaseBody } from './request-bodies.ts';
import {
  type Reader,
  readCardBatch,
  readCardTerminal,
  readConnectionTest,
  readDevice,
  readList,
  readTransaction,
} from './response-schemas.ts';
import { socketWire } from './socket-wire.ts';
import { defaultTimeouts, type Timeouts } from './timeouts.ts';
import type { TillCount } from './token-window.ts';
import type { HelcimWire } from './wire.ts';

export interface HelcimClientOptions {
  /** The whole base, `/v2` included. */
  readonly baseUrl: string;
  readonly token: TokenSource;
  /** The wire clock: waits on a network are never sped up. */
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly tillsOnAccount: TillCount;
  readonly timeouts?: Partial<Timeouts>;
  /** The machine's own sockets without it. */
  readonly wire?: HelcimWire;
}

/**
 * No method rejects, and none throws.
 * @throws TypeError when the address or the token cannot be used at all; the message holds neither.
 * @see https://devdocs.helcim.com/reference
 */
export function createHelcimClient(options: HelcimClientOptions): HelcimClient {
  const { clock, logger, tillsOnAccount, wire = socketWire } = options;
  const api = apiOrigin(options.baseUrl, options.token);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const budget = createRateBudget({ clock, tillsOnAccount });
  const observer = createAnswerObserver(options);
  const shared = { api, wire, clock, logger, timeouts, budget, observer };
  const reads = createReadCalls(shared);
  const money = createMoneyCalls(shared);

  return {
    connectionTest: () =>
      reads.read({
        path: ['connection-test'],
        priority: 'rest',
        subject: 'connection_test',
        read: readConnectionTest,
      }),
    listDevices: () =>
      allDevices((offset) =>
        reads.read({
          path: ['devices'],
          query: { limit: devicesPerPage, offset },
          priority: 'rest',
          subject: 'other',
          read: readList(readDevice),
          whenNone: [],
        }),
      ),
    device: (code) =>
      reads.read({
        path: ['devices', code],
        priority: 'rest',
        subject: 'device',
        read: theSame(readDevice, (device) => device.code.toUpperCase() === code),
      }),
    ping: (code) =>
      reads.read({
        path: ['devices', code, 'ping'],
        priority: 'rest',
        subject: 'device',
        read: () => null,
        isBodyless: true,
      }),
    startPurchase: (request, gate) =>
      money.run(
        {
          path: ['devices', request.terminalCode, 'payment', 'purchase'],
          body: () => purchaseBody(request),
          acceptedStatus: 202,
          subject: 'device',
        },
        gate,
      ),
    startDeviceRefund: (request, gate) =>
      money.run(
        {
          path: ['devices', request.terminalCode, 'payment', 'refund'],
          body: () => deviceRefundBody(request),
          token: request.apiToken ?? null,
          acceptedStatus: 202,
          subject: 'device',
        },
        gate,
      ),
    transaction: (transactionId, priority) =>
      reads.read({
        path: ['card-transactions', transactionId],
        priority,
        subject: 'other',
        read: theSame(readTransaction, (row) => row.transactionId === transactionId),
      }),
    searchTransactions: (filter, priority, reading) =>
      allTransactions(
        (page) =>
          reads.read({
            path: ['card-transactions'],
            query: { ...filter, limit: transactionsPerPage, page },
            priority,
            subject: 'other',
            read: readTransactionPage,
            whenNone: noTransactions,
          }),
        reading,
      ),
    cardBatches: (filter) =>
      reads.read({
        path: ['card-batches'],
        query: { ...filter, 'collect-stats': 'true' },
        priority: 'rest',
        subject: 'other',
        read: readList(readCardBatch),
        whenNone: [],
      }),
    cardBatch: (id, priority = 'rest') =>
      reads.read({
        path: ['card-batches', id],
        query: { 'collect-stats': 'true' },
        priority,
        subject: 'other',
        read: theSame(readCardBatch, (batch) => batch.id === id),
      }),
    settleBatch: (id, gate) =>
      money.run(
        {
          path: ['card-batches', id, 'settle'],
          body: () => null,
          acceptedStatus: 200,
          subject: 'other',
        },
        gate,
      ),
    refund: (request, gate) =>
      money.runKeyed(
        {
          path: ['payment', 'refund'],
          body: () => paymentRefundBody(request),
          token: request.apiToken ?? null,
          idempotencyKey: request.idempotencyKey,
        },
        gate,
      ),
    reverse: (request, gate) =>
      money.runKeyed(
        {
          path: ['payment', 'reverse'],
          body: () => paymentReverseBody(request),
          token: request.apiToken ?? null,
          idempotencyKey: request.idempotencyKey,
        },
        gate,
      ),
    cardTerminals: () =>
      reads.read({
        path: ['card-terminals'],
        priority: 'rest',
        subject: 'other',
        read: readList(readCardTerminal),
        whenNone: [],
      }),
    budget: budget.view,
    clockOffsetMs: observer.clockOffsetMs,
    onAnswer: observer.onAnswer,
    async close() {
      budget.close();
      await Promise.all([reads.close(), money.close()]);
    },
  };
}

/** An answer about something else than what was asked for is unreadable. */
function theSame<Value>(read: Reader<Value>, isAsked: (value: Value) => boolean): Reader<Value> {
  return (value) => {
    const got = read(value);
    return got !== null && isAsked(got) ? got : null;
  };
}
