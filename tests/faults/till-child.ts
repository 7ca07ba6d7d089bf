/**
 * A whole till in a process of its own, so that it can be killed as a power cut would. It is told what to do by its
 * parent, and can be told to kill itself at a moment that no outsider can hit, between the flush of an attempt and the
 * first byte of its request.
 */
import { nextTurn } from '../../electron/clock/next-turn.ts';
import { scaleClock } from '../../electron/clock/scaled-clock.ts';
import { systemClock } from '../../electron/clock/system-clock.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { createHandlers } from '../../electron/ipc/handlers/handlers.ts';
import type { IpcHandlers } from '../../electron/ipc/register.ts';
import { composeTill } from '../../electron/till/compose-till.ts';
import type { Till } from '../../electron/till/till.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { Clock } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { noPageDoors } from '../fakes/no-page-doors.ts';
import { noSetup, noSetupSlices } from '../fakes/no-setup.ts';

/**
 * `opening`: the ledger writes and the connection opens. `gate`: both are done, nothing is sent. `written`: the first
 * byte has left.
 */
export const selfKillPoints = ['opening', 'gate', 'written'] as const;
export type SelfKillPoint = (typeof selfKillPoints)[number];

export type ToChild =
  | {
      readonly kind: 'start';
      readonly folder: string;
      readonly helcimUrl: string;
      readonly token: string;
      readonly verifier: string;
      readonly clockRate: number;
      readonly pair: readonly string[];
      readonly killAt: SelfKillPoint | null;
    }
  | { readonly kind: 'charge'; readonly pressId: string; readonly code: string; readonly cents: number };

export type FromChild =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'started'; readonly webhookUrl: string }
  | { readonly kind: 'charged'; readonly code: string | null };

const tell = (message: FromChild): void => void process.send?.(message);

/** Where in the program each point is: the clock is read there, and the stack says by whom. */
const readers: Readonly<Record<SelfKillPoint, string>> = {
  opening: 'money-calls.ts',
  gate: 'mayStillWrite',
  written: 'onWritten',
};

/** A clock that ends the process when it is read at the given point. */
function deadlyClock(base: Clock, killAt: SelfKillPoint | null): Clock {
  const dieIfThere = (): void => {
    if (killAt !== null && new Error('asked for its stack').stack?.includes(readers[killAt]))
      process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...base,
    monotonicMs() {
      dieIfThere();
      return base.monotonicMs();
    },
    wallMs() {
      dieIfThere();
      return base.wallMs();
    },
  };
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function start(wish: Extract<ToChild, { kind: 'start' }>): Promise<IpcHandlers> {
  const { folder, helcimUrl, token, verifier, clockRate } = wish;
  const preferences = { theme: 'system', language: 'en' } as const;
  const { till, webhookUrl } = await composeTill(
    {
      mode: { kind: 'switched', practice: false, host: '127.0.0.1' },
      ...{ folder, helcimUrl, token, verifier, clockRate },
      webhookPort: 0,
      webhookPath: '/hook/a-till-to-be-killed',
      tillsOnAccount: 1,
    },
    {
      version: '0.0.0',
      random: systemRandom,
      clock: deadlyClock(scaleClock(systemClock, clockRate), wish.killAt),
      wireClock: deadlyClock(systemClock, wish.killAt),
      nextTurn,
      logger: quiet,
      accountMemory: { recall: () => null, remember: () => undefined },
      preferences: { read: () => preferences, change: () => preferences },
      demo: null,
      publish: () => undefined,
    },
  );
  await till.start();
  await untilOpen(till);
  const handlers = createHandlers({
    till,
    snapshot: async () => ({ seq: 0, ...noSetupSlices, ...(await till.snapshot()) }),
    openLink: async () => undefined,
    doors: noPageDoors,
    house: noSetup,
  });
  for (const code of wish.pair) await handlers.terminals.pair({ code: code as TerminalCode, nickname: null });
  tell({ kind: 'started', webhookUrl: webhookUrl ?? '' });
  return handlers;
}

function untilOpen(till: Till): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => (till.blocked() === null ? resolve() : void setTimeout(ask, 5));
    ask();
  });
}

async function charge(handlers: IpcHandlers, { pressId, code, cents }: Extract<ToChild, { kind: 'charge' }>) {
  const result = await handlers.payments.charge({
    pressId,
    pressedAtMs: systemClock.wallMs(),
    amountCents: cents as AmountCents,
    terminalCode: code as TerminalCode,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  });
  tell({ kind: 'charged', code: result.ok ? null : result.error.code });
}

if (process.send) {
  let started: Promise<IpcHandlers> | null = null;
  process.on('message', (message: ToChild) => {
    if (message.kind === 'start') started = start(message);
    else void started?.then((handlers) => charge(handlers, message));
  });
  process.on('disconnect', () => process.exit(0));
  tell({ kind: 'loaded' });
}
