import { failed, ok } from '../../../shared/app-error.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

export function refundsHandlers(till: Till): IpcHandlers['refunds'] {
  const withRoom = createWithRoom(till);
  const notYet = () => failed('not_possible_now');
  return {
    find: notYet,
    plan: notYet,
    start: notYet,
    retry: notYet,
    remind: notYet,
    forgetReminder: ({ originalTransactionId }) =>
      withRoom(async ({ ledger }) => {
        await ledger.forgetReminder(originalTransactionId, till.parts.wireClock.wallMs());
        till.ledgerChanged();
        return ok(null);
      }),
  };
}
