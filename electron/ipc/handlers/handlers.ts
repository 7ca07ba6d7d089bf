import { failed, ok } from '../../../shared/app-error.ts';
import type { LinkName, Snapshot } from '../../../shared/ipc-contract.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';
import { closeHandlers, type PageDoors } from './close.ts';
import { historyHandlers } from './history.ts';
import { managerHandlers } from './manager.ts';
import { paymentsHandlers } from './payments.ts';
import { refundsHandlers } from './refunds.ts';
import { terminalsHandlers } from './terminals.ts';
import { tunnelHandlers } from './tunnel.ts';

export interface HandlerParts {
  readonly till: Till;
  /** The snapshot with its number, from the change feed. */
  readonly snapshot: () => Promise<Snapshot>;
  readonly openLink: (link: LinkName) => Promise<void>;
  readonly doors: PageDoors;
}

/** Every call of the contract; one that is missing does not compile. */
export function createHandlers({ till, snapshot, openLink, doors }: HandlerParts): IpcHandlers {
  const withRoom = createWithRoom(till);
  return {
    app: {
      snapshot: async () => ok(await snapshot()),
      async openLink({ link }) {
        await openLink(link);
        return ok(null);
      },
      async setPreferences({ theme, language }) {
        const preferences = till.parts.preferences.change({
          ...(theme !== undefined && { theme }),
          ...(language !== undefined && { language }),
        });
        till.preferencesChanged(preferences);
        return ok(preferences);
      },
    },
    terminals: terminalsHandlers(till),
    payments: paymentsHandlers(till),
    refunds: refundsHandlers(till),
    history: historyHandlers(till, doors),
    close: closeHandlers(till, doors),
    alarms: {
      acknowledge: ({ alarmId, who }) =>
        withRoom(async (room) => {
          const result = await room.ledger.acknowledgeAlarm(alarmId, who, till.parts.wireClock.wallMs());
          if (result.ok) till.ledgerChanged();
          return result;
        }),
    },
    manager: managerHandlers(till),
    tunnel: tunnelHandlers(till),
    demo: {
      async act({ code, action, tipCents }) {
        const { demo } = till.parts;
        return demo ? demo.act(code, action, tipCents) : failed('demo_only');
      },
    },
  };
}
