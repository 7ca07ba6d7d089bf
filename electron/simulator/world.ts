import { randomBytes } from 'node:crypto';
import { createAutoCustomer } from './auto-customer.ts';
import { type BatchStore, createBatchStore } from './batches.ts';
import { defaultBehaviour, type SimulatorBehaviour } from './behaviour.ts';
import { type Customer, createCustomer } from './customer-actions.ts';
import { type CustomerStore, createCustomerStore } from './customers.ts';
import { createTerminalRack, type TerminalRack } from './devices.ts';
import { createElsewhere, type Elsewhere } from './elsewhere.ts';
import { createFaultInjector, type FaultInjector } from './faults.ts';
import { postText } from './http-post.ts';
import { createIdempotencyStore, type IdempotencyStore } from './idempotency.ts';
import { createInvoiceStore, type InvoiceStore } from './invoices.ts';
import { createJournal, type Journal } from './journal.ts';
import { type LastingState, restoreLastingState } from './lasting-state.ts';
import { makeTokens, type TokenName } from './permissions.ts';
import { createRateLimiter, type RateLimiter } from './rate-limits.ts';
import { createRequestRecorder, type RequestRecorder } from './recorded-requests.ts';
import { seededRandom } from './seeded-random.ts';
import type { SimulatorOptions } from './simulator.ts';
import { createHelcimClock, type HelcimClock, systemClock } from './simulator-clock.ts';
import { createTransactionStore, type TransactionStore } from './transactions.ts';
import type { PostText } from './webhook-delivery.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';

/** What a customer does when nobody plays him. */
export const autoCustomers = ['approve', 'decline', 'cancel', 'ignore'] as const;
export type AutoCustomer = (typeof autoCustomers)[number];

/** One merchant account with its devices: everything the endpoints act on. */
export interface World {
  readonly clock: HelcimClock;
  readonly behaviour: SimulatorBehaviour;
  readonly journal: Journal;
  readonly requests: RequestRecorder;
  readonly limits: RateLimiter;
  readonly faults: FaultInjector;
  readonly terminals: TerminalRack;
  readonly transactions: TransactionStore;
  readonly batches: BatchStore;
  readonly invoices: InvoiceStore;
  readonly customers: CustomerStore;
  readonly idempotency: IdempotencyStore;
  readonly webhooks: WebhookSender;
  readonly customer: Customer;
  readonly elsewhere: Elsewhere;
  readonly tokens: Record<TokenName, string>;
  readonly verifier: string;
  readonly seed: string;
  readonly currency: string;
  readonly cardTerminalId: number;
  readonly latencyMs: number;
  /** The ids last given. */
  readonly counters: { readonly transaction: number; readonly request: number };
  setAuto(auto: AutoCustomer | null, delayMs?: number): void;
  nextTransactionId(): number;
  nextRequestId(): number;
  close(): void;
}

const DEFAULT_TERMINALS = [
  { code: 'DY6L', asleep: false },
  { code: 'NBL7', asleep: false },
  { code: 'ZZ3P', asleep: true },
];
export const DEFAULT_CURRENCY = 'CAD';
const DEVICE_CODE = /^[A-Z0-9]{4}$/;

/** Skipped at each take-up of a saved account: not even an id whose saving failed is given twice. */
const SKIPPED_IDS = 1_000;

/**
 * Builds the account, or takes up a saved one with its seed and ids. Throws when an option makes no sense.
 * @param post the way to the webhook's receiver, HTTP without it
 */
export function createWorld(
  options: SimulatorOptions,
  saved: LastingState | null = null,
  post: PostText = postText,
): World {
  const seed = saved?.seed ?? options.seed ?? randomBytes(8).toString('hex');
  const idStream = idStreams(options);
  const clock = createHelcimClock(options.clock ?? systemClock);
  const behaviour: SimulatorBehaviour = { ...defaultBehaviour(), ...options.behaviour };
  const journal = createJournal(clock);
  const ids = seededRandom(seed, idStream('ids'));
  const cardTerminalId = saved?.cardTerminalId ?? ids.integer(1_000, 99_999);
  const verifier = seededRandom(seed, 'verifier').bytes(24).toString('base64');
  const faults = createFaultInjector(clock, journal, seededRandom(seed, 'faults'));
  const transactions = createTransactionStore(clock, behaviour);
  const counters = saved
    ? { ...saved.counters, transaction: saved.counters.transaction + SKIPPED_IDS }
    : { transaction: ids.integer(20_000_000, 39_999_999), request: 0 };
  const world: World = {
    clock,
    behaviour,
    journal,
    faults,
    transactions,
    verifier,
    seed,
    cardTerminalId,
    counters,
    requests: createRequestRecorder(),
    limits: createRateLimiter(clock),
    terminals: createTerminalRack({ clock, journal, behaviour, terminals: readTerminals(options.devices) }),
    batches: createBatchStore({
      clock,
      random: ids,
      journal,
      transactions,
      behaviour,
      terminalId: cardTerminalId,
    }),
    invoices: createInvoiceStore(clock, ids.integer(10_000_000, 19_999_999)),
    customers: createCustomerStore(ids.integer(10_000_000, 19_999_999)),
    idempotency: createIdempotencyStore(clock),
    webhooks: createWebhookSender({
      clock,
      journal,
      behaviour,
      faults,
      verifier,
      random: seededRandom(seed, idStream('webhooks')),
      post,
      cancelCarriesInvoiceNumber: options.cancelCarriesInvoiceNumber ?? true,
    }),
    tokens: makeTokens(seededRandom(seed, 'tokens')),
    currency: options.currency ?? DEFAULT_CURRENCY,
    latencyMs: options.latencyMs ?? 0,
    get customer() {
      return customer;
    },
    get elsewhere() {
      return elsewhere;
    },
    setAuto: (auto, delayMs) => autoCustomer.set(auto, delayMs),
    nextTransactionId: () => ++counters.transaction,
    nextRequestId: () => ++counters.request,
    close() {
      clock.stop();
      world.webhooks.close();
    },
  };
  const customer = createCustomer(world);
  const elsewhere = createElsewhere(world);
  const autoCustomer = createAutoCustomer(world, options.auto ?? null, options.autoDelayMs ?? 1000);
  if (options.webhookUrl !== undefined) world.webhooks.setUrl(options.webhookUrl);
  if (saved) restoreLastingState(world, saved);
  return world;
}

/**
 * An account that outlives the program must not draw the same ids again, even if its file was lost, since a client
 * remembers them: its id streams are new at each start.
 */
function idStreams(options: SimulatorOptions): (name: string) => string {
  if (options.statePath === undefined) return (name) => name;
  const start = randomBytes(8).toString('hex');
  return (name) => `${name} ${start}`;
}

function readTerminals(codes: readonly string[] | undefined): readonly { code: string; asleep: boolean }[] {
  if (codes === undefined) return DEFAULT_TERMINALS;
  const wrong = codes.find((code) => !DEVICE_CODE.test(code));
  if (wrong !== undefined)
    throw new Error(`device code ${JSON.stringify(wrong)}: four capital letters or digits`);
  if (new Set(codes).size !== codes.length) throw new Error('device codes must differ');
  return codes.map((code) => ({ code, asleep: false }));
}
