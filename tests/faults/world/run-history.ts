/** Runs one history from its script to its end, and says what was broken. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { liveLedgers } from '../../../electron/ledger/find-ledger.ts';
import { ledgerFileName } from '../../../electron/ledger/ledger-location.ts';
import type { TerminalRequest } from '../../../electron/simulator/devices.ts';
import type { World } from '../../../electron/simulator/world.ts';
import { whyNoDemo } from '../../../electron/till/choose-helcim.ts';
import { type Cashiers, createCashiers } from './cashiers.ts';
import { streamOf } from './chance.ts';
import { type Customers, createCustomers } from './customers.ts';
import { emptyLedgerIn } from './empty-ledger.ts';
import { createHelcimSide, type HelcimSide } from './helcim.ts';
import { createJudge, type Judge, type Violation } from './judge.ts';
import { createMachine, helcimUrl, type Machine } from './machine.ts';
import { createMachineDisk, type DiskCopy, type MachineDisk } from './machine-disk.ts';
import { createNetwork, type Network } from './network.ts';
import { isOpenState, readLedgerRows } from './oracle/ledger-rows.ts';
import { createRefunders } from './refunders.ts';
import { createScheduler, type Scheduler, WorldSpins } from './scheduler.ts';
import type { Script, Step } from './script.ts';
import { createStrangers } from './strangers.ts';
import { createTrace } from './trace.ts';
import { createTunnel, webhookUrl } from './tunnel.ts';

export interface HistoryResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly events: number;
  readonly hash: string;
  readonly story: readonly string[];
  /** Counts by name: kills by place, faults by kind, outcomes. */
  readonly counts: ReadonlyMap<string, number>;
  readonly worstMs: number;
}

export interface HistoryOptions {
  /** Keeps the story in words. */
  readonly isTold?: boolean;
  /** A folder in memory, this run's alone. */
  readonly folder: string;
  readonly hooks?: HistoryHooks;
}

/** For whoever lives through a history beside its script, and measures it. */
export interface HistoryHooks {
  readonly readRows?: typeof readLedgerRows;
  readonly beforeEach?: () => void;
  /** @returns the judge as the world is to call it */
  readonly judge?: (judge: Judge) => Judge;
  /** Before the first event. */
  readonly begins?: (scene: HistoryScene) => void;
  /** After the script's last step, while its troubles may still go on. */
  readonly ends?: (scene: HistoryScene) => Promise<void>;
}

