import { type AppError, failed, ok, type Result } from '../../../shared/app-error.ts';
import type { AuditKind } from '../../../shared/audit.ts';
import type { PingView, TerminalView } from '../../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { PaymentsRoom } from '../../till/payments-room.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

/** A ping shows a message on the reader and has been seen to leave it without the amount of a young request. */
const unknownQuietMs = 10 * 60_000;

export function terminalsHandlers(till: Till): IpcHandlers['terminals'] {
  const { helcim, wireClock } = till.parts;
  const withRoom = createWithRoom(till);

  /** Writes to the ledger's terminals and shows the window what came of it. */
  async function change<Value>(run: (ledger: Ledger) => Promise<Result<Value>>): Promise<Result<Value>> {
    return withRoom(async ({ ledger }) => {
      const result = await run(ledger);
      if (result.ok) till.ledgerChanged();
      return result;
    });
  }

  function note(kind: AuditKind, subject: TerminalCode, nickname: string | null = null): void {
    const named = nickname === null ? {} : { to: nickname };
    till.audit.note({ kind, who: till.session.cashier(), subject, ...named });
  }

  async function maySend(room: PaymentsRoom, code: TerminalCode): Promise<Result<null>> {
    const open = (await room.ledger.openAttempts()).filter(({ attempt }) => attempt.terminalCode === code);
    const young = (await room.ledger.unknownAttempts()).filter(
      ({ attempt }) =>
        attempt.terminalCode === code &&
        room.ages.since(attempt.sendBegunAtMs ?? attempt.preparedAtMs) < unknownQuietMs,
    );
    const holders = [...open, ...young].map(({ attempt }) => attempt.id);
    return holders.length > 0 ? failed('ping_not_now', { attemptIds: holders }) : ok(null);
  }

  return {
    discover: () =>
      withRoom(async ({ ledger }) => {
        const read = await helcim.listDevices();
        if (!read.ok) return read;
        const paired = new Set<string>((await ledger.terminals()).map((terminal) => terminal.code));
        return ok(
          read.value.map((device) => {
            const code = device.code.trim().toUpperCase();
            return { code, dateCreatedText: device.dateCreatedText, isPaired: paired.has(code) };
          }),
        );
      }),
    async pair({ code, nickname }) {
      return change(async (ledger) => {
        const known = await helcim.device(code);
        // A token without the right to read devices still may charge them, so only a definite "no such device" refuses.
        if (!known.ok && known.error.code !== 'token_lacks_permission') {
          return known.error.code === 'not_found'
            ? failed('device_not_found', { detail: known.error.detail })
            : known;
        }
        const paired = await ledger.pairTerminal(code, nickname, wireClock.wallMs());
        if (!paired.ok) return paired;
        note('terminal_paired', code, nickname);
        const view: TerminalView = { ...paired.value, lastPing: till.pings.last(code), openAttemptId: null };
        return ok(view);
      });
    },
    rename: ({ code, nickname }) =>
      change(async (ledger) => {
        const renamed = await ledger.renameTerminal(code, nickname);
        if (renamed.ok) note('terminal_renamed', code, nickname);
        return renamed;
      }),
    setDefault: ({ code }) =>
      change(async (ledger) => {
        const chosen = await ledger.setDefaultTerminal(code);
        if (chosen.ok) note('terminal_default', code);
        return chosen;
      }),
    ping: ({ code }) =>
      withRoom(async (room) => {
        const allowed = await maySend(room, code);
        if (!allowed.ok) return allowed;
        const begunMs = wireClock.monotonicMs();
        const read = await helcim.ping(code);
        const error = read.ok ? null : read.error;
        const ping: PingView = {
          atMs: wireClock.wallMs(),
          tookMs: Math.round(wireClock.monotonicMs() - begunMs),
          answer: pingAnswer(error),
          error,
        };
        till.pings.remember(code, ping);
        till.ledgerChanged();
        return ok(ping);
      }),
    unpair: ({ code }) =>
      change(async (ledger) => {
        const result = await ledger.unpairTerminal(code, wireClock.wallMs());
        if (!result.ok) return result;
        till.pings.forget(code);
        note('terminal_unpaired', code);
        return result;
      }),
  };
}

function pingAnswer(error: AppError | null): PingView['answer'] {
  if (error === null) return 'listening';
  if (error.code === 'device_not_listening') return 'not_listening';
  return error.code === 'device_not_found' || error.code === 'not_found' ? 'not_found' : 'failed';
}
