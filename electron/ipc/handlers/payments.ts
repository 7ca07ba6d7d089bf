import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { AttemptFacts, PairedTerminal } from '../../ledger/ledger.ts';
import type { PaymentsRoom } from '../../till/payments-room.ts';
import type { Till } from '../../till/till.ts';
import { attemptView } from '../attempt-view.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

/** Until somebody says who stands at the till, its first cashier signs everything. */
const onlyCashierId = 'cashier-1';

export async function viewOf(till: Till, room: PaymentsRoom, facts: AttemptFacts): Promise<AttemptView> {
  return viewWith(till, room, facts, await room.ledger.terminals());
}

/** The views of many attempts, with the terminals read once. */
export async function viewsOf(
  till: Till,
  room: PaymentsRoom,
  items: readonly AttemptFacts[],
): Promise<AttemptView[]> {
  const terminals = await room.ledger.terminals();
  return items.map((facts) => viewWith(till, room, facts, terminals));
}

function viewWith(
  till: Till,
  { ages, runner, replays }: PaymentsRoom,
  facts: AttemptFacts,
  terminals: readonly PairedTerminal[],
): AttemptView {
  const { clockRate } = till.parts;
  return attemptView(facts, terminals, {
    ages,
    clockRate,
    isLookingUp: (id) => runner.isLookingUp(id),
    retryRemainingMs: (attempt) => replays.remainingMs(attempt),
  });
}

export function paymentsHandlers(till: Till): IpcHandlers['payments'] {
  const { wireClock, nextTurn } = till.parts;
  const withRoom = createWithRoom(till);

  /** Runs one call on the open room and answers with the attempt as it is afterwards. */
  function onRoom(run: (room: PaymentsRoom) => Promise<Result<AttemptFacts>>): Promise<Result<AttemptView>> {
    return withRoom(async (room) => {
      const result = await run(room);
      return result.ok ? ok(await viewOf(till, room, result.value)) : result;
    });
  }

  return {
    async charge({ pressedAtMs, ...input }) {
      // The window shares this machine's wall clock, but not its monotonic one. A press of the future is one of now.
      const wallMs = Math.min(pressedAtMs, wireClock.wallMs());
      const press = { wallMs, monotonicMs: wireClock.monotonicMs() };
      const blocked = till.blocked();
      const currency = till.currency();
      if (blocked) return { ok: false, error: blocked };
      if (!currency) return failed('currency_unknown');
      return onRoom(async ({ runner }) => {
        const charged = await runner.charge(
          { ...input, currency, cashierId: till.session.cashier() ?? onlyCashierId },
          press,
        );
        // The connection for the send is under way: its turn comes before the work of the answer.
        await nextTurn();
        return charged;
      });
    },
    lookUpNow: ({ attemptId }) =>
      onRoom(async ({ runner, ledger }) => {
        const result = await runner.lookUpInTime(attemptId);
        const facts = await ledger.attempt(attemptId);
        if (!facts) return failed('attempt_unknown');
        return result === 'failed' ? failed('helcim_unreachable', { attemptIds: [attemptId] }) : ok(facts);
      }),
    readyScreen: ({ attemptId }) => onRoom(({ runner }) => runner.readyScreen(attemptId)),
    paysOtherwise: ({ attemptId }) =>
      onRoom(({ runner }) => runner.observe(attemptId, { kind: 'pays_otherwise_said' })),
    async acknowledge({ attemptId }) {
      const result = await onRoom(({ runner }) => runner.observe(attemptId, { kind: 'acknowledged' }));
      return result.ok ? ok(null) : result;
    },
    closeUnknown: ({ attemptId, who, reason, paidByAttemptId }) =>
      onRoom(({ runner }) => runner.closeUnknown(attemptId, who, reason, paidByAttemptId)),
  };
}
