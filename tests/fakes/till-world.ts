/**
 * A whole till without its window: the real program on real files, talking real HTTP to a simulated Helcim that posts
 * real signed webhooks back. The clock of deadlines and look-ups is in the test's hand; the wire runs on the machine's.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTurn } from '../../electron/clock/next-turn.ts';
import { systemClock } from '../../electron/clock/system-clock.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import type { Timeouts } from '../../electron/helcim/timeouts.ts';
import { createHandlers } from '../../electron/ipc/handlers/handlers.ts';
import type { IpcHandlers } from '../../electron/ipc/register.ts';
import type { AttemptFacts, Ledger } from '../../electron/ledger/ledger.ts';
import { openSecretRecord, type SecretRecord } from '../../electron/settings/secret-record.ts';
import type { SettingsKeeper } from '../../electron/settings/settings.ts';
import type { CustomerActionName } from '../../electron/simulator/customer-action-names.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../electron/simulator/simulator.ts';
import { composeTill } from '../../electron/till/compose-till.ts';
import type { AccountMemory, Till } from '../../electron/till/till.ts';
import type { TunnelPart } from '../../electron/till/tunnel-room.ts';
import type { Result } from '../../shared/app-error.ts';
import type { AttemptView, Preferences, Slices } from '../../shared/ipc-contract.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { AttemptPhase } from '../../shared/payment.ts';
import type { Clock, Logger, Vault } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { type HelcimProxy, startHelcimProxy } from './helcim-proxy.ts';
import { noPageDoors } from './no-page-doors.ts';
import { noSetup, noSetupSlices } from './no-setup.ts';
import { signWebhook } from './signed-webhook.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { waitUntil } from './wait-until.ts';

export interface TillWorldOptions {
  readonly simulator?: SimulatorOptions;
  /** False leaves the simulator without the endpoint's address: results come by look-up only. Default true. */
  readonly webhooks?: boolean;
  readonly token?: (simulator: Simulator) => string;
  /** The port an earlier start had; any without it. */
  readonly webhookPort?: number;
  readonly wireClock?: Clock;
  readonly helcimUrl?: (simulator: Simulator) => string;
  /** Pairs the simulator's first terminal. Default true. */
  readonly pair?: boolean;
  /** Waits on the wire, where a test must not wait as long as a cashier. */
  readonly timeouts?: Partial<Timeouts>;
  /** One clock in the test's hand for till, wire and simulator, so that hours of everything pass at once. */
  readonly isOneClock?: boolean;
  /** Puts a proxy between till and simulator; see `proxy`. */
  readonly isProxied?: boolean;
  /** Where the clock begins, UTC milliseconds; now without it. */
  readonly startMs?: number;
  /** How long `settle` waits for what may be hanging, real milliseconds. Default: far above what a call takes. */
  readonly hangingAfterMs?: number;
  /** Takes up what another till left: its simulator and its data folder. Both end with this world. */
  readonly takenOver?: { readonly simulator: Simulator; readonly folder: string };
  /** The system's encryption; the record of secrets then lies in the data folder. In memory without it. */
  readonly vault?: Vault;
  /** What the manager set; opened anew at each start, as the program does. Defaults that are not kept without it. */
  readonly settings?: (folder: string) => SettingsKeeper;
  /** What becomes of files that are saved and asked for; refused without it. */
  readonly doors?: Partial<typeof noPageDoors>;
  /** What carries webhooks to the till; none without it. */
  readonly tunnel?: TunnelPart;
  /** Called before the till starts for the first time. */
  readonly prepare?: (proxy: HelcimProxy) => void;
}

/** A signed event of the test's own making. */
export interface OwnEvent {
  readonly body: unknown;
  /** When it claims to have been signed; now without one. */
  readonly signedAtMs?: number;
  readonly webhookId?: string;
}

