import { ok, type Result } from '../../../shared/app-error.ts';
import type { AuditKind } from '../../../shared/audit.ts';
import type { ManagerStatus } from '../../../shared/manager.ts';
import type { Manager } from '../../settings/manager.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

/** The manager's PIN and limits; they belong to the open ledger, which counts the tries. */
export function managerHandlers(till: Till): IpcHandlers['manager'] {
  const withRoom = createWithRoom(till);

  /** Whoever proved to be the manager is unlocked by it, and the change is in the audit. */
  function change(
    kind: AuditKind,
    who: string,
    run: (manager: Manager) => Promise<Result<ManagerStatus>>,
  ): Promise<Result<ManagerStatus>> {
    return withRoom(async ({ manager }) => {
      const before = (await manager.status()).limits ?? undefined;
      const result = await run(manager);
      if (!result.ok) return result;
      till.session.unlock();
      const isAboutLimits = kind === 'limits_changed';
      till.audit.note({ kind, who, ...(isAboutLimits && { from: before, to: result.value.limits }) });
      return result;
    });
  }

  return {
    status: () => withRoom(async ({ manager }) => ok(await manager.status())),
    setPin: (input) => change('pin_set', input.who, (manager) => manager.setPin(input)),
    changePin: (input) => change('pin_changed', input.who, (manager) => manager.changePin(input)),
    resetPin: (input) => change('pin_reset', input.who, (manager) => manager.resetPin(input)),
    setLimits: (input) => change('limits_changed', input.who, (manager) => manager.setLimits(input)),
    unlock: ({ pin }) =>
      withRoom(async ({ manager }) => {
        const checked = await manager.checkPin(pin);
        if (!checked.ok) {
          // The books may have been read only now, and say that there is nothing to unlock.
          till.session.changed();
          return checked;
        }
        till.session.unlock();
        till.audit.note({ kind: 'unlocked', who: till.session.cashier() });
        return ok(till.session.view());
      }),
    lock() {
      till.session.lock('person');
      return ok(till.session.view());
    },
  };
}
