/**
 * The program without Electron: a Helcim client, a webhook endpoint, a ledger and the payments room, wired to the
 * handlers and the snapshot of the window. Runs the same in the app, in a test and in a bench.
 */

import type { Result } from '../../shared/app-error.ts';
import { type AppError, appError } from '../../shared/app-error.ts';
import { dayOf } from '../../shared/business-day.ts';
import type {
  DayCloseView,
  HelcimStatus,
  ModeView,
  Preferences,
  RecoveryView,
  Slices,
  WebhookStatus,
} from '../../shared/ipc-contract.ts';
import type { Currency } from '../../shared/money.ts';
import type { Clock, Logger, NextTurn, Random, Timer } from '../../shared/ports.ts';
import type { CustomerAction, VirtualTerminal } from '../../shared/virtual-terminal.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import { attemptView, type ViewParts } from '../ipc/attempt-view.ts';
import type { AttemptFacts, Ledger } from '../ledger/ledger.ts';
import { type Account, readAccount } from '../payments/account.ts';
import { watchPeriodMs } from '../payments/lookup-schedule.ts';
import { type RecoveryProgress, recoverLedger } from '../payments/recovery.ts';
import type { Settings } from '../settings/parse-settings.ts';
import type { SecretRecord } from '../settings/secret-record.ts';
import { createSession, type Session } from '../settings/session.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import { parseWebhookEvent } from '../webhooks/event-schema.ts';
import { type AuditBook, createAuditBook } from './audit-book.ts';
import { withLookedAt } from './looked-at.ts';
import { createPaymentsRoom, type PaymentsRoom } from './payments-room.ts';
import { createPingMemory, type PingMemory } from './ping-memory.ts';
import { createSettingsDesk, type SettingsDesk } from './settings-desk.ts';
import type { ShopDay } from './shop-day.ts';
import { type LedgerSlices, noLedgerSlices, readLedgerSlices } from './slices.ts';
import type { TunnelRoom } from './tunnel-room.ts';
import type { WebhookPort } from './webhook-port.ts';

/** What the demo's own Helcim shows and does; null outside the demo. */
export interface DemoHelcim {
  virtualTerminals(): readonly VirtualTerminal[];
  act(code: string, action: CustomerAction, tipCents: number): Promise<Result<null>>;
  onChange(listener: () => void): () => void;
}

/** What the till remembers of an account between runs, so that its ledger opens before Helcim answers. */
export interface AccountMemory {
  recall(): Account | null;
  remember(account: Account): void;
}

/** The state of one till; what concerns more than one is added where they are kept. */
export type TillSlices = Omit<Slices, 'liveWatch' | 'secrets' | 'setup' | 'health' | 'openingCheck'>;

export interface TillParts {
  readonly version: string;
  readonly mode: ModeView;
  readonly helcim: HelcimClient;
  readonly webhook: Pick<WebhookPort, 'url' | 'missed' | 'close'>;
  readonly tunnel: Omit<TunnelRoom, 'apply'>;
  readonly hasVerifier: () => boolean;
  /** Whether there is an API token; without one nothing is asked of Helcim. */
  readonly hasToken: () => boolean;
  /** Whether a ledger of this place is there already. */
  readonly hasLedger: () => boolean;
  /** Opens the ledger of an account; called once the account is known. */
  readonly openLedger: (account: Pick<Account, 'fingerprint'>) => Promise<Result<Ledger>>;
  readonly accountMemory: AccountMemory;
  readonly secretRecord: SecretRecord;
  /** Whether a text is the API token in use; constant time. */
  readonly isApiToken: (text: string) => boolean;
  readonly demo: DemoHelcim | null;
  readonly preferences: { read(): Preferences; change(change: Partial<Preferences>): Preferences };
  readonly settings: SettingsKeeper;
  readonly shopDay: ShopDay;
  /** The pace of deadlines and look-ups, scaled by `clockRate`. */
  readonly clock: Clock;
  readonly clockRate: number;
  /** Never scaled: the wire, M1. */
  readonly wireClock: Clock;
  readonly nextTurn: NextTurn;
  readonly random: Random;
  readonly logger: Logger;
  readonly mountainDate: (atMs: number) => string;
  /** Called with the slices that changed. */
  readonly publish: (slices: Partial<TillSlices>) => void;
}

