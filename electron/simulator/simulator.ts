import type { Batch } from './batches.ts';
import type { SimulatorBehaviour } from './behaviour.ts';
import type { ActResult, CustomerAction } from './customer-actions.ts';
import type { VirtualTerminalView } from './devices.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { FaultInjector } from './faults.ts';
import type { SimulatorLogEntry } from './journal.ts';
import { loadState } from './lasting-file.ts';
import type { TokenName } from './permissions.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RecordedRequest } from './recorded-requests.ts';
import { startServer } from './server.ts';
import { type SimulatorClock, systemClock } from './simulator-clock.ts';
import { createStateKeeper } from './state-keeper.ts';
import type { SimulatedTransaction } from './transactions.ts';
import type { DeliveryAnswer } from './webhook-delivery.ts';
import type { ForgeryKind } from './webhook-sender.ts';
import { type AutoCustomer, createWorld, DEFAULT_CURRENCY } from './world.ts';

/** What a simulator is started with; every field has a default, so `startSimulator()` alone is a working Helcim. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0 (the default) takes any free one. */
  port?: number;
  /** Every random value (ids, tokens, seeded faults) follows from it. Default: a fresh one each start. */
  seed?: string;
  /** Time source for all timers and timestamps. Default: the machine's. */
  clock?: SimulatorClock;
  /** Where signed webhooks are posted; null (the default) sends none. */
  webhookUrl?: string | null;
  /** What the customer does by himself `autoDelayMs` after a request appears; null (the default) waits for `act`. */
  auto?: AutoCustomer | null;
  /** Default 1000. */
  autoDelayMs?: number;
  /** The account's one currency. Default CAD. */
  currency?: 'CAD' | 'USD';
  /** Codes of the account's devices, all awake. Default: two awake and one asleep. */
  devices?: readonly string[];
  /** Wait between a request's effect and its reply. Default 0. */
  latencyMs?: number;
  /** Whether `terminalCancel` carries `invoiceNumber` and `customerCode`; both ways exist. Default true. */
  cancelCarriesInvoiceNumber?: boolean;
  /** Answers to questions that Helcim's documents leave open; see each field. */
  behaviour?: Partial<SimulatorBehaviour>;
  /**
   * File in which the account outlives the program: its tokens, records, terminals and the webhooks still owed. Ids
   * never repeat, so they no longer follow from the seed. A file that is damaged, of another format, or of another
   * `seed` or `currency` than given is renamed (`.set-aside-` and the time) and a fresh account starts; the log says
   * so. One running simulator a file. Default: nothing is kept.
   */
  statePath?: string;
}

/** A running Helcim on loopback with virtual terminals. Without a `statePath` all of its state ends with `close`. */
export interface Simulator {
  /** The API's base, `http://127.0.0.1:PORT/v2`. */
  readonly url: string;
  /** The API token that may do everything; the same as `tokens.full`. */
  readonly token: string;
  /** Base64 key of the webhook signatures, as the dashboard shows it. */
  readonly verifier: string;
  /** Tokens by what they are allowed to do. */
  readonly tokens: Record<TokenName, string>;
  /** Page on which a person plays the customer; its fragment holds the control key. */
  readonly panelUrl: string;
  /** Address of the truth as JSON (`log`, `transactions`, `batches`, `devices`, `requests`), key included. */
  readonly logUrl: string;
  readonly seed: string;
  /** Throws for a URL that Helcim would not accept (not http(s), or with Helcim's name in it). */
  setWebhookUrl(url: string | null): void;
  setAuto(auto: AutoCustomer | null, delayMs?: number): void;
  setBehaviour(change: Partial<SimulatorBehaviour>): void;
  /** Moves Helcim's own clock (Date header, `dateCreated`, webhook timestamps) away from the given one. */
  setClockSkew(skewMs: number): void;
  setRateLimits(limits: Partial<RateLimits>): void;
  /** Other software of the same account makes this many calls now. */
  spendBudget(calls: number): void;
  devices(): VirtualTerminalView[];
  /** Plays the customer at one terminal. Never throws for an impossible action; the result says why it is refused. */
  act(code: string, action: CustomerAction): Promise<ActResult>;
  /** What happens to the account's money without any of its devices, and what its records come to say. */
  readonly elsewhere: Elsewhere;
  readonly faults: FaultInjector;
  /** The ground truth in order, oldest first. */
  log(): SimulatorLogEntry[];
  transactions(): SimulatedTransaction[];
  batches(): Batch[];
  /** Every HTTP request received under /v2, oldest first, without tokens. */
  requests(): RecordedRequest[];
  on(event: 'change', listener: () => void): () => void;
  /** Closes one batch, or whichever is open; closing nothing is allowed. */
  closeBatch(id?: number): void;
  /** Posts the unsigned probe of the dashboard's Save button. */
  sendProbe(url?: string): Promise<DeliveryAnswer>;
  /** Posts an event whose signature, key or time is wrong. */
  sendForged(kind?: ForgeryKind): Promise<DeliveryAnswer>;
  /** Posts a correctly signed event of a type that no document names. */
  sendUnknownType(): Promise<DeliveryAnswer>;
  /** Posts an earlier event once more, under the same `webhook-id`. */
  resendEvent(webhookId: string): Promise<DeliveryAnswer>;
  /** Resolves once no webhook delivery is under way (later retries may still be planned). */
  webhooksIdle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a Helcim look-alike on 127.0.0.1 for demo mode, tests and integrators.
 * Rejects when the port is taken or an option makes no sense.
 * The imitated contract: https://devdocs.helcim.com/reference
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { world, keeper } = openWorld(options);
  const server = await startServer(world, options.port ?? 0).catch((error: unknown) => {
    world.close();
    keeper?.close();
    throw error;
  });
  return {
    ...server.addresses,
    token: world.tokens.full,
    tokens: world.tokens,
    verifier: world.verifier,
    seed: world.seed,
    elsewhere: world.elsewhere,
    faults: world.faults,
    setWebhookUrl: (url) => world.webhooks.setUrl(url),
    setAuto: (auto, delayMs) => world.setAuto(auto, delayMs),
    setBehaviour: (change) => Object.assign(world.behaviour, change),
    setClockSkew: (skewMs) => world.clock.setSkew(skewMs),
    setRateLimits: (limits) => world.limits.set(limits),
    spendBudget: (calls) => world.limits.spend(calls),
    devices: () => world.terminals.views(),
    act: async (code, action) => world.customer.act(code, action),
    log: () => world.journal.entries(),
    transactions: () => world.transactions.all(),
    batches: () => world.batches.all(),
    requests: () => world.requests.all(),
    on: (_event, listener) => world.journal.onChange(listener),
    closeBatch: (id) => world.batches.close(id),
    sendProbe: (url) => world.webhooks.sendProbe(url),
    sendForged: (kind) => world.webhooks.sendForged(kind),
    sendUnknownType: () => world.webhooks.sendUnknownType(),
    resendEvent: (webhookId) => world.webhooks.resend(webhookId),
    webhooksIdle: () => world.webhooks.idle(),
    close: async () => {
      world.close();
      await server.close();
      keeper?.close();
    },
  };
}

/** The file is written before anybody can ask, so that nothing is answered that the next start would not know. */
function openWorld(options: SimulatorOptions) {
  const { statePath, seed, currency = DEFAULT_CURRENCY } = options;
  if (statePath === undefined) return { world: createWorld(options), keeper: null };
  const loaded = loadState(statePath, { seed, currency }, (options.clock ?? systemClock).wallMs());
  const world = createWorld(options, loaded.state);
  return { world, keeper: createStateKeeper(world, statePath, loaded) };
}
