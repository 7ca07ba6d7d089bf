import { failed, type Result } from '../../shared/app-error.ts';
import type { PaymentsRoom } from '../till/payments-room.ts';
import type { Till } from '../till/till.ts';

/** Runs a call on the open payments room, or answers why there is none. */
export type WithRoom = <Value>(run: (room: PaymentsRoom) => Promise<Result<Value>>) => Promise<Result<Value>>;

export function createWithRoom(till: Till): WithRoom {
  return async (run) => {
    const room = till.room();
    if (room) return run(room);
    const blocked = till.blocked();
    return blocked ? { ok: false, error: blocked } : failed('ledger_not_open');
  };
}