export interface HistoryScene {
  readonly scheduler: Scheduler;
  readonly disk: MachineDisk;
  readonly machine: Machine;
  readonly helcim: HelcimSide;
  readonly customers: Customers;
  readonly cashiers: Cashiers;
  readonly judge: Judge;
  readonly until: (atMs: number) => Promise<void>;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const copyEveryMs = 20 * secondMs;
/** From a send to the note beside the ledger. */
const noticeMs = 300;
/** So many days begin with the making of the ledger's tables. */
const newDiskShare = 0.2;
/** So many are started once more in the end: what was found has to be there still. */
const lastEndShare = 0.6;

export async function runHistory(script: Script, options: HistoryOptions): Promise<HistoryResult> {
  const { setting, seed } = script;
  const hooks = options.hooks ?? {};
  const scheduler = createScheduler(setting.startMs, hooks.beforeEach);
  const trace = createTrace(scheduler.nowMs, options.isTold === true);
  const counts = new Map<string, number>();
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const root = join(options.folder, `h${seed}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const disk = createMachineDisk(root, streamOf(seed, 'disk'));
  if (!streamOf(seed, 'installation').chance(newDiskShare))
    disk.put(await emptyLedgerIn(options.folder), ledgerFileName({ mode: 'switched', url: helcimUrl }));
  const practice = streamOf(seed, 'practice');
  let areClocksTrue = true;
  let endedAtMs = 0;

  const tunnel = createTunnel({
    scheduler,
    draw: streamOf(seed, 'tunnel'),
    latencyMs: setting.latencyMs,
    isReachable: () => machine.isReachable(),
    watcher: {
      arrived: (headers, bodyText) => judge.webhookArrived(headers, bodyText),
      answered: (status, headers, bodyText) => judge.webhookAnswered(status, headers, bodyText),
    },
  });
  const helcim: HelcimSide = createHelcimSide(script, scheduler, tunnel.post);
  const { world } = helcim;
  const network: Network = createNetwork({
    scheduler,
    helcim: () => helcim,
    draw: streamOf(seed, 'network'),
    latencyMs: setting.latencyMs,
    isReachable: () => machine.isReachable(),
    watcher: {
      written: (request, process) => judge.written(request, process),
      answered: (request, status, bodyText, process, headers) =>
        judge.answered(request, status, bodyText, process, headers),
      arrivedLate: ({ path, bodyText }) =>
        judge.blame('M4', `bytes arrive after the till gave the call up: ${path} ${bodyText}`),
      unanswered: (request) => judge.unanswered(request),
      callBegan: () => judge.rates.began(),
    },
  });
  const machine: Machine = createMachine({
    scheduler,
    setting,
    disk,
    network: () => network,
    tunnel: () => tunnel,
    helcim: () => helcim,
    ids: streamOf(seed, 'ids'),
    turns: streamOf(seed, 'turns'),
    trace,
    watcher: {
      starts() {
        count('starts');
        if (practice.chance(0.2)) judgePractice(judge, machine, practice.chance(0.6));
      },
      ended(process) {
        endedAtMs = scheduler.nowMs();
        judge.processEnded(process);
      },
      woke: () => judge.woke(),
      killed(place, isPowerCut) {
        count(isPowerCut ? 'power cuts' : 'kills');
        if (place !== null) count(`killed ${place}`);
      },
      crashed: (cause) => judge.blame('crash', `the program failed: ${String(cause)}`),
    },
  });
  const impartial: Judge = createJudge({
    scheduler,
    machine,
    helcim: () => world,
    causes: () => helcim.causes,
    trace,
    isFair: () => !helcim.isBlurred() && isFair(machine, network, world),
    areClocksTrue: () => areClocksTrue,
    ...(hooks.readRows && { readRows: hooks.readRows }),
    tillsOnAccount: setting.tillsOnAccount,
    isHelcimSteady: script.steps.every(({ kind }) => kind !== 'skew'),
  });
  const judge: Judge = hooks.judge?.(impartial) ?? impartial;
  disk.onCommit((tables) => judge.committed(tables));
  listenToHelcim(world, judge, count, trace.tell);
  // Which call put it there is known once that has been decided, in the same turn.
  world.terminals.onShown((_terminal, request) =>
    queueMicrotask(() => void judge.seen.screened.add(numberOnScreen(request, judge))),
  );
  const customers = createCustomers(world, scheduler, trace);
  const cashiers = createCashiers({
    scheduler,
    machine,
    helcim,
    customers,
    judge,
    draw: streamOf(seed, 'cashiers'),
    trace,
  });
  const refunders = createRefunders({
    scheduler,
    machine,
    helcim,
    customers,
    judge,
    draw: streamOf(seed, 'refunders'),
    trace,
  });
  const strangers = createStrangers({
    scheduler,
    helcim,
    tunnel,
    customers,
    judge,
    draw: streamOf(seed, 'strangers'),
    trace,
  });
  const copies: { readonly atMs: number; readonly copy: DiskCopy }[] = [];
  const until = (atMs: number) => scheduler.runUntil(atMs, judge.afterEach);
  const scene: HistoryScene = { scheduler, disk, machine, helcim, customers, cashiers, judge, until };

  /** For a while, then back; a later wish for the same thing takes over. */
  const turns = { network: 0, tunnel: 0, blur: 0 };

  function happen(step: Step): void {
    count(`step ${step.kind}`);
    switch (step.kind) {
      case 'press':
        cashiers.press(step);
        break;
      case 'refund':
        refunders.refund(step);
        break;
      case 'retry-refund':
        refunders.retry(step);
        break;
      case 'refund-elsewhere':
        strangers.refundElsewhere(step);
        break;
      case 'say':
        cashiers.say(step.word, step.back);
        break;
      case 'echo':
        cashiers.echo(step.what, step.back);
        break;
      case 'acknowledge-alarm':
        cashiers.acknowledgeAlarm();
        break;
      case 'ping':
        cashiers.ping(step.terminal);
        break;
      case 'glance':
        cashiers.glance();
        break;
      case 'hand':
        customers.act(helcim.codes[step.terminal % helcim.codes.length] ?? '', { action: step.action });
        break;
      case 'fault':
        trace.tell(`Helcim will fail: ${JSON.stringify(step.fault)}`);
        world.faults.add(step.fault);
        break;
      case 'spend':
        trace.tell(`other tills make ${step.calls} calls`);
        world.limits.spend(step.calls);
        break;
      case 'blur': {
        turns.blur += 1;
        const turn = turns.blur;
        trace.tell(`rows are ${step.how} for ${step.forMs} ms`);
        helcim.setBlur(step.how);
        scheduler.after(step.forMs, () => {
          if (turn === turns.blur) helcim.setBlur(null);
        });
        break;
      }
      case 'rush':
        trace.tell(`${step.cards} cards are charged online`);
        for (let index = 0; index < step.cards; index += 1)
          scheduler.after(index * 50, () => helcim.chargeElsewhere(7_00));
        break;
      case 'skew':
        trace.tell(`Helcim's clock is off by ${step.ms} ms`);
        world.clock.setSkew(step.ms);
        break;
      case 'resend': {
        const ids = [...judge.seen.genuine];
        const id = ids.at(-1 - step.back);
        if (id !== undefined) void world.webhooks.resend(id);
        break;
      }
      case 'unknown-event':
        void world.webhooks.sendUnknownType();
        break;
      case 'close-batch':
        world.batches.close();
        break;
      case 'network': {
        turns.network += 1;
        const turn = turns.network;
        trace.tell(`the network is ${step.mode} for ${step.forMs} ms`);
        network.setMode(step.mode);
        scheduler.after(step.forMs, () => {
          if (turn !== turns.network) return;
          network.setMode(null);
          if (step.mode === 'refused' || step.mode === 'black-hole') judge.networkReturned(step.forMs);
        });
        break;
      }
      case 'tunnel': {
        turns.tunnel += 1;
        const turn = turns.tunnel;
        trace.tell(`the tunnel is ${step.mode} for ${step.forMs} ms`);
        tunnel.setMode(step.mode);
        scheduler.after(step.forMs, () => {
          if (turn === turns.tunnel) tunnel.setMode(null);
        });
        break;
      }
      case 'forge':
        strangers.forge(step.forgery);
        break;
      case 'other-till':
        strangers.otherTill(step);
        break;
      case 'look-alike':
        strangers.lookAlike(step.what);
        break;
      case 'foreign-cancel':
        strangers.cancelLikeOurs(step);
        break;
      case 'kill':
        machine.armKill(step);
        break;
      case 'quit':
        machine.quit(step.downMs);
        break;
      case 'sleep':
        areClocksTrue = false;
        machine.sleep(step.forMs);
        break;
      case 'jump':
        areClocksTrue = false;
        judge.clocksChanged();
        trace.tell(`the machine's wall clock is set by ${step.ms} ms`);
        machine.clock.jumpWall(step.ms);
        break;
      case 'disk-full':
        trace.tell(`the disk is full for ${step.forMs} ms`);
        disk.setFull(true);
        scheduler.after(step.forMs, () => disk.setFull(false));
        break;
      case 'restore': {
        const copy = copies.findLast(({ atMs }) => atMs <= scheduler.nowMs() - step.ageMs);
        if (!copy || !isOlderCopy(copy.atMs)) break;
        machine.restore(copy.copy, step.downMs);
        judge.restored();
        break;
      }
    }
  }

