/**
 * A whole till without its window: the real program on real files, talking real HTTP to a simulated Helcim that posts
 * real signed webhooks back. The clock of deadlines and look-ups is in the test's hand; the wire runs on the machine's.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/clock/system-clock.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { createHandlers } from '../../electron/ipc/handlers/handlers.ts';
import type { IpcHandlers } from '../../electron/ipc/register.ts';
import type { AttemptFacts } from '../../electron/ledger/ledger.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../electron/simulator/simulator.ts';
import { composeTill } from '../../electron/till/compose-till.ts';
import type { AccountMemory, Slices, Till } from '../../electron/till/till.ts';
import type { Result } from '../../shared/app-error.ts';
import type { AttemptView, Preferences } from '../../shared/ipc-contract.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { AttemptPhase } from '../../shared/payment.ts';
import type { Clock, Logger } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { CustomerAction } from '../../shared/virtual-terminal.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { waitUntil } from './wait-until.ts';

export interface TillWorldOptions {
  readonly simulator?: SimulatorOptions;
  /** False leaves the simulator without the endpoint's address: results come by look-up only. Default true. */
  readonly webhooks?: boolean;
  readonly token?: (simulator: Simulator) => string;
  readonly wireClock?: Clock;
  readonly helcimUrl?: (simulator: Simulator) => string;
  /** Pairs the simulator's first terminal. Default true. */
  readonly pair?: boolean;
}

export interface ChargeWish {
  readonly cents?: number;
  readonly code?: string;
  readonly pressId?: string;
  readonly saleId?: string | null;
  readonly confirmedDoubtIds?: readonly string[];
  readonly reference?: string | null;
}

export interface TillWorld {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly folder: string;
  /** The terminal that was paired. */
  readonly code: TerminalCode;
  till(): Till;
  handlers(): IpcHandlers;
  webhookUrl(): string;
  /** Log lines of the program, to look for what must not be there. */
  readonly logLines: string[];
  charge(wish?: ChargeWish): Promise<Result<AttemptView>>;
  /** Charges and expects it to be taken. @returns the attempt's id */
  charged(wish?: ChargeWish): Promise<string>;
  act(action: CustomerAction, code?: string): Promise<void>;
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
  /** Closes the program in good order and opens it again on the same files. */
  restart(): Promise<void>;
  stopTill(): Promise<void>;
  startTill(): Promise<void>;
  close(): Promise<void>;
}

export async function openTillWorld(options: TillWorldOptions = {}): Promise<TillWorld> {
  const simulator = await startSimulator({ seed: 'till-world', ...options.simulator });
  const folder = await mkdtemp(join(tmpdir(), 'tillside-world-'));
  const clock = createVirtualClock(Date.now());
  const wireClock = options.wireClock ?? systemClock;
  const code = (simulator.devices()[0]?.code ?? '') as TerminalCode;
  const logLines: string[] = [];
  const accountMemory = createMemory();
  let preferences: Preferences = { theme: 'system', language: 'en' };
  let running: { till: Till; handlers: IpcHandlers; webhookUrl: string } | null = null;

  function current() {
    if (!running) throw new Error('the till is not running');
    return running;
  }

  async function startTill(): Promise<void> {
    const { till, webhookUrl } = await composeTill(
      {
        mode: { kind: 'switched', practice: false, host: '127.0.0.1' },
        helcimUrl: options.helcimUrl?.(simulator) ?? simulator.url,
        token: options.token?.(simulator) ?? simulator.token,
        verifier: simulator.verifier,
        webhookPort: 0,
        webhookPath: '/hook/till-world',
        folder,
        tillsOnAccount: 1,
        clockRate: 1,
      },
      {
        version: '0.0.0',
        clock,
        wireClock,
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
        demo: null,
        publish: () => undefined,
      },
    );
    if (webhookUrl === null) throw new Error('the webhook endpoint does not listen');
    const snapshot = async () => ({ seq: 0, ...(await till.snapshot()) });
    running = {
      till,
      webhookUrl,
      handlers: createHandlers({ till, snapshot, openLink: async () => undefined }),
    };
    if (options.webhooks !== false) simulator.setWebhookUrl(webhookUrl);
    await till.start();
    if (options.token === undefined) await waitUntil('the account is known', () => till.blocked() === null);
  }

  async function stopTill(): Promise<void> {
    const { till } = current();
    running = null;
    await till.close();
  }

  async function charge(wish: ChargeWish = {}): Promise<Result<AttemptView>> {
    return await current().handlers.payments.charge({
      pressId: wish.pressId ?? randomUUID(),
      amountCents: (wish.cents ?? 12_34) as AmountCents,
      terminalCode: (wish.code ?? code) as TerminalCode,
      reference: wish.reference ?? null,
      customerCode: null,
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

  const world: TillWorld = {
    simulator,
    clock,
    folder,
    code,
    logLines,
    till: () => current().till,
    handlers: () => current().handlers,
    webhookUrl: () => current().webhookUrl,
    charge,
    async charged(wish) {
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
    slices: () => current().till.snapshot(),
    async restart() {
      await stopTill();
      await startTill();
    },
    startTill,
    stopTill,
    async close() {
      if (running) await stopTill();
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
