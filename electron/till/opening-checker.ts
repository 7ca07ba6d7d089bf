/** Runs the opening check: one step after the other, told as it goes, at its end within a minute whatever happens. */
import { failed, type Result } from '../../shared/app-error.ts';
import type { PingView, Slices } from '../../shared/ipc-contract.ts';
import type { CheckCode, CheckState, CheckStep, OpeningCheckView } from '../../shared/opening-check.ts';
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import { clockOffMs } from '../../shared/till-health.ts';
import { isPortKnownElsewhere } from '../../shared/tunnel.ts';
import type { Till } from './till.ts';

/** What a self-test through the public address has shown. */
export interface SelfTestShown {
  readonly ok: boolean;
  readonly detail: string | null;
}

export interface OpeningCheckerParts {
  readonly front: () => Till;
  readonly terminalCodes: () => Promise<readonly string[]>;
  readonly openAlarms: () => Promise<number>;
  /** With the same caution as by hand: a terminal with an open or a young unclear attempt is left alone. */
  readonly ping: (code: string) => Promise<Result<PingView>>;
  /** Through the public address and back; null where results come by look-up only. */
  readonly selfTest: () => (() => Promise<SelfTestShown>) | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publish: (slices: Pick<Slices, 'openingCheck'>) => void;
}

export interface OpeningChecker {
  slices(): Pick<Slices, 'openingCheck'>;
  /** Begins one; while one runs, that one goes on. */
  run(): void;
  /** Resolves once none runs. */
  settled(): Promise<void>;
}

type Found = Pick<CheckStep, 'state' | 'code'> & { readonly detail?: string | null };
interface Step {
  readonly id: CheckStep['id'];
  readonly terminalCode: string | null;
  readonly run: () => Promise<Found>;
}

const wholeLimitMs = 55_000;
/** A ping waits for Helcim, which waits for the terminal. */
const stepLimitMs = 15_000;

export function createOpeningChecker(parts: OpeningCheckerParts): OpeningChecker {
  const { clock, logger } = parts;
  let view: OpeningCheckView | null = null;
  let running: Promise<void> | null = null;

  function tell(next: OpeningCheckView): void {
    view = next;
    parts.publish({ openingCheck: next });
  }

  function put(index: number, change: Partial<CheckStep>): void {
    if (view === null) return;
    tell({ ...view, steps: view.steps.map((step, at) => (at === index ? { ...step, ...change } : step)) });
  }

  async function runAll(): Promise<void> {
    const startedAtMs = clock.monotonicMs();
    const steps = await plan();
    tell({
      startedAtMs: clock.wallMs(),
      endedAtMs: null,
      steps: steps.map(({ id, terminalCode }) => ({
        id,
        terminalCode,
        state: 'waiting',
        code: 'waiting',
        detail: null,
        tookMs: null,
      })),
    });
    for (const [index, step] of steps.entries()) {
      const stepAtMs = clock.monotonicMs();
      const leftMs = wholeLimitMs - (stepAtMs - startedAtMs);
      put(index, { state: 'running', code: 'running' });
      const found =
        leftMs <= 0
          ? outOfTime
          : await withinMs(step.run(), Math.min(stepLimitMs, leftMs), clock).catch(
              (cause: unknown): Found => ({
                state: 'bad',
                code: failureOf(step.id),
                detail: String(cause).slice(0, 200),
              }),
            );
      put(index, { detail: null, ...found, tookMs: Math.round(clock.monotonicMs() - stepAtMs) });
    }
    if (view) tell({ ...view, endedAtMs: clock.wallMs() });
  }

  async function plan(): Promise<readonly Step[]> {
    const till = parts.front();
    const codes = await parts.terminalCodes();
    const one = (id: Step['id'], run: Step['run'], terminalCode: string | null = null): Step => ({
      id,
      terminalCode,
      run,
    });
    return [
      one('token', () => tokenStep(till)),
      one('clock', async () => clockStep(till.parts.helcim.clockOffsetMs())),
      one('tunnel', () => tunnelStep(parts.selfTest())),
      one('webhook', async () => webhookStep(till)),
      ...(codes.length === 0
        ? [one('terminal', async () => ({ state: 'bad', code: 'terminal_none' }) as const)]
        : codes.map((code) => one('terminal', () => terminalStep(() => parts.ping(code)), code))),
      one('alarms', async () => alarmsStep(await parts.openAlarms())),
    ];
  }

  return {
    slices: () => ({ openingCheck: view }),
    run() {
      running ??= runAll()
        .catch((cause: unknown) =>
          logger.error('the opening check could not be made', { cause: String(cause) }),
        )
        .finally(() => {
          running = null;
        });
    },
    settled: async () => void (await running),
  };
}

