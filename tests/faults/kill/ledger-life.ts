/**
 * One ledger from its first start to its last: killed again and again in the middle of payments, looked at by a
 * stranger after every kill, and in the end brought to rest and compared with what really happened.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../../../electron/simulator/simulator.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { type CashierParts, openTill, workAtTill } from './cashier.ts';
import { bringCustomers, type Customers } from './customers.ts';
import { drawFault } from './faults.ts';
import type { Figures } from './figures.ts';
import { copyLedger, type JournalRow, type LedgerRows, ledgerFilesIn, readLedger } from './ledger-file.ts';
import { drawMoment, isUnattended, type MomentKind, moment } from './moments.ts';
import { purchasesOf, type Truth, violationsAtAnyTime, violationsAtTheEnd } from './oracle.ts';
import { createPressBook, type PressBook } from './press-book.ts';
import { waitForRest } from './rest.ts';
import { startTill, type TillProcess } from './till-process.ts';
import { tearLog } from './torn-log.ts';

export interface LedgerLifeOptions {
  readonly kills: number;
  readonly draw: Drawing;
  readonly seed: string;
  /** Where the data folder is made. */
  readonly parentFolder: string;
  readonly cacheFolder: string;
  readonly figures: Figures;
  /** About how long a start takes on this machine. */
  readonly startMs: () => number;
  readonly noteStartMs: (ms: number) => void;
  readonly isStopped: () => boolean;
}

/** Why a ledger's life ended badly, with where to look. */
export interface Verdict {
  readonly folder: string;
  readonly kill: number;
  readonly violations: readonly string[];
}

const terminalCodes = ['KA01', 'KB02', 'KC03', 'KD04', 'KE05', 'KF06', 'KG07', 'KH08'];
/** From as slow as life, where nothing ends by itself, to so fast that an attempt is given up in half a second. */
const clockRates = [1, 20, 120, 120, 600, 600, 600];
const restClockRate = 600;
const startLimitMs = 30_000;
const tearChance = 0.25;
const faultChance = 0.3;
const killsInARowMax = 3;

/** @returns null when everything held; the folder is then gone */
export async function liveThroughKills(options: LedgerLifeOptions): Promise<Verdict | null> {
  const life = await beginLife(options);
  const violations = await life.run().finally(life.end);
  if (violations.length > 0)
    return { folder: life.folder, kill: life.killCount(), violations: [...new Set(violations)] };
  await life.removeFolder();
  return null;
}

