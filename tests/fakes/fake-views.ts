import { isInvoiceNumber } from '../../shared/invoice-number.ts';
import type {
  AttemptDetail,
  AttemptView,
  HistoryPage,
  Snapshot,
  TerminalView,
} from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { amountCents } from '../../shared/money.ts';
import { phaseOf } from '../../shared/payment.ts';
import { parseTerminalCode, type TerminalCode } from '../../shared/terminal-code.ts';
import { noSetupSlices } from './no-setup.ts';

/** Views made for tests of the window: complete, and consistent with the lifecycle's phases. */

const baseAtMs = Date.UTC(2026, 7, 22, 15, 30);

export function fakeId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function fakeTerminalCode(text: string): TerminalCode {
  const code = parseTerminalCode(text);
  if (code === null) throw new Error(`not a terminal code: ${text}`);
  return code;
}

function fakeInvoiceNumber(number: number) {
  const text = `TS-${String(number).padStart(26, '0')}`;
  if (!isInvoiceNumber(text)) throw new Error(`not an invoice number: ${text}`);
  return text;
}

type Amounts = { readonly amountCents?: number; readonly approvedCents?: number | null };

/** An attempt on the terminal, 4 s old, unless told otherwise. The phase follows from the state. */
export function fakeAttempt(
  number: number,
  fields: Partial<Omit<AttemptView, 'amountCents' | 'approvedCents' | 'phase'>> & Amounts = {},
): AttemptView {
  const asked = amountCents(fields.amountCents ?? 4250);
  const approved =
    fields.approvedCents === undefined || fields.approvedCents === null
      ? null
      : amountCents(fields.approvedCents);
  const state = fields.state ?? 'on_terminal';
  const facts: Omit<AttemptView, 'phase'> = {
    id: fakeId(number),
    saleId: fakeId(number + 1000),
    kind: 'purchase',
    terminalCode: fakeTerminalCode('VT01'),
    invoiceNumber: fakeInvoiceNumber(number),
    originalTransactionId: null,
    originalInvoiceNumber: null,
    originalAmountCents: null,
    road: null,
    refundReason: null,
    refundReasonText: null,
    currency: 'CAD',
    tillId: fakeId(9001),
    cashierId: fakeId(9002),
    state,
    preparedAtMs: baseAtMs - number * 60_000,
    sendBegunAtMs: baseAtMs - number * 60_000 + 120,
    lastDeclineSeenAtMs: null,
    filedAs: null,
    endedAtMs: isOpen(state) ? null : baseAtMs - number * 60_000 + 20_000,
    errorCode: null,
    errorDetail: null,
    laterProven: null,
    closedBy: null,
    closeReason: null,
    closedByAttemptId: null,
    acknowledgedAtMs: null,
    lastLookupAtMs: null,
    lookupCount: 0,
    watchClosedAtMs: null,
    reference: null,
    terminalNickname: 'Front counter',
    cardType: null,
    cardLast4: null,
    originalCard: null,
    approvalCode: null,
    transactionIds: [],
    declineReason: null,
    ageMs: 4_000,
    clockRate: 1,
    isLookingUp: false,
    quietRemainingMs: null,
    retryRemainingMs: null,
    refunds: [],
    refundedCents: 0,
    saleTotalCents: asked,
    saleRemainderCents: Math.max(0, asked - (approved ?? 0)),
    ...fields,
    amountCents: asked,
    approvedCents: approved,
  };
  return { ...facts, phase: phaseOf(facts) };
}

export function fakeTerminal(code: string, fields: Partial<TerminalView> = {}): TerminalView {
  return {
    code: fakeTerminalCode(code),
    nickname: null,
    isDefault: false,
    pairedAtMs: baseAtMs,
    lastPing: null,
    openAttemptId: null,
    ...fields,
  };
}

/** A till in practice mode with two terminals and nothing going on. */
export function fakeSnapshot(fields: Partial<Snapshot> = {}): Snapshot {
  return {
    seq: 1,
    version: '0.1.0',
    mode: { kind: 'demo', practice: true, host: '127.0.0.1' },
    currency: 'CAD',
    preferences: { theme: 'light', language: 'en' },
    ...noSetupSlices,
    terminals: [
      fakeTerminal('VT01', { nickname: 'Front counter', isDefault: true }),
      fakeTerminal('VT02', { nickname: 'Back room' }),
    ],
    openAttempts: [],
    unacknowledged: [],
    unknowns: [],
    alarms: [],
    reminders: [],
    recovery: null,
    helcim: { reachable: true, lastAnswerAtMs: baseAtMs, error: null },
    webhook: {
      listening: true,
      localUrl: null,
      missedPort: null,
      hasVerifier: true,
      lastEventAtMs: baseAtMs,
      healthy: true,
    },
    tunnel: null,
    blocked: null,
    virtualTerminals: null,
    dayClose: {
      timeZone: 'America/Toronto',
      cutOverHour: 0,
      machineTimeZone: 'America/Toronto',
      progress: null,
    },
    session: { role: 'manager', canLock: false, lockInMs: null, cashier: null, cashiers: [] },
    settingsProblem: null,
    ...fields,
  };
}

/** All there is, unless told otherwise. */
export function fakeHistoryPage(
  attempts: readonly AttemptView[],
  fields: Partial<HistoryPage> = {},
): HistoryPage {
  const all = { nextCursor: null, total: attempts.length, totalIsAtLeast: false, searchedBackToMs: null };
  return { attempts, ...all, ...fields };
}

/** An attempt that nothing is joined to, unless told otherwise. */
export function fakeDetail(attempt: AttemptView, fields: Partial<AttemptDetail> = {}): AttemptDetail {
  return { attempt, evidence: [], original: null, refunds: [], refunded: null, ...fields };
}