export interface Till {
  readonly parts: TillParts;
  readonly pings: PingMemory;
  /** Who stands at the till, and as what. */
  readonly session: Session;
  readonly audit: AuditBook;
  readonly desk: SettingsDesk;
  /** The room, or why no money can be taken. */
  room(): PaymentsRoom | null;
  blocked(): AppError | null;
  currency(): Currency | null;
  snapshot(): Promise<TillSlices>;
  /** Something the ledger's slices show has changed. */
  ledgerChanged(): void;
  preferencesChanged(preferences: Preferences): void;
  /** Token or verifier were changed: the account is asked at once. */
  secretsChanged(): void;
  helcimStatus(): HelcimStatus;
  webhookStatus(): WebhookStatus;
  /** Why Helcim does not take the token; null while it does, or was not asked. */
  tokenTrouble(): AppError | null;
  /** The endpoint listens elsewhere. */
  webhookMoved(): void;
  /** The tunnel's state, or whether anything comes through it. */
  tunnelChanged(): void;
  /** M10: where the endpoint puts a signed event. Throws while no ledger is open. */
  storeEvent(event: Parameters<Ledger['storeEvent']>[0]): Promise<'stored' | 'duplicate'>;
  woken(): Promise<void>;
  /** Another network, or a clock that was set: what was known of Helcim and the tunnel is asked anew. */
  surroundingsChanged(): void;
  lookUpNow(): void;
  start(): Promise<void>;
  close(): Promise<void>;
}

const accountRetryFirstMs = 3_000;
/** The account's calls are shared with every till and tool on it, so an answer that stays away is asked for less often. */
const accountRetryLongestMs = 60_000;
/** From an answer that the token is no good to the question whether that is so. */
const tokenDoubtMs = 500;
const accountCheckMs = 15 * 60_000;
const healthNewsWaitMs = 250;
const dayMs = 86_400_000;
/** How far back transactions are read for the account's currency where its terminals do not name it. */
const currencyReachMs = 7 * dayMs;