  /**
   * A copy that lacks nothing but what a crash could have taken as well cannot be told from one; with a send between, a
   * moment before the program's end, it has to be.
   */
  function isOlderCopy(copiedAtMs: number): boolean {
    const noticedByMs = (machine.running() === null ? endedAtMs : scheduler.nowMs()) - noticeMs;
    return [...judge.seen.writes.values()].some(({ atMs }) => atMs > copiedAtMs && atMs <= noticedByMs);
  }

  function keepCopies(): void {
    if (scheduler.nowMs() - setting.startMs > setting.dayMs) return;
    if (disk.ledgerPath() !== null) copies.push({ atMs: scheduler.nowMs(), copy: disk.copy() });
    scheduler.after(copyEveryMs, keepCopies);
  }

  /** Whoever comes to an unpaired till pairs it, and looks at what is on its screen. */
  function keepHouse(): void {
    cashiers.pair();
    cashiers.tidy();
    scheduler.after(20 * secondMs, keepHouse);
  }

  if (setting.hasTunnel) world.webhooks.setUrl(webhookUrl);
  hooks.begins?.(scene);
  machine.boot();
  scheduler.after(secondMs, keepHouse);
  if (script.steps.some(({ kind }) => kind === 'restore')) keepCopies();
  for (const step of script.steps) scheduler.at(setting.startMs + step.atMs, () => happen(step));
  try {
    await until(setting.startMs + setting.dayMs);
    await hooks.ends?.(scene);
    await calmDown();
    judge.atEnd();
  } catch (cause) {
    if (!(cause instanceof WorldSpins)) throw cause;
    judge.blame('M16', 'the program works without end, and time does not pass any more');
  }
  return finish();

