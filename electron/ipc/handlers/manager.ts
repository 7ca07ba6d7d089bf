import { ok } from '../../../shared/app-error.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

/** The manager's PIN and limits; they belong to the open ledger, which counts the tries. */
export function managerHandlers(till: Till): IpcHandlers['manager'] {
  const withRoom = createWithRoom(till);
  return {
    status: () => withRoom(async ({ manager }) => ok(await manager.status())),
    setPin: (input) => withRoom(({ manager }) => manager.setPin(input)),
    changePin: (input) => withRoom(({ manager }) => manager.changePin(input)),
    resetPin: (input) => withRoom(({ manager }) => manager.resetPin(input)),
    setLimits: (input) => withRoom(({ manager }) => manager.setLimits(input)),
  };
}
