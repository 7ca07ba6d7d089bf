import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { Currency } from '../../../shared/money.ts';
import type { AttemptFacts } from '../../ledger/ledger.ts';
import { findOriginals } from '../../payments/find-originals.ts';
import { tellingReads } from '../../payments/telling-reads.ts';
import type { PaymentsRoom } from '../../till/payments-room.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';
import { viewOf } from './payments.ts';

export function refundsHandlers(till: Till): IpcHandlers['refunds'] {
  const { wireClock, mountainDate } = till.parts;
  const withRoom = createWithRoom(till);

  /** Nothing is refunded, or said to be refundable, of an account that is not known to be this one. */
  function onAccount<Value>(
    run: (room: PaymentsRoom, currency: Currency) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const blocked = till.blocked();
    const currency = till.currency();
    if (blocked) return Promise.resolve({ ok: false, error: blocked });
    if (!currency) return Promise.resolve(failed('currency_unknown'));
    return withRoom((room) => run(room, currency));
  }

  async function view(room: PaymentsRoom, result: Result<AttemptFacts>): Promise<Result<AttemptView>> {
    return result.ok ? ok(await viewOf(till, room, result.value)) : result;
  }

  return {
    find: (input) =>
      withRoom(async ({ ledger, runner }) => {
        const { logger } = till.parts;
        const helcim = tellingReads({ ledger, runner, helcim: till.parts.helcim, logger });
        return ok(await findOriginals({ ledger, helcim, mountainDate, wireClock }, input));
      }),
    plan: ({ isAskedAnew = false, ...input }) =>
      onAccount(({ refunds }, currency) => refunds.plan({ ...input, isAskedAnew, currency })),
    start({ pressedAtMs, confirmedDoubtIds = [], ...input }) {
      // The window shares this machine's wall clock, but not its monotonic one. A press of the future is one of now.
      const wallMs = Math.min(pressedAtMs, wireClock.wallMs());
      const press = { wallMs, monotonicMs: wireClock.monotonicMs() };
      return onAccount(async (room, currency) => {
        const started = await room.refunds.start({ ...input, confirmedDoubtIds, currency }, press);
        if (started.ok) till.ledgerChanged();
        return view(room, started);
      });
    },
    retry: ({ attemptId }) =>
      onAccount(async (room) => {
        const press = { wallMs: wireClock.wallMs(), monotonicMs: wireClock.monotonicMs() };
        return view(room, await room.replays.retry(attemptId, press));
      }),
    remind: (input) =>
      onAccount(async (room, currency) => {
        const result = await room.refunds.remind({ ...input, currency });
        if (result.ok) till.ledgerChanged();
        return result;
      }),
    forgetReminder: ({ originalTransactionId }) =>
      withRoom(async ({ ledger }) => {
        await ledger.forgetReminder(originalTransactionId, wireClock.wallMs());
        till.ledgerChanged();
        return ok(null);
      }),
  };
}