export interface ChargeWish {
  readonly cents?: number;
  readonly code?: string;
  readonly pressId?: string;
  /** When it was pressed; now without it. */
  readonly pressedAtMs?: number;
  readonly saleId?: string | null;
  readonly confirmedDoubtIds?: readonly string[];
  readonly reference?: string | null;
  readonly customerCode?: string | null;
}

export interface TillWorld {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly folder: string;
  /** @throws unless the world `isProxied` */
  proxy(): HelcimProxy;
  /** The terminal that was paired. */
  readonly code: TerminalCode;
  till(): Till;
  handlers(): IpcHandlers;
  webhookUrl(): string;
  /** What `tunnel` says of settings and secrets counts from now on. */
  applyTunnel(): void;
  /** Log lines of the program, to look for what must not be there. */
  readonly logLines: string[];
  charge(wish?: ChargeWish): Promise<Result<AttemptView>>;
  /** Charges and expects it to be taken. @returns the attempt's id */
  charged(wish?: ChargeWish): Promise<string>;
  act(action: CustomerActionName, code?: string): Promise<void>;
  facts(attemptId: string): Promise<AttemptFacts>;
  phase(attemptId: string): Promise<AttemptPhase>;
  /** Waits until the attempt is in this phase, without moving the clock. */
  reach(attemptId: string, phase: AttemptPhase): Promise<AttemptFacts>;
  /** Moves the clock, second by second, until the attempt is in this phase. @throws after `withinMs` of clock time */
  advanceTo(attemptId: string, phase: AttemptPhase, withinMs: number): Promise<AttemptFacts>;
  /** Waits until the terminal shows a request. */
  asking(code?: string): Promise<void>;
  /** Purchases that reached the simulator, refused ones included. */
  purchases(): number;
  slices(): Promise<Slices>;
  alarmKinds(): Promise<readonly string[]>;
  ledger(): Ledger;
  /** What the journal says of an attempt, oldest first. */
  evidence(attemptId: string): Promise<readonly string[]>;
  /** Resolves when nothing is under way: no look-up, no webhook, no event to work. A hanging call is not waited for. */
  settle(): Promise<void>;
  /** Lets time pass from timer to timer, with everything settled at each. */
  pass(ms: number): Promise<void>;
  /** Posts a correctly signed event. @returns the answer's status */
  post(event: OwnEvent): Promise<number>;
  /** Closes the program in good order and opens it again on the same files. */
  restart(): Promise<void>;
  stopTill(): Promise<void>;
  /** The next start knows nothing of the account before Helcim answers. */
  forgetAccount(): void;
  /** Resolves once money can be taken, or with false once the program runs. Default true. */
  startTill(isAwaited?: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openTillWorld(options: TillWorldOptions = {}): Promise<TillWorld> {
  const clock = createVirtualClock(options.startMs ?? Date.now());
  const simulator =
    options.takenOver?.simulator ??
    (await startSimulator({
      seed: 'till-world',
      ...(options.isOneClock && { clock }),
      ...options.simulator,
    }));
  const folder = options.takenOver?.folder ?? (await mkdtemp(join(tmpdir(), 'tillside-world-')));
  const wireClock = options.wireClock ?? (options.isOneClock ? clock : systemClock);
  const helcimProxy = options.isProxied ? await startHelcimProxy(simulator) : null;
  if (helcimProxy) options.prepare?.(helcimProxy);
  const code = (simulator.devices()[0]?.code ?? '') as TerminalCode;
  const logLines: string[] = [];
  let accountMemory = createMemory();
  let preferences: Preferences = { theme: 'system', language: 'en' };
  let running: {
    till: Till;
    handlers: IpcHandlers;
    webhookUrl: string;
    applyConnection: () => void;
  } | null = null;

  function current() {
    if (!running) throw new Error('the till is not running');
    return running;
  }

  function openRecord(vault: Vault): Promise<SecretRecord> {
    const logger = createLineLogger(logLines);
    return openSecretRecord({ path: join(folder, 'secrets.json'), vault, logger, wallMs: clock.wallMs });
  }

  async function startTill(isAwaited = options.token === undefined): Promise<void> {
    const { till, webhookUrl, applyConnection } = await composeTill(
      {
        mode: { kind: 'switched', practice: false, host: '127.0.0.1' },
        helcimUrl: options.helcimUrl?.(simulator) ?? helcimProxy?.url ?? simulator.url,
        token: options.token?.(simulator) ?? simulator.token,
        verifier: simulator.verifier,
        webhookPort: options.webhookPort ?? 0,
        mayTakeOtherPort: options.webhookPort !== undefined,
        webhookPath: '/hook/till-world',
        folder,
        tillsOnAccount: 1,
        clockRate: 1,
        ...(options.timeouts && { timeouts: options.timeouts }),
      },
      {
        version: '0.0.0',
        clock,
        wireClock,
        nextTurn,
        random: systemRandom,
        logger: createLineLogger(logLines),
        accountMemory,
        preferences: {
          read: () => preferences,
          change(change) {
            preferences = { ...preferences, ...change };
            return preferences;
          },
        },
        ...(options.tunnel && { tunnel: options.tunnel }),
        ...(options.vault && { secretRecord: await openRecord(options.vault) }),
        ...(options.settings && { settings: options.settings(folder) }),
        demo: null,
        publish: () => undefined,
      },
    );
    if (webhookUrl === null) throw new Error('the webhook endpoint does not listen');
    const snapshot = async () => ({ seq: 0, ...noSetupSlices, ...(await till.snapshot()) });
    running = {
      till,
      webhookUrl,
      handlers: createHandlers({
        till,
        snapshot,
        openLink: async () => undefined,
        doors: { ...noPageDoors, ...options.doors },
        house: noSetup,
      }),
      applyConnection,
    };
    if (options.webhooks !== false) simulator.setWebhookUrl(webhookUrl);
    await till.start();
    if (isAwaited) await waitUntil('the account is known', () => till.blocked() === null);
  }

  async function stopTill(): Promise<void> {
    const { till } = current();
    running = null;
    await till.close();
  }

  async function charge(wish: ChargeWish = {}): Promise<Result<AttemptView>> {
    return await current().handlers.payments.charge({
      pressId: wish.pressId ?? randomUUID(),
      pressedAtMs: wish.pressedAtMs ?? wireClock.wallMs(),
      amountCents: (wish.cents ?? 12_34) as AmountCents,
      terminalCode: (wish.code ?? code) as TerminalCode,
      reference: wish.reference ?? null,
      customerCode: wish.customerCode ?? null,
      saleId: wish.saleId ?? null,
      confirmedDoubtIds: [...(wish.confirmedDoubtIds ?? [])],
    });
  }

  async function facts(attemptId: string): Promise<AttemptFacts> {
    const found = await current().till.room()?.ledger.attempt(attemptId);
    if (!found) throw new Error(`no attempt ${attemptId}`);
    return found;
  }

  async function phase(attemptId: string): Promise<AttemptPhase> {
    const detail = await current().handlers.history.detail({ attemptId });
    if (!detail.ok) throw new Error(`no detail of ${attemptId}: ${detail.error.code}`);
    return detail.value.attempt.phase;
  }

  function ledger(): Ledger {
    const room = current().till.room();
    if (!room) throw new Error('no ledger is open');
    return room.ledger;
  }

  async function settle(): Promise<void> {
    const room = running?.till.room();
    let isGivenUp = false;
    const quiet = async () => {
      for (let turn = 0; turn < 3 && !isGivenUp; turn += 1) {
        await room?.runner.settled();
        await simulator.webhooksIdle();
        await room?.inbox.idle();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const hanging = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, options.hangingAfterMs ?? hangingAfterMs);
    });
    await Promise.race([quiet(), hanging]);
    isGivenUp = true;
    clearTimeout(timer);
  }

  const world: TillWorld = {
    simulator,
    clock,
    folder,
    proxy() {
      if (!helcimProxy) throw new Error('this world has no proxy');
      return helcimProxy;
    },
    code,
    logLines,
    till: () => current().till,
    handlers: () => current().handlers,
    webhookUrl: () => current().webhookUrl,
    applyTunnel: () => current().applyConnection(),
    charge,
    async charged(wish) {
      // After an answer that the token is no good, a till first asks whether that is so.
      await waitUntil('the token is taken', () => current().till.tokenTrouble() === null);
      const result = await charge(wish);
      if (!result.ok) throw new Error(`the charge was refused: ${JSON.stringify(result.error)}`);
      return result.value.id;
    },
    async act(action, at = code) {
      const result = await simulator.act(at, action === 'add-tip' ? { action, tipCents: 200 } : action);
      if (!result.ok) throw new Error(`the customer cannot ${action}: ${result.reason}`);
    },
    facts,
    phase,
    async reach(attemptId, wanted) {
      await waitUntil(`${wanted} of ${attemptId}`, async () => (await phase(attemptId)) === wanted);
      return facts(attemptId);
    },
    async advanceTo(attemptId, wanted, withinMs) {
      for (let passedMs = 0; passedMs <= withinMs; passedMs += 1_000) {
        if ((await phase(attemptId)) === wanted) return facts(attemptId);
        clock.advance(1_000);
        await current().till.room()?.runner.settled();
      }
      throw new Error(
        `${attemptId} is ${await phase(attemptId)}, not ${wanted}, after ${withinMs} ms of its clock`,
      );
    },
    async asking(at = code) {
      await waitUntil(`${at} asks for a card`, () =>
        simulator.devices().some((device) => device.code === at && device.request !== null),
      );
    },
    purchases: () => simulator.requests().filter(({ path }) => path.endsWith('/payment/purchase')).length,
    slices: async () => ({ ...noSetupSlices, ...(await current().till.snapshot()) }),
    alarmKinds: async () => (await ledger().openAlarms()).map(({ kind }) => kind),
    ledger,
    evidence: async (attemptId) => (await ledger().evidenceOf(attemptId)).map(({ kind }) => kind),
    settle,
    async pass(ms) {
      await settle();
      for (let leftMs = ms; leftMs > 0; ) {
        const stepMs = Math.min(leftMs, Math.max(1, clock.nextDueInMs() ?? leftMs));
        clock.advance(stepMs);
        leftMs -= stepMs;
        await settle();
      }
    },
    async post({ body, signedAtMs = wireClock.wallMs(), webhookId = `msg_${randomUUID()}` }) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { verifier } = simulator;
      const headers = signWebhook({ webhookId, atMs: signedAtMs, body: text, verifier });
      const { status } = await fetch(current().webhookUrl, { method: 'POST', headers, body: text });
      return status;
    },
    async restart() {
      await stopTill();
      await startTill();
    },
    startTill,
    stopTill,
    forgetAccount() {
      accountMemory = createMemory();
    },
    async close() {
      if (running) await stopTill();
      await helcimProxy?.close();
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await startTill();
  if (options.pair !== false) {
    const paired = await current().handlers.terminals.pair({ code, nickname: null });
    if (!paired.ok) throw new Error(`pairing failed: ${paired.error.code}`);
  }
  return world;
}

/** Far above what a call on loopback takes, even on a busy machine. */
const hangingAfterMs = 400;

function createMemory(): AccountMemory {
  let known: ReturnType<AccountMemory['recall']> = null;
  return {
    recall: () => known,
    remember(account) {
      known = account;
    },
  };
}

function createLineLogger(lines: string[]): Logger {
  const write =
    (level: string): Logger['info'] =>
    (message, fields = {}) =>
      void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