async function beginLife(options: LedgerLifeOptions) {
  const { draw, figures, parentFolder, cacheFolder } = options;
  const cancelCarriesInvoiceNumber = draw.chance(0.5);
  const simulator = await startSimulator({
    seed: options.seed,
    devices: terminalCodes,
    cancelCarriesInvoiceNumber,
    behaviour: {
      busyTerminal: draw.pick(['refuse', 'replace', 'swallow'] as const),
      retrySignature: draw.pick(['new-timestamp', 'same'] as const),
      approvedWord: draw.pick(['APPROVED', 'APPROVAL'] as const),
    },
  });
  simulator.setRateLimits({ concurrent: 1_000, perMinute: 1_000_000, perHour: 1_000_000 });
  const home = await mkdtemp(join(parentFolder, 'tillside-kills-'));
  const folder = join(home, 'data');
  await mkdir(folder);
  const book: PressBook = createPressBook();
  const customers: Customers = bringCustomers(simulator, draw);
  const truth: Truth = { simulator, book, cancelled: customers.cancelled, cancelCarriesInvoiceNumber };
  let killCount = 0;
  let running: TillProcess | null = null;
  let lastRow: JournalRow | undefined;

  function start(clockRate: number): TillProcess {
    const { url: helcimUrl, token, verifier } = simulator;
    running = startTill({ folder, helcimUrl, token, verifier, clockRate, cacheFolder });
    figures.starts += 1;
    return running;
  }

  function partsFor(
    till: TillProcess,
    hasWebhooks: boolean,
    onPress: () => void = () => undefined,
  ): CashierParts {
    return { till, simulator, book, draw, codes: terminalCodes, hasWebhooks, onPress };
  }

  /** One run: start on what the last one left, work, be killed. */
  async function runOnce(kind: MomentKind): Promise<readonly string[]> {
    const sentBefore = purchasesOf(simulator).length;
    if (draw.chance(faultChance)) simulator.faults.add(drawFault(draw));
    const till = start(draw.pick(clockRates));
    const started = watchStart(till, sentBefore);
    const pressed = Promise.withResolvers<void>();
    const parts = partsFor(till, draw.chance(0.8), pressed.resolve);
    const work = isUnattended(kind) ? openTill(parts) : workAtTill(parts);
    const bug = work.then(
      () => null,
      (cause: unknown) => `the window: ${String(cause)}`,
    );
    const scene = { till, simulator, draw, pressed: pressed.promise, startMs: options.startMs() };
    const isHit = await moment(kind, scene);
    till.kill();
    const { signal, code } = await till.ended;
    const problems = [await started, await bug].filter((each) => each !== null);
    if (signal === 'SIGKILL') {
      killCount += 1;
      figures.kills += 1;
      figures.killsByMoment[kind] += 1;
      if (!isHit) figures.eventsMissed += 1;
    } else if (!(kind === 'quitting' && code === 0))
      problems.push(`the till ended by itself with ${code}: ${till.complaints()}`);
    await drain();
    return [...problems, ...audit()];
  }

  /** M1: what is on the wire before anybody pressed was sent by the start itself. */
  async function watchStart(till: TillProcess, sentBefore: number): Promise<string | null> {
    const limit = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => limit.resolve('late'), startLimitMs);
    const result = await Promise.race([till.loaded, limit.promise]);
    clearTimeout(timer);
    if (result === 'late') return `M16: no window after ${startLimitMs} ms: ${till.complaints()}`;
    if (!result) return null;
    figures.startsToWindow += 1;
    const startMs = till.startMs() ?? 0;
    figures.worstStartMs = Math.max(figures.worstStartMs, startMs);
    options.noteStartMs(startMs);
    const sentNow = purchasesOf(simulator).length;
    return sentNow === sentBefore ? null : `M1: a start sent ${sentNow - sentBefore} requests`;
  }

  /** What the dead till had handed to the system is still on its way: it comes before a call that is made now. */
  async function drain(): Promise<void> {
    await fetch(`${simulator.url}/connection-test`, { headers: { 'api-token': simulator.token } });
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Reads a copy, so that the next start finds the file as the kill left it. */
  function audit(): readonly string[] {
    const [path, ...others] = ledgerFilesIn(folder);
    if (others.length > 0) return [`M14: the folder has ${others.length + 1} ledgers`];
    if (path === undefined) return [];
    const copy = join(home, `copy-${killCount}.sqlite`);
    try {
      copyLedger(path, copy);
      figures.audits += 1;
      return judge(readLedger(copy, { isLive: false }), violationsAtAnyTime);
    } catch (cause) {
      return [`file: it cannot be read: ${String(cause)}`];
    }
  }

  function judge(rows: LedgerRows, violations: typeof violationsAtAnyTime): readonly string[] {
    const found = [...violations(rows, truth)];
    // What was once read from the file is never missing from it again.
    if (lastRow && rows.journal[lastRow.seq - 1]?.hash !== lastRow.hash)
      found.push(`file: the journal's row ${lastRow.seq} is lost`);
    lastRow = rows.journal.at(-1) ?? lastRow;
    return found;
  }

  async function removeCopies(): Promise<void> {
    const copy = join(home, `copy-${killCount}.sqlite`);
    await Promise.all(['', '-wal', '-shm'].map((end) => rm(`${copy}${end}`, { force: true })));
  }

  async function runAll(): Promise<readonly string[]> {
    while (killCount < options.kills && !options.isStopped()) {
      const kind = drawMoment(draw);
      const times = kind === 'starting' ? draw.whole(1, killsInARowMax) : 1;
      for (let time = 0; time < times && killCount < options.kills; time += 1) {
        const violations = await runOnce(kind);
        if (violations.length > 0) return violations;
        await removeCopies();
        const [path] = ledgerFilesIn(folder);
        if (path && draw.chance(tearChance) && tearLog(path, draw)) figures.logsTorn += 1;
      }
    }
    return options.isStopped() ? [] : rest();
  }

  /** Everybody pays or leaves, faults end, and the till runs until nothing is left to find out. */
  async function rest(): Promise<readonly string[]> {
    simulator.faults.clear();
    await customers.finish();
    const sentBefore = purchasesOf(simulator).length;
    const till = start(restClockRate);
    const started = await watchStart(till, sentBefore);
    if (started !== null) return [started];
    await openTill(partsFor(till, true));
    const restless = await waitForRest({ till, folder, simulator, truth, isStopped: options.isStopped });
    if (options.isStopped()) return [];
    till.quit();
    const { code } = await till.ended;
    if (code !== 0) return [`the till closed with ${code}: ${till.complaints()}`];
    const [path, ...others] = ledgerFilesIn(folder);
    if (path === undefined || others.length > 0) return [`M14: the folder has ${others.length + 1} ledgers`];
    const rows = readLedger(path, { isLive: false });
    figures.audits += 1;
    const violations = [...judge(rows, violationsAtTheEnd)];
    if (purchasesOf(simulator).length !== sentBefore) violations.push('M1: a till at rest sent a request');
    if (violations.length === 0) countLife(rows);
    return violations.length > 0 && restless !== null ? [...violations, restless] : violations;
  }

  function countLife(rows: LedgerRows): void {
    figures.ledgers += 1;
    figures.requests += purchasesOf(simulator).length;
    figures.webhooksAnswered += rows.inbox.length;
    figures.alarms += rows.alarms.length;
    for (const { state } of rows.attempts)
      figures.attemptsByState[state] = (figures.attemptsByState[state] ?? 0) + 1;
    figures.approvedLate += rows.alarms.filter(({ kind }) => kind === 'late_approval').length;
    for (const { answer } of book.presses.values()) {
      if (answer === 'taken') figures.pressesTaken += 1;
      else if (answer === 'refused') figures.pressesRefused += 1;
      else figures.pressesUnanswered += 1;
    }
  }

  return {
    folder: home,
    killCount: () => killCount,
    run: runAll,
    removeFolder: () => rm(home, { recursive: true, force: true }),
    async end() {
      running?.kill();
      await running?.ended;
      customers.close();
      await simulator.close();
    },
  };
}