const outOfTime: Found = { state: 'bad', code: 'out_of_time' };

function failureOf(id: Step['id']): CheckCode {
  return id === 'terminal' ? 'terminal_failed' : id === 'tunnel' ? 'tunnel_failed' : 'token_failed';
}

async function tokenStep(till: Till): Promise<Found> {
  const answer = till.parts.hasToken() ? await till.parts.helcim.connectionTest() : failed('token_missing');
  return answer.ok
    ? { state: 'ok', code: 'token_ok' }
    : { state: 'bad', code: 'token_failed', detail: answer.error.code };
}

function clockStep(offsetMs: number | null): Found {
  if (offsetMs === null) return { state: 'warn', code: 'clock_unknown' };
  const detail = `${Math.round(Math.abs(offsetMs) / 1_000)}`;
  return Math.abs(offsetMs) >= clockOffMs
    ? { state: 'warn', code: 'clock_off', detail }
    : { state: 'ok', code: 'clock_ok', detail };
}

async function tunnelStep(selfTest: (() => Promise<SelfTestShown>) | null): Promise<Found> {
  if (selfTest === null) return { state: 'skipped', code: 'tunnel_none' };
  const shown = await selfTest();
  // The shop can open all the same: results are looked up.
  return shown.ok
    ? { state: 'ok', code: 'tunnel_ok' }
    : { state: 'warn', code: 'tunnel_failed', detail: shown.detail };
}

function webhookStep(till: Till): Found {
  const { listening, missedPort, hasVerifier, healthy } = till.webhookStatus();
  const tunnel = till.parts.tunnel.view();
  const hasTunnel = tunnel !== null;
  if (!listening) return { state: hasTunnel ? 'bad' : 'warn', code: 'webhook_off' };
  if (missedPort !== null && hasTunnel && isPortKnownElsewhere(tunnel.kind))
    return { state: 'warn', code: 'webhook_other_port', detail: String(missedPort) };
  if (healthy) return { state: 'ok', code: 'webhook_ok' };
  if (!hasTunnel) return { state: 'skipped', code: 'webhook_none' };
  return hasVerifier ? { state: 'ok', code: 'webhook_quiet' } : { state: 'bad', code: 'webhook_no_verifier' };
}

async function terminalStep(ping: () => Promise<Result<PingView>>): Promise<Found> {
  const answer = await ping();
  if (!answer.ok) {
    const isBusy = answer.error.code === 'ping_not_now';
    return isBusy
      ? { state: 'warn', code: 'terminal_busy' }
      : { state: 'bad', code: 'terminal_failed', detail: answer.error.code };
  }
  const found: Readonly<Record<PingView['answer'], readonly [CheckState, CheckCode]>> = {
    listening: ['ok', 'terminal_ok'],
    not_listening: ['bad', 'terminal_silent'],
    not_found: ['bad', 'terminal_unknown'],
    failed: ['bad', 'terminal_failed'],
  };
  const [state, code] = found[answer.value.answer];
  return { state, code, detail: answer.value.error?.code ?? null };
}

function alarmsStep(count: number): Found {
  return count === 0
    ? { state: 'ok', code: 'alarms_none' }
    : { state: 'warn', code: 'alarms_open', detail: String(count) };
}

/** A step that does not end has failed; what it still does is nobody's any more. */
function withinMs(run: Promise<Found>, limitMs: number, clock: Clock): Promise<Found> {
  return new Promise((resolve, reject) => {
    const timer: Timer = clock.setTimer(limitMs, () => resolve(outOfTime));
    run.then(resolve, reject).finally(() => timer.cancel());
  });
}