  async function calmDown(): Promise<void> {
    trace.tell('the day ends, and everything is put right');
    world.faults.clear();
    machine.disarm();
    for (const turn of ['network', 'tunnel', 'blur'] as const) turns[turn] += 1;
    network.setMode(null);
    tunnel.setMode(null);
    helcim.setBlur(null);
    await until(scheduler.nowMs() + 6 * minuteMs);
    disk.setFull(false);
    const hands = streamOf(seed, 'hands');
    for (let round = 0; round < 5; round += 1) {
      for (const { code, actions } of world.terminals.views()) {
        const action = (['plug', 'wake', 'try-again', 'tap-debit'] as const).find((each) =>
          actions.includes(each),
        );
        if (action)
          customers.act(code, {
            action: hands.chance(0.3) && actions.includes('cancel') ? 'cancel' : action,
          });
      }
      await until(scheduler.nowMs() + 12 * secondMs);
    }
    // The longest delay of an approval has passed by then.
    await until(scheduler.nowMs() + 4 * minuteMs);
    await untilRunning();
    if (setting.isWatchedToTheEnd) {
      await until(scheduler.nowMs() + 47 * hourMs);
      // The last look-ups of half of them fail: such a watch goes on.
      if (hands.chance(0.5)) network.setMode('refused');
      await until(scheduler.nowMs() + 1.5 * hourMs);
      network.setMode(null);
      return until(scheduler.nowMs() + 1.5 * hourMs);
    }
    // After a restore Helcim is read again at each start, and else only now and then.
    const isRestored = script.steps.some(({ kind }) => kind === 'restore');
    if (isRestored || streamOf(seed, 'last-end').chance(lastEndShare)) {
      if (hands.chance(0.5)) machine.kill(hands.chance(0.5), 100);
      else machine.quit(100);
      await until(scheduler.nowMs() + 20 * secondMs);
      await untilRunning();
    }
    await untilCallsAreLeft();
    // The inbox tries an event again within an hour of its last try.
    for (let tens = 0; tens < 8 && judge.hasEventsToDo(); tens += 1)
      await until(scheduler.nowMs() + 10 * minuteMs);
    for (const attempt of judge.attempts()) {
      if (isOpenState(attempt.state) || attempt.watchClosedAt !== null) continue;
      void machine.running()?.call('payments', 'lookUpNow', { attemptId: attempt.id });
      await until(scheduler.nowMs() + 5 * secondMs);
    }
    await until(scheduler.nowMs() + 2 * minuteMs + 20 * secondMs);
    refunders.audit();
    await until(scheduler.nowMs() + 10 * secondMs);
  }

  /** Others may have eaten up the hour's calls; what the till was told of that it believes for some minutes more. */
  async function untilCallsAreLeft(): Promise<void> {
    if (world.limits.remaining().hour >= 200) return;
    for (let tens = 0; tens < 7 && world.limits.remaining().hour < 200; tens += 1)
      await until(scheduler.nowMs() + 10 * minuteMs);
    await until(scheduler.nowMs() + 7 * minuteMs);
  }

