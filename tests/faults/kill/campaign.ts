/** Many ledgers side by side, each killed some dozens of times, until enough kills are done or one rule was broken. */
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../../electron/simulator/simulator.ts';
import { type Drawing, drawFrom } from '../../fakes/drawing.ts';
import { type Figures, newFigures } from './figures.ts';
import { liveThroughKills, type Verdict } from './ledger-life.ts';
import type { KillOptions } from './options.ts';
import { startTill } from './till-process.ts';

export interface FailedLife extends Verdict {
  readonly worker: number;
}

export interface Campaign {
  readonly figures: Figures;
  readonly failures: readonly FailedLife[];
  /**
   * Resolves when all workers are done; what failed keeps its folder, everything else is gone.
   * Rejects when the till cannot even be started once.
   */
  readonly done: Promise<void>;
  /** Ends early, in good order. */
  stop(): void;
  /** For the end of the process alone: removes at once what nobody has to look at. */
  removeNow(): void;
}

const killsOfLedgerMin = 25;
const killsOfLedgerMax = 50;
/** Keeps the workers' drawings apart. */
const seedStep = 7_919;
const tmpfsType = 0x01_02_19_94;

/** A folder whose files are on a disk: what a kill leaves in memory alone would prove little. */
export function diskFolder(): string {
  const folders = [tmpdir(), '/var/tmp'];
  return folders.find(isOnDisk) ?? tmpdir();
}

function isOnDisk(folder: string): boolean {
  try {
    return statfsSync(folder).type !== tmpfsType;
  } catch {
    return false;
  }
}

export function startCampaign(options: KillOptions): Campaign {
  const parentFolder = mkdtempSync(join(diskFolder(), 'tillside-kill-campaign-'));
  const cacheFolder = join(parentFolder, 'compiled');
  const figures = newFigures();
  const failures: FailedLife[] = [];
  const endMs = options.seconds === null ? null : performance.now() + options.seconds * 1_000;
  let startMs = 0;
  let promisedKills = 0;
  let isStopped = false;

  const isOver = () => isStopped || (endMs !== null && performance.now() > endMs);

  async function work(worker: number, draw: Drawing): Promise<void> {
    for (;;) {
      const share = Math.ceil(options.kills / options.workers);
      const wished = Math.min(draw.whole(killsOfLedgerMin, killsOfLedgerMax), share);
      const kills = Math.min(wished, options.kills - promisedKills);
      if (kills <= 0 || isOver()) return;
      promisedKills += kills;
      const verdict = await liveThroughKills({
        kills,
        draw,
        seed: `kill ${options.seed} ${worker} ${promisedKills}`,
        parentFolder,
        cacheFolder,
        figures,
        startMs: () => startMs,
        noteStartMs: (ms) => {
          startMs += (ms - startMs) / 8;
        },
        isStopped: isOver,
      });
      if (verdict === null) continue;
      failures.push({ ...verdict, worker });
      figures.violations += verdict.violations.length;
      isStopped = true;
    }
  }

  async function workAll(): Promise<void> {
    try {
      startMs = await warmUp(cacheFolder);
      const workers = Array.from({ length: options.workers }, (_worker, index) =>
        work(index, drawFrom(options.seed + index * seedStep)).catch((cause: unknown) => {
          isStopped = true;
          throw cause;
        }),
      );
      for (const end of await Promise.allSettled(workers)) if (end.status === 'rejected') throw end.reason;
    } finally {
      await rm(leftover(), { recursive: true, force: true });
    }
  }

  const leftover = () => (failures.length > 0 ? cacheFolder : parentFolder);

  return {
    figures,
    failures,
    done: workAll(),
    stop() {
      isStopped = true;
    },
    removeNow: () => rmSync(leftover(), { recursive: true, force: true }),
  };
}

/** Only a process that ends in good order leaves its compiled code to the others. @returns how long it took to start */
async function warmUp(cacheFolder: string): Promise<number> {
  const simulator = await startSimulator({ seed: 'warm-up' });
  const { url: helcimUrl, token, verifier } = simulator;
  try {
    let startMs = 0;
    for (const name of ['first', 'second']) {
      const folder = join(cacheFolder, name);
      const till = startTill({ folder, helcimUrl, token, verifier, clockRate: 1, cacheFolder });
      const isLoaded = await till.loaded;
      startMs = till.startMs() ?? 0;
      till.quit();
      const { code } = await till.ended;
      if (!isLoaded || code !== 0) throw new Error(`the till does not start: ${till.complaints()}`);
    }
    return startMs;
  } finally {
    await simulator.close();
  }
}
