/**
 * Everything that lives as long as one open ledger: runner, reconciler, inbox worker, health. Wiring only.
 */
import type { EvidenceSource } from '../../shared/payment.ts';
import type { Clock, Logger, NextTurn, Random } from '../../shared/ports.ts';
import type { WebhookEvent } from '../../shared/webhook-event.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { AttemptFacts, InboxEvent, Ledger } from '../ledger/ledger.ts';
import { type Ages, createAges } from '../payments/ages.ts';
import { type AttemptRunner, createAttemptRunner } from '../payments/attempt-runner.ts';
import { type BatchWatch, createBatchWatch } from '../payments/batch-watch.ts';
import { createDayCloser, type DayCloser } from '../payments/day-closer.ts';
import type { InboxPump } from '../payments/inbox-pump.ts';
import { createInboxWorker } from '../payments/inbox-worker.ts';
import { createReconciler, type Reconciler } from '../payments/reconciler.ts';
import { createRefundReplays, type RefundReplays } from '../payments/refund-replays.ts';
import { createRefundRunner, type RefundRunner } from '../payments/refund-runner.ts';
import { createWebhookHealth, type WebhookHealth } from '../payments/webhook-health.ts';
import { withLimit } from '../payments/with-limit.ts';
import type { Manager } from '../settings/manager.ts';
import type { SecretRecord } from '../settings/secret-record.ts';
import { createRoomManager } from './room-manager.ts';

const stopLimitMs = 3_000;

export interface PaymentsRoom {
  readonly ledger: Ledger;
  readonly runner: AttemptRunner;
  readonly reconciler: Reconciler;
  readonly inbox: InboxPump;
  readonly health: WebhookHealth;
  readonly ages: Ages;
  readonly refunds: RefundRunner;
  readonly replays: RefundReplays;
  readonly batches: BatchWatch;
  /** Who may refund what. */
  readonly manager: Manager;
  readonly closer: DayCloser;
  /** M10: on disk when this resolves; worked on afterwards. */
  storeEvent(event: InboxEvent): Promise<'stored' | 'duplicate'>;
  /** Takes over what an earlier run left, then works. */
  start(): Promise<void>;
  /**
   * Takes nothing new, ends the wire by `closeWire`, and writes what became of the sends that were under way; with an
   * end, since a failing disk must not keep the program from quitting.
   */
  stop(closeWire: () => Promise<void>): Promise<void>;
}

export interface PaymentsRoomParts {
  readonly ledger: Ledger;
  readonly helcim: HelcimClient;
  readonly clock: Clock;
  readonly clockRate: number;
  readonly wireClock: Clock;
  readonly nextTurn: NextTurn;
  readonly random: Random;
  readonly logger: Logger;
  readonly secretRecord: SecretRecord;
  /** Whether a text is the API token in use; constant time. */
  readonly isApiToken: (text: string) => boolean;
  /** Read for each send. */
  readonly walkInCustomerCode: () => string | null;
  readonly parseEvent: (body: string) => WebhookEvent;
  /** @param looked set when this attempt was looked up, and nothing else became of it */
  readonly onChange: (looked?: AttemptFacts) => void;
  readonly onHealthChange: () => void;
  /** The report of a day got on. */
  readonly onCloseProgress: () => void;
}

export function createPaymentsRoom(parts: PaymentsRoomParts): PaymentsRoom {
  const { ledger, helcim, clock, clockRate, wireClock, nextTurn, random, logger, parseEvent, onChange } =
    parts;
  const ages = createAges(clock);
  const manager = createRoomManager(parts);
  const health = createWebhookHealth(clock, () => {
    reconciler.webhookHealthChanged();
    parts.onHealthChange();
  });
  const runner: AttemptRunner = createAttemptRunner({
    ledger,
    helcim,
    wireClock,
    ages,
    random,
    logger,
    walkInCustomerCode: parts.walkInCustomerCode,
    listener: {
      changed(facts, isMereLook) {
        reconciler.attemptChanged(facts);
        // A press gets its request out first: reading the ledger for the window would hold it up.
        if (facts.attempt.state === 'prepared') void nextTurn().then(() => onChange());
        else if (isMereLook) onChange(facts);
        else onChange();
      },
      transactionsSeen(transactionIds: readonly number[], source: EvidenceSource) {
        if (source === 'lookup') for (const id of transactionIds) health.lookupSaw(id);
      },
      lookedUp: (attemptId, result, askedAtMs) => reconciler.lookedUp(attemptId, result, askedAtMs),
    },
  });
  const reconciler: Reconciler = createReconciler({
    ledger,
    runner,
    clock,
    ages,
    // Behind hundreds of other software's events the one of a sale waits for minutes: then looking up is quicker.
    isWebhookHealthy: () => health.isHealthy() && !inbox.isBehind(),
    logger,
  });
  const inbox: InboxPump = createInboxWorker({
    ledger,
    helcim,
    runner,
    clock: wireClock,
    clockRate,
    logger,
    onAlarm: () => onChange(),
    onBehindChange: () => reconciler.webhookHealthChanged(),
    // In the first turn, what was published leaves for the window.
    giveWay: async () => {
      await nextTurn();
      await nextTurn();
    },
    parseEvent,
  });

  const replays = createRefundReplays({ ledger, helcim, runner, wireClock, logger });
  const refunds = createRefundRunner({
    ledger,
    helcim,
    runner,
    replays,
    policy: manager,
    wireClock,
    ages,
    random,
    logger,
  });
  const batches = createBatchWatch({ ledger, helcim, clock, wireClock, logger, onDue: () => onChange() });
  const closer = createDayCloser({
    ledger,
    helcim,
    runner,
    wireClock,
    nextTurn,
    logger,
    onProgress: parts.onCloseProgress,
  });

  /** Only an event that is new and fresh says that webhooks arrive; a late retry says the opposite. */
  function noteArrival(event: WebhookEvent): void {
    if (event.kind === 'card_transaction') health.eventArrived(event.transactionId);
    if (event.kind === 'terminal_cancel') health.eventArrived(null);
  }

  return {
    ledger,
    runner,
    reconciler,
    inbox,
    health,
    ages,
    refunds,
    replays,
    batches,
    manager,
    closer,
    async storeEvent(event) {
      const stored = await ledger.storeEvent(event);
      if (stored === 'stored' && event.isFresh) noteArrival(parseEvent(event.body));
      inbox.poke();
      return stored;
    },
    async start() {
      await manager.ready;
      await reconciler.start();
      inbox.poke();
      batches.start();
    },
    async stop(closeWire) {
      runner.refuseNew();
      replays.refuseNew();
      closer.stop();
      reconciler.stop();
      inbox.stop();
      batches.stop();
      health.stop();
      await closeWire();
      const work = Promise.all([
        runner.settled(),
        replays.settled(),
        refunds.settled(),
        inbox.idle(),
        batches.settled(),
      ]).then(() => undefined);
      await withLimit(work, stopLimitMs, undefined, wireClock);
      runner.stop();
    },
  };
}