  /** Asleep, or down for hours: over before anybody looks. */
  async function untilRunning(): Promise<void> {
    for (let halves = 0; halves < 12 && machine.running() === null; halves += 1)
      await until(scheduler.nowMs() + hourMs / 2);
  }

  function finish(): HistoryResult {
    world.close();
    machine.kill(false, 10 * hourMs);
    disk.close();
    for (const { kind, road, state } of judge.attempts())
      count(kind === 'refund' ? `refund ${road} ${state}` : `ended ${state}`);
    for (let left = judge.unknownsResolved(); left > 0; left -= 1) count('unknowns resolved');
    return {
      seed,
      violations: judge.violations(),
      events: scheduler.eventCount(),
      hash: trace.hash(),
      story: trace.lines(),
      counts,
      worstMs: judge.worstMs(),
    };
  }
}

/** Whether a look-up made now would reach Helcim, be answered, and be written down. */
function isFair(machine: Machine, network: Network, world: World): boolean {
  const running = machine.running();
  if (running === null || running.till.room() === null || machine.disk.isFull() || network.mode() !== null)
    return false;
  const { minute, hour } = world.limits.remaining();
  return minute > 25 && hour > 120 && world.faults.pending().every(({ match }) => match.method !== 'GET');
}

/** M13: practice never begins beside an open payment, and beside any ledger of money only when it is asked for. */
function judgePractice(judge: Judge, machine: Machine, isAskedFor: boolean): void {
  const path = machine.disk.ledgerPath();
  if (path === null) return;
  const why = whyNoDemo(liveLedgers(machine.disk.folder()), isAskedFor);
  const isOpen = hasOpenAttempts(path);
  if (why === null && (isOpen || !isAskedFor))
    judge.blame('M13', 'practice begins beside the ledger of money');
  if (why !== null && isAskedFor && isOpen === false)
    judge.blame('M13', `practice that is asked for is refused: ${why}`);
}

/** Null when nothing can be said: the file has no tables yet. */
function hasOpenAttempts(path: string): boolean | null {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return (
      readLedgerRows(database)
        ?.attempts()
        .some(({ state }) => isOpenState(state)) ?? null
    );
  } finally {
    database.close();
  }
}

/** Under which number the ledger has it; a refund of others, which shows the number of its original, has none. */
function numberOnScreen({ kind, invoiceNumber, requestId }: TerminalRequest, judge: Judge): string {
  return kind === 'purchase' ? invoiceNumber : (judge.refundOnScreen(requestId) ?? '');
}

/** The truth comes from Helcim's own log: what it took, what was cancelled, which faults struck. */
function listenToHelcim(
  world: World,
  judge: Judge,
  count: (name: string) => void,
  tell: (text: string) => void,
): void {
  const numbers = new Map<number, string>();
  const { add } = world.journal;
  const addRequest = world.requests.add;
  Object.assign(world.requests, {
    add(request: Parameters<typeof addRequest>[0]) {
      const record = addRequest(request);
      const number = (record.body as { invoiceNumber?: unknown } | null)?.invoiceNumber;
      if (typeof number === 'string') numbers.set(record.sequence, number);
      return record;
    },
  });
  Object.assign(world.journal, {
    add(...line: Parameters<typeof add>) {
      add(...line);
      const [kind, text, details] = line;
      if (kind === 'reply' && details?.status === 202) {
        const number = numbers.get(Number(details.request));
        if (number !== undefined) judge.seen.taken.add(number);
      }
      if (kind === 'fault' && text.includes(' strikes ')) count(`fault ${text.split(' ')[0]}`);
      if (kind === 'card') tell(`card: ${text}`);
    },
  });
  const { emitCancel } = world.webhooks;
  Object.assign(world.webhooks, {
    emitCancel(code: string, request: Parameters<typeof emitCancel>[1]) {
      const { amountCents: cents } = request;
      const number = numberOnScreen(request, judge);
      judge.seen.cancels.push({ number, terminal: code, cents, atMs: world.clock.trueWallMs() });
      emitCancel(code, request);
    },
  });
}
