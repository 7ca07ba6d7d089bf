/**
 * Looks now and then at everything a payment needs, of the till before the window. It warns and holds nothing back:
 * health that is old is no reason not to take money.
 */
import type { Slices } from '../../shared/ipc-contract.ts';
import type { AttemptState } from '../../shared/lifecycle.ts';
import type { Clock, Timer } from '../../shared/ports.ts';
import { type HealthFacts, type HealthItem, tillHealth } from '../../shared/till-health.ts';
import type { SecretRecord } from '../settings/secret-record.ts';
import type { Till, TillSlices } from './till.ts';

export interface HealthRoomParts {
  readonly front: () => Till;
  /** What the till before the window has told of itself. */
  readonly frontSlices: () => Partial<TillSlices>;
  readonly record: () => Pick<SecretRecord, 'isKept' | 'loss'>;
  readonly tunnel: () => HealthFacts['tunnel'];
  /** Bytes free where the ledger is; null when the system does not say. */
  readonly diskFreeBytes: () => Promise<number | null>;
  readonly clock: Clock;
  readonly publish: (slices: Pick<Slices, 'health'>) => void;
}

export interface HealthRoom {
  slices(): Pick<Slices, 'health'>;
  /** Something may be different; folded into one look a second. */
  changed(): void;
  start(): void;
  stop(): void;
}

/** In these a terminal has taken the request. */
const tellingStates: ReadonlySet<AttemptState> = new Set([
  'on_terminal',
  'approved',
  'declined',
  'cancelled',
]);
const lookEveryMs = 20_000;
const newsWaitMs = 1_000;

export function createHealthRoom(parts: HealthRoomParts): HealthRoom {
  const { clock } = parts;
  /** When each terminal last showed that it is there: it answered a ping, or took a request. */
  const lastSigns = new Map<string, number>();
  let diskFreeBytes: number | null = null;
  let next: Timer | null = null;
  let soon: Timer | null = null;
  let lastTold = '';
  let isStopped = true;

  function noteSigns({ terminals, openAttempts, unacknowledged }: Partial<TillSlices>): void {
    const seen = (code: string, atMs: number) =>
      lastSigns.set(code, Math.max(lastSigns.get(code) ?? 0, atMs));
    for (const { code, lastPing } of terminals ?? [])
      if (lastPing?.answer === 'listening') seen(code, lastPing.atMs);
    for (const { terminalCode, state, sendBegunAtMs } of [...(openAttempts ?? []), ...(unacknowledged ?? [])])
      if (terminalCode !== null && sendBegunAtMs !== null && tellingStates.has(state))
        seen(terminalCode, sendBegunAtMs);
  }

  function look(): readonly HealthItem[] {
    const till = parts.front();
    const slices = parts.frontSlices();
    noteSigns(slices);
    const webhook = till.webhookStatus();
    return tillHealth({
      helcim: till.helcimStatus(),
      hasToken: till.parts.hasToken(),
      isTokenRefused: till.tokenTrouble()?.code === 'token_invalid',
      clockOffsetMs: till.parts.helcim.clockOffsetMs(),
      budget: till.parts.helcim.budget(),
      webhook,
      tunnel: parts.tunnel(),
      terminals: (slices.terminals ?? []).map(({ code }) => ({
        code,
        lastSignAtMs: lastSigns.get(code) ?? null,
      })),
      diskFreeBytes,
      areSecretsKept: parts.record().isKept(),
      areSecretsLost: parts.record().loss() !== null,
      nowMs: clock.wallMs(),
    });
  }

  function tell(): void {
    if (isStopped) return;
    const health = look();
    const text = JSON.stringify(health);
    if (text === lastTold) return;
    lastTold = text;
    parts.publish({ health });
  }

  async function round(): Promise<void> {
    diskFreeBytes = await parts.diskFreeBytes().catch(() => null);
    tell();
    if (!isStopped) next = clock.setTimer(lookEveryMs, () => void round());
  }

  return {
    slices: () => ({ health: look() }),
    changed() {
      if (isStopped) return;
      soon ??= clock.setTimer(newsWaitMs, () => {
        soon = null;
        tell();
      });
    },
    start() {
      isStopped = false;
      void round();
    },
    stop() {
      isStopped = true;
      next?.cancel();
      soon?.cancel();
    },
  };
}