export function createTill(parts: TillParts): Till {
  const { helcim, wireClock, logger, publish, demo, webhook, tunnel, settings, random } = parts;
  const pings = createPingMemory();
  let room: PaymentsRoom | null = null;
  let account: Account | null = null;
  let problem: AppError | null = appError('account_unverified');
  let helcimStatus: HelcimStatus = { reachable: null, lastAnswerAtMs: null, error: null };
  let wasReachable: boolean | null = null;
  let isClosed = false;
  let timer: Timer | null = null;
  let healthTimer: Timer | null = null;
  let checking: Promise<void> = Promise.resolve();
  let isCheckWanted = false;
  let accountRetryMs = accountRetryFirstMs;
  let recoveryProgress: RecoveryProgress | null = null;
  let hasRecoveryFailed = false;
  /** Set from the first answer that the token is no good until one that it is. */
  let tokenTrouble: AppError | null = null;
  let isPublishing = false;
  let isLedgerDirty = false;
  const wallMs = () => wireClock.wallMs();
  const audit = createAuditBook({ settings, ledger: () => room?.ledger ?? null, random, wallMs, logger });
  const desk = createSettingsDesk({ settings, audit, random, wallMs });
  const session = createSession({
    clock: parts.clock,
    clockRate: parts.clockRate,
    isGuarded: () => room?.manager.isGuarded() ?? hasPin(parts.secretRecord),
    lockAfterMinutes: () => settings.current().lockAfterMinutes,
    cashiers: () => settings.current().cashiers,
    firstCashier: cashierOfToday(),
    onCashier: (who) => settings.update({ atTill: who === null ? null : { who, sinceMs: wallMs() } }),
    onChange(view) {
      if (!isClosed) publish({ session: view });
    },
    onLocked: (why) => audit.note({ kind: 'locked', who: session.cashier(), to: why }),
  });
  /** What the window was last told of the ledger; null while it may lack something. */
  let shown: LedgerSlices | null = null;
  /** Attempts that were merely looked at since then. */
  let looked = new Map<string, AttemptFacts>();

  /** A restart in the middle of the day has the same person before it; the next morning somebody has to say who it is. */
  function cashierOfToday(): string | null {
    const { atTill } = settings.current();
    const rule = parts.shopDay.rule();
    return atTill !== null && dayOf(atTill.sinceMs, rule) === dayOf(wallMs(), rule) ? atTill.who : null;
  }

  function blocked(): AppError | null {
    if (problem) return problem;
    // Refused before it is sent: every press would only end the same way (M16).
    if (tokenTrouble) return tokenTrouble;
    return account ? null : appError('currency_unknown');
  }

  function webhookStatus(): WebhookStatus {
    return {
      listening: webhook.url() !== null,
      localUrl: webhook.url(),
      missedPort: webhook.missed(),
      hasVerifier: parts.hasVerifier(),
      lastEventAtMs: room?.health.lastEventAtMs() ?? null,
      healthy: room?.health.isHealthy() ?? false,
    };
  }

  function dayCloseView(): DayCloseView {
    const { timeZone, cutOverHour } = parts.shopDay.rule();
    const { machineTimeZone } = parts.shopDay;
    return { timeZone, cutOverHour, machineTimeZone, progress: room?.closer.progress() ?? null };
  }

  function publishDayClose(): void {
    if (!isClosed) publish({ dayClose: dayCloseView() });
  }

  /** Null unless a restored ledger still lacks what Helcim has (M14). */
  function recoveryView(): RecoveryView | null {
    const info = room?.ledger.info;
    if (!info?.inRecovery) return null;
    const { step, doneCount, totalCount } = recoveryProgress ?? {
      step: 'waiting' as const,
      doneCount: 0,
      totalCount: 0,
    };
    const error = hasRecoveryFailed ? helcimStatus.error : null;
    return { step, fromMs: info.recoverFromMs, doneCount, totalCount, error };
  }

  function viewParts({ ages, runner, replays }: PaymentsRoom): ViewParts {
    return {
      ages,
      clockRate: parts.clockRate,
      isLookingUp: (id) => runner.isLookingUp(id),
      retryRemainingMs: (attempt) => replays.remainingMs(attempt),
    };
  }

  async function ledgerSlices(): Promise<LedgerSlices> {
    return room ? readLedgerSlices(room.ledger, pings, viewParts(room)) : noLedgerSlices;
  }

  /** Without a question to the ledger: hours of looking at what nobody pays would else read it again and again. */
  function publishLooked(current: PaymentsRoom, before: LedgerSlices): void {
    const views = new Map(
      [...looked].map(([id, facts]) => [id, attemptView(facts, before.terminals, viewParts(current))]),
    );
    looked = new Map();
    const changed = withLookedAt(before, views);
    shown = { ...before, ...changed };
    publish(changed);
  }

  /** Folds a burst of changes into one reading of the ledger. @param lookedAt all that changed is that it was looked at */
  async function publishLedger(lookedAt?: AttemptFacts): Promise<void> {
    if (lookedAt) looked.set(lookedAt.attempt.id, lookedAt);
    else isLedgerDirty = true;
    if (isPublishing) return;
    isPublishing = true;
    try {
      while ((isLedgerDirty || looked.size > 0) && !isClosed) {
        if (!isLedgerDirty && shown) {
          // The look-up that told of this ends in the same turn, and is then no longer shown as under way.
          await parts.nextTurn();
          if (!isLedgerDirty && room) publishLooked(room, shown);
          continue;
        }
        isLedgerDirty = false;
        looked = new Map();
        shown = null;
        const slices = await ledgerSlices();
        shown = slices;
        publish(slices);
      }
    } catch (cause) {
      logger.error('the ledger could not be read for the window', { cause: String(cause) });
    } finally {
      isPublishing = false;
    }
  }

  function publishStatus(): void {
    if (isClosed) return;
    publish({
      helcim: helcimStatus,
      webhook: webhookStatus(),
      recovery: recoveryView(),
      blocked: blocked(),
      currency: account?.currency ?? null,
    });
  }

  /** That an event arrived is small news beside the outcome it brings, and must not make the window busy just then. */
  function publishHealthSoon(): void {
    healthTimer ??= wireClock.setTimer(healthNewsWaitMs, () => {
      healthTimer = null;
      publishStatus();
    });
  }

  const stopListening = [
    helcim.onAnswer(({ atMs, answered: reachable, error }) => {
      const isNews = helcimStatus.reachable !== reachable || helcimStatus.error?.code !== error?.code;
      noteToken(reachable, error);
      helcimStatus = { reachable, lastAnswerAtMs: reachable ? atMs : helcimStatus.lastAnswerAtMs, error };
      const isBack = reachable && wasReachable === false;
      const isLost = !reachable && wasReachable !== false;
      wasReachable = reachable;
      if (isNews) publishStatus();
      // Where Helcim cannot be reached, its messages may not come through either.
      if (isLost) void tunnel.runSelfTest();
      // The network is back: whatever happened meanwhile is asked for at once.
      if (!isBack) return;
      room?.reconciler.lookUpNow();
      tunnel.woken();
    }),
    settings.onChange((now, before) => {
      if (isClosed) return;
      publish({ settingsProblem: settings.problem() });
      if (changesAny(now, before, ['theme', 'language'])) publish({ preferences: parts.preferences.read() });
      if (changesAny(now, before, ['timeZone', 'cutOverHour'])) publishDayClose();
      if (changesAny(now, before, ['lockAfterMinutes', 'cashiers'])) session.changed();
    }),
    demo?.onChange(() => publish({ virtualTerminals: demo.virtualTerminals() })),
  ];

  /** An answer about something else shows that the token is good; silence, or a failing server, shows nothing. */
  function noteToken(reachable: boolean, error: AppError | null): void {
    if (error?.code === 'token_invalid') {
      if (tokenTrouble === null) askAccountSoon();
      tokenTrouble = error;
    } else if (reachable && (error === null || error.code === 'token_lacks_permission')) tokenTrouble = null;
  }

  /** Now, or after the check that is under way; its answer also tells Helcim's clock. */
  function askAccountNow(): void {
    if (isClosed || isCheckWanted) return;
    isCheckWanted = true;
    accountRetryMs = accountRetryFirstMs;
    checking = checking.then(() => {
      isCheckWanted = false;
      timer?.cancel();
      return checkAccount();
    });
  }

  /** One odd answer must not stop the till: whether the token is good is asked at once, and then again and again. */
  function askAccountSoon(): void {
    if (isClosed || !room) return;
    timer?.cancel();
    accountRetryMs = accountRetryFirstMs;
    timer = wireClock.setTimer(tokenDoubtMs, () => {
      checking = checkAccount();
    });
  }

  /** While nothing can come through, payments are looked up as if there were no webhooks. */
  function tellHealth({ health }: PaymentsRoom): void {
    if (tunnel.isDead()) health.tunnelDown();
    else health.tunnelUp();
  }

  async function openRoom(known: Pick<Account, 'fingerprint'>): Promise<void> {
    const opened = await parts.openLedger(known);
    if (!opened.ok) {
      problem = opened.error;
      logger.error('the ledger could not be opened', {
        code: opened.error.code,
        detail: opened.error.detail,
      });
      return;
    }
    const opening = createPaymentsRoom({
      ledger: opened.value,
      helcim,
      clock: parts.clock,
      clockRate: parts.clockRate,
      wireClock,
      nextTurn: parts.nextTurn,
      random: parts.random,
      logger,
      secretRecord: parts.secretRecord,
      isApiToken: parts.isApiToken,
      walkInCustomerCode: () => settings.current().walkInCustomerCode,
      parseEvent: parseWebhookEvent,
      onChange: (facts) => void publishLedger(facts),
      onHealthChange: publishHealthSoon,
      onCloseProgress: publishDayClose,
    });
    tellHealth(opening);
    try {
      if (!isClosed) await opening.start();
    } catch (cause) {
      await opening.stop(async () => undefined);
      await opened.value.close();
      throw cause;
    }
    if (isClosed) {
      await opening.stop(async () => undefined);
      return opened.value.close();
    }
    // Only a room that took over what an earlier run left may take money (M16).
    room = opening;
    problem = null;
    session.changed();
    void audit.settled();
    // What it holds is shown at once, however long reading the account or a restored ledger's gap may take.
    publishStatus();
    await publishLedger();
  }

  /** Reads the account until it answers; opens its ledger if that has not happened yet; checks again now and then. */
  async function checkAccount(): Promise<void> {
    if (isClosed) return;
    const answer = await readAccount(helcim, parts.mountainDate(wireClock.wallMs() - currencyReachMs));
    if (isClosed) return;
    let isTaken = false;
    try {
      if (answer.ok) isTaken = await takeAccount(answer.account);
      else if (!room) {
        problem = answer.error;
        // Whoever is to set another token may have to be the manager first, whose PIN the ledger counts the tries of.
        if (answer.error.code === 'token_invalid' && parts.hasLedger()) await openRoom({ fingerprint: null });
      }
    } catch (cause) {
      if (!room) problem = appError('ledger_not_open');
      logger.error('the account was not taken over; trying again', { cause: String(cause) });
    }
    publishStatus();
    await publishLedger();
    if (isClosed) return;
    if (!answer.ok && answer.error.code === 'token_missing') {
      tokenTrouble = answer.error;
      publishStatus();
      // Nothing changes until somebody sets one, which asks at once.
      return;
    }
    const nextInMs = isTaken ? accountCheckMs : accountRetryMs;
    accountRetryMs = isTaken ? accountRetryFirstMs : Math.min(accountRetryMs * 2, accountRetryLongestMs);
    timer = wireClock.setTimer(nextInMs, () => {
      checking = checkAccount();
    });
  }

  /** @returns false when it has to be tried again soon */
  async function takeAccount(found: Account): Promise<boolean> {
    if (!room && problem !== null && isLedgerProblem(problem)) return true;
    if (!room) await openRoom(found);
    if (!room) return false;
    // Practice has no account of its own: a simulator that was reset is no stranger's money (M13).
    if (found.fingerprint !== null && !parts.mode.practice) {
      const bound = await room.ledger.bindAccount(found.fingerprint);
      if (!bound.ok) {
        problem = bound.error;
        // The next start opens the other account's own ledger (M14), as it would if nothing were remembered.
        parts.accountMemory.remember(found);
        await room.ledger.raiseAlarm(
          { kind: 'account_changed', attemptId: null, transactionId: null, terminalCode: null },
          wireClock.wallMs(),
        );
        return true;
      }
      if (problem?.code === 'account_changed') problem = null;
    }
    // An answer that shows no terminals is no reason to forget what an earlier one has shown.
    if (found.fingerprint !== null || account === null) {
      account = found;
      parts.accountMemory.remember(found);
    }
    await recover(room);
    return !room.ledger.info.inRecovery;
  }

  /**
   * Reads what a restored ledger lacks; and again for as long as a card may still be charged for an attempt that was lost
   * with it, since its request may stand on a terminal (M14).
   */
  async function recover(current: PaymentsRoom): Promise<void> {
    const nowMs = wireClock.wallMs();
    const { recoverFromMs, restoredAtMs } = current.ledger.info;
    const isStillOpen = restoredAtMs !== null && nowMs - restoredAtMs < watchPeriodMs;
    const fromMs = recoverFromMs ?? (isStillOpen ? restoredAtMs : null);
    if (fromMs === null) return;
    const result = await recoverLedger(
      { ledger: current.ledger, helcim, runner: current.runner, onAlarm: () => void publishLedger() },
      // A day more, for clocks that differ (M15).
      parts.mountainDate(fromMs - dayMs),
      nowMs,
      (progress) => {
        recoveryProgress = progress;
        if (!isClosed) publish({ recovery: recoveryView() });
      },
    );
    recoveryProgress = null;
    hasRecoveryFailed = !result.ok;
    logger.info('recovery read what Helcim has since the last entry', { fromMs, ...result });
  }

  return {
    parts,
    pings,
    session,
    audit,
    desk,
    room: () => room,
    blocked,
    currency: () => account?.currency ?? null,
    async snapshot() {
      return {
        version: parts.version,
        mode: parts.mode,
        currency: account?.currency ?? null,
        preferences: parts.preferences.read(),
        helcim: helcimStatus,
        webhook: webhookStatus(),
        tunnel: tunnel.view(),
        recovery: recoveryView(),
        blocked: blocked(),
        virtualTerminals: demo?.virtualTerminals() ?? null,
        dayClose: dayCloseView(),
        session: session.view(),
        settingsProblem: settings.problem(),
        ...(await ledgerSlices()),
      };
    },
    ledgerChanged: () => void publishLedger(),
    secretsChanged() {
      if (parts.hasToken() && tokenTrouble?.code === 'token_missing') tokenTrouble = null;
      publishStatus();
      askAccountNow();
    },
    helcimStatus: () => helcimStatus,
    webhookStatus,
    tokenTrouble: () => tokenTrouble,
    preferencesChanged: (preferences) => publish({ preferences }),
    webhookMoved: publishStatus,
    tunnelChanged() {
      if (isClosed) return;
      if (room) tellHealth(room);
      publish({ tunnel: tunnel.view() });
    },
    async storeEvent(event) {
      if (!room) throw new Error('no ledger is open');
      return room.storeEvent(event);
    },
    async woken() {
      tunnel.woken();
      room?.replays.woken();
      await room?.runner.woken();
      room?.reconciler.woken();
      room?.batches.lookNow();
      // What waits for a payment is asked first.
      askAccountNow();
    },
    surroundingsChanged() {
      tunnel.woken();
      room?.reconciler.lookUpNow();
      askAccountNow();
    },
    lookUpNow: () => room?.reconciler.lookUpNow(),
    async start() {
      const remembered = parts.accountMemory.recall();
      // Without a token nobody can be asked, and what the ledger holds can be seen all the same.
      const known = remembered ?? (!parts.hasToken() && parts.hasLedger() ? { fingerprint: null } : null);
      if (known) {
        account = remembered;
        await openRoom(known).catch((cause: unknown) => {
          problem = appError('ledger_not_open');
          logger.error('the ledger could not be taken over; trying again', { cause: String(cause) });
        });
      }
      // Not awaited: the window must come up while Helcim is slow or away.
      checking = checkAccount();
    },
    async close() {
      isClosed = true;
      timer?.cancel();
      healthTimer?.cancel();
      session.stop();
      for (const stop of stopListening) stop?.();
      await tunnel.close();
      await webhook.close();
      // What still waits for Helcim ends with the client, and its outcome is written before the ledger closes.
      if (room) await room.stop(() => helcim.close());
      else await helcim.close();
      await checking;
      await audit.settled();
      await room?.ledger.close();
    },
  };
}

/** Before a ledger is open, the record alone says whether this till has a PIN. */
function hasPin(record: SecretRecord): boolean {
  return record.loss() !== null || Boolean(record.current()?.pin);
}

function changesAny(now: Settings, before: Settings, names: readonly (keyof Settings)[]): boolean {
  return names.some((name) => now[name] !== before[name]);
}

function isLedgerProblem(error: AppError): boolean {
  return (
    error.code === 'ledger_newer' || error.code === 'ledger_unreadable' || error.code === 'ledger_misplaced'
  );
}
