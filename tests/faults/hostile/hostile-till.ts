/**
 * A whole till whose Helcim says what a test puts into its mouth: purchases are taken, and every reading of
 * transactions is answered with the test's own text.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import type { AttemptFacts } from '../../../electron/ledger/ledger.ts';
import { isOpen } from '../../../shared/lifecycle.ts';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';

export interface InboxState {
  readonly count: number;
  readonly tries: number;
  readonly outcome: string | null;
}

export interface HostileTill {
  readonly world: TillWorld;
  /** What Helcim answers from now on when it is asked for transactions. */
  says(text: string, status?: number): void;
  /** The facts of an open attempt: the one of before, or a new one once that has ended. Each has its own amount. */
  openAttempt(): Promise<AttemptFacts>;
  /** All that is money: attempts, sales, terminals and the transactions that attempts own; one attempt left out. */
  money(but?: string): readonly unknown[];
  inbox(webhookId: string): InboxState;
  inboxCount(): number;
  /** Who took note of an alarm, as the ledger keeps it. */
  acknowledgedBy(alarmId: string): unknown;
  /** Lets the limits of calls a minute forget what was called. */
  forgetCalls(): void;
  close(): Promise<void>;
}

export async function openHostileTill(): Promise<HostileTill> {
  let skippedMs = 0;
  let answer = { status: 200, body: '[]' };
  const wireClock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + skippedMs };
  const world = await openTillWorld({ isProxied: true, webhooks: false, wireClock });
  world.simulator.setRateLimits({ perMinute: 100_000, perHour: 100_000 });
  world.proxy().setRewrite(({ path }, real) => {
    if (path.endsWith('/payment/purchase')) return { status: 202, body: '' };
    return path.startsWith('/card-transactions') ? answer : real;
  });
  const file = readdirSync(world.folder).find((name) => name.endsWith('.sqlite')) ?? '';
  const database = new DatabaseSync(join(world.folder, file), { readOnly: true });
  const inboxRow = database.prepare(
    'SELECT count(*) AS count, max(tries) AS tries, max(outcome) AS outcome FROM inbox WHERE webhook_id = ?',
  );
  let attemptId: string | null = null;
  let cents = 1_000;

  return {
    world,
    says(text, status = 200) {
      answer = { status, body: text };
    },
    async openAttempt() {
      const last = attemptId === null ? null : await world.facts(attemptId);
      if (last && isOpen(last.attempt.state)) return last;
      cents += 1;
      attemptId = await world.charged({ cents });
      return world.reach(attemptId, 'waiting');
    },
    money(but = '') {
      const attempts = database.prepare('SELECT * FROM attempts WHERE id <> ? ORDER BY n').all(but);
      const transactions = database
        .prepare('SELECT * FROM transactions WHERE attempt_id <> ? ORDER BY transaction_id')
        .all(but);
      const rest = ['sales', 'terminals'].map((table) => database.prepare(`SELECT * FROM ${table}`).all());
      return [attempts, transactions, ...rest];
    },
    inbox: (webhookId) => inboxRow.get(webhookId) as unknown as InboxState,
    inboxCount: () => Number(database.prepare('SELECT count(*) AS count FROM inbox').get()?.count),
    acknowledgedBy: (alarmId) =>
      database.prepare('SELECT acknowledged_by AS who FROM alarms WHERE id = ?').get(alarmId)?.who,
    forgetCalls() {
      skippedMs += 20_000;
    },
    async close() {
      database.close();
      await world.close();
    },
  };
}
