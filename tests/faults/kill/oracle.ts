/**
 * What must hold of a ledger, whatever was killed when: the money rules, held against what the simulator knows of every
 * request, card and webhook. Each violation is one sentence that begins with the rule.
 */
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import type { AttemptRow, LedgerRows } from './ledger-file.ts';
import type { PressBook } from './press-book.ts';

/** What happened outside the till. */
export interface Truth {
  readonly simulator: Pick<Simulator, 'requests' | 'transactions' | 'log'>;
  readonly book: PressBook;
  /** Numbers whose request was cancelled at the terminal. */
  readonly cancelled: ReadonlySet<string>;
  readonly cancelCarriesInvoiceNumber: boolean;
}

export interface Purchase {
  readonly atMs: number;
  readonly code: string;
  readonly number: string;
  readonly cents: number;
  readonly answered: number | 'dropped' | null;
}

const openStates = ['prepared', 'sending', 'on_terminal', 'checking'];
const numberShape = /^TS-[0-9A-HJKMNP-TV-Z]{26}$/;
/** M1 allows three seconds to the first byte; the rest is the way into the simulator on a busy machine. */
const pressToSimulatorMaxMs = 6_000;
/** None of them can come of a kill. */
const strangeAlarms = [
  'wrong_currency',
  'wrong_type',
  'account_changed',
  'ledger_restored',
  'payment_without_attempt',
  'journal_broken',
];
/** What is written when an attempt leaves the open states without an approval. */
const endingKinds = [
  'send_refused',
  'send_not_sent',
  'time_ran_out',
  'decline_settled',
  'cancel_reported',
  'ready_screen_said',
  'staff_closed',
];

/** Purchases whose body arrived; one that was cut before has no number and no effect. */
export function purchasesOf(simulator: Truth['simulator']): readonly Purchase[] {
  return simulator.requests().flatMap(({ path, body, atMs, answered }) => {
    const code = /^\/devices\/([^/]+)\/payment\/purchase$/.exec(path)?.[1];
    if (code === undefined || typeof body !== 'object' || body === null) return [];
    const { invoiceNumber, transactionAmount } = body as Record<string, unknown>;
    return [
      {
        atMs,
        code,
        number: String(invoiceNumber),
        cents: Math.round(Number(transactionAmount) * 100),
        answered,
      },
    ];
  });
}

/** What must hold at any moment, so also of the file that a kill left. */
export function violationsAtAnyTime(rows: LedgerRows, truth: Truth): readonly string[] {
  return [
    ...rows.faults.map((fault) => `file: ${fault}`),
    ...requestViolations(rows, truth),
    ...holdViolations(rows),
    ...proofViolations(rows, truth),
    ...promiseViolations(rows, truth),
    ...identityViolations(rows),
  ];
}

/** What must hold once everything was looked up and nobody stands at a terminal any more. */
export function violationsAtTheEnd(rows: LedgerRows, truth: Truth): readonly string[] {
  return [
    ...violationsAtAnyTime(rows, truth),
    ...rows.attempts.flatMap((attempt) => outcomeViolations(attempt, rows, truth)),
    ...rows.inbox
      .filter(({ outcome }) => outcome === null)
      .map(({ webhook_id }) => `M10: the event ${webhook_id} was never worked`),
    ...saleViolations(rows),
  ];
}

/** M1, M2, M4: each request was written down before, was pressed for, and came once. */
function requestViolations({ attempts }: LedgerRows, { simulator, book }: Truth): string[] {
  const byNumber = new Map(attempts.map((attempt) => [attempt.invoice_number, attempt]));
  const found: string[] = [];
  const seen = new Set<string>();
  for (const purchase of purchasesOf(simulator)) {
    const { number, code, cents, atMs } = purchase;
    if (!numberShape.test(number)) found.push(`M2: a request carried the number ${number}`);
    if (seen.has(number)) found.push(`M4: ${number} was sent twice`);
    seen.add(number);
    const attempt = byNumber.get(number);
    if (!attempt) {
      found.push(`M1: ${number} was sent and is in no ledger`);
      continue;
    }
    const press = book.presses.get(attempt.id);
    if (!press) found.push(`M1: ${attempt.id} was sent without a press`);
    else if (press.code !== code || press.cents !== cents)
      found.push(`M1: pressed for ${press.cents} on ${press.code}, sent ${cents} to ${code}`);
    else if (!press.pressedAtMs.some((ms) => atMs >= ms && atMs - ms <= pressToSimulatorMaxMs))
      found.push(`M1: ${attempt.id} was sent at ${atMs}, pressed at ${press.pressedAtMs.join(', ')}`);
    if (attempt.prepared_at_ms > atMs)
      found.push(`M1: ${attempt.id} was written at ${attempt.prepared_at_ms} and sent at ${atMs}`);
  }
  return found;
}

/** M2, M3: held by the file whatever the program does. */
function holdViolations({ attempts, confirmations }: LedgerRows): string[] {
  const open = attempts.filter(({ state }) => openStates.includes(state));
  const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);
  const found = [
    ...twice(open.map((each) => each.terminal_code)).map((code) => `M3: two open attempts on ${code}`),
    ...twice(open.map((each) => each.sale_id)).map((sale) => `M3: two open attempts of the sale ${sale}`),
    ...twice(attempts.map((each) => each.invoice_number)).map((number) => `M2: ${number} belongs to two`),
    ...attempts
      .filter(({ invoice_number }) => !numberShape.test(invoice_number))
      .map(({ invoice_number }) => `M2: an attempt has the number ${invoice_number}`),
  ];
  const ids = new Set(attempts.map(({ id }) => id));
  const lost = confirmations.filter((each) => !ids.has(each.for_attempt_id));
  return [
    ...found,
    ...lost.map((each) => `M3: a doubt was confirmed for the unknown ${each.for_attempt_id}`),
  ];
}

/** M5, M6: every claimed row is the simulator's, has the attempt's number, and is counted. */
function proofViolations({ attempts, transactions }: LedgerRows, { simulator }: Truth): string[] {
  const truth = new Map(simulator.transactions().map((row) => [row.transactionId, row]));
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const found: string[] = [];
  for (const row of transactions) {
    const real = truth.get(row.transaction_id);
    if (!real) found.push(`M5: the transaction ${row.transaction_id} never happened`);
    else if (real.status.toLowerCase() !== row.status || real.amountCents !== row.amount_cents)
      found.push(`M5: ${row.transaction_id} is ${row.status} ${row.amount_cents}, really ${real.status}`);
    if (row.attempt_id === null) found.push(`M6: ${row.transaction_id} belongs to no attempt`);
    else if (byId.get(row.attempt_id)?.invoice_number !== real?.invoiceNumber)
      found.push(`M6: ${row.transaction_id} belongs to ${row.attempt_id}, which has another number`);
  }
  for (const attempt of attempts) {
    const own = transactions.filter((row) => row.attempt_id === attempt.id);
    const approved = own.filter((row) => row.status === 'approved');
    const cents = approved.reduce((sum, row) => sum + row.amount_cents, 0);
    const saysApproved = attempt.state === 'approved' || attempt.later_proven === 'approved';
    if (saysApproved !== approved.length > 0 || (attempt.approved_cents ?? 0) !== cents)
      found.push(`M5: ${nameOf(attempt)} says ${attempt.approved_cents}, its rows ${cents}`);
    const saysDeclined = attempt.state === 'declined' || attempt.later_proven === 'declined';
    if (saysDeclined && !own.some((row) => row.status === 'declined'))
      found.push(`M5: ${nameOf(attempt)} is declined without a declined row`);
  }
  return found;
}

/** What the till said to anybody is on the disk: to Helcim's webhooks (M10), to the window, to a press (M1). */
function promiseViolations(rows: LedgerRows, { simulator, book }: Truth): string[] {
  const stored = new Set(rows.inbox.map(({ webhook_id }) => webhook_id));
  const found = deliveredIds(simulator)
    .filter((id) => !stored.has(id))
    .map((id) => `M10: ${id} was answered and is not in the inbox`);
  if (stored.size !== rows.inbox.length) found.push('M10: an event is in the inbox twice');
  const byId = new Map(rows.attempts.map((attempt) => [attempt.id, attempt]));
  for (const press of book.presses.values()) {
    const attempt = byId.get(press.id);
    if (press.answer === 'taken' && !attempt) found.push(`M1: the press ${press.id} was taken and is lost`);
    if (attempt && (attempt.amount_cents !== press.cents || attempt.terminal_code !== press.code))
      found.push(`M1: ${nameOf(attempt)} is not what was pressed`);
  }
  for (const { id } of rows.attempts) if (!book.presses.has(id)) found.push(`M1: ${id} was never pressed`);
  for (const { for_attempt_id, doubt_attempt_id } of rows.confirmations)
    if (!book.presses.get(for_attempt_id)?.confirmedDoubtIds.includes(doubt_attempt_id))
      found.push(`M3: nobody confirmed the doubt ${doubt_attempt_id}`);
  for (const view of book.shown.values()) {
    const attempt = byId.get(view.id);
    if (!attempt) found.push(`M1: the window was shown ${view.id}, which is lost`);
    else if ((attempt.approved_cents ?? 0) < (view.approvedCents ?? 0))
      found.push(`M5: the window was shown ${view.approvedCents} for ${nameOf(attempt)}`);
    else if (!openStates.includes(view.state) && openStates.includes(attempt.state))
      found.push(`M5: the window was shown ${view.state} for ${nameOf(attempt)}`);
  }
  return found;
}

/** A kill is no restore: the ledger stays this till's own, without a new epoch (M14). */
function identityViolations(rows: LedgerRows): string[] {
  const found: string[] = [];
  if (rows.tills.length > 1) found.push(`M14: ${rows.tills.length} tills in one ledger`);
  if (rows.ledger.some(({ in_recovery }) => in_recovery !== 0)) found.push('M14: the ledger is in recovery');
  const strange = rows.alarms.filter(({ kind }) => strangeAlarms.includes(kind));
  return [...found, ...strange.map(({ kind }) => `M6: the alarm ${kind} has no cause`)];
}

function outcomeViolations(attempt: AttemptRow, rows: LedgerRows, truth: Truth): string[] {
  const real = truth.simulator
    .transactions()
    .filter(({ invoiceNumber }) => invoiceNumber === attempt.invoice_number);
  const approved = real.filter(({ status }) => status === 'APPROVED');
  const sent = purchasesOf(truth.simulator).find(({ number }) => number === attempt.invoice_number);
  const name = nameOf(attempt);
  const found: string[] = [];
  const claim = (holds: boolean, says: string) => {
    if (!holds) found.push(`${says}: ${name}`);
  };
  claim(!openStates.includes(attempt.state), 'M16: open for ever');
  const cents = approved.reduce((sum, row) => sum + row.amountCents, 0);
  claim((attempt.approved_cents ?? 0) === cents, `M6: really ${cents} were paid`);
  const isDeclined = attempt.state === 'declined' || attempt.later_proven === 'declined';
  if (approved.length === 0) claim(isDeclined === real.length > 0, `M7: really ${real.length} declines`);
  const known = rows.transactions.filter((row) => row.attempt_id === attempt.id);
  if (approved.length === 0) claim(known.length === real.length, `M6: really ${real.length} rows`);
  if (attempt.state === 'cancelled' || attempt.later_proven === 'cancelled')
    claim(truth.cancelled.has(attempt.invoice_number), 'M5: nobody cancelled');
  if (attempt.state === 'refused') {
    const wasRefused = sent === undefined || isRefusal(sent.answered);
    claim(wasRefused && real.length === 0, `M4: refused, but answered ${sent?.answered}`);
  }
  if (attempt.state === 'unknown') {
    claim(real.length === 0, `M6: unknown with ${real.length} rows`);
    claim(!isCancelKnown(attempt, truth), 'M10: its cancel was delivered');
  }
  return [...found, ...alarmViolations(attempt, rows, approved.length)];
}

/** M6: money found after the end, or found twice, was told to a person; and nothing else was. */
function alarmViolations(attempt: AttemptRow, rows: LedgerRows, approvals: number): string[] {
  const kinds = rows.alarms.filter(({ attempt_id }) => attempt_id === attempt.id).map(({ kind }) => kind);
  const story = rows.journal.filter(({ attempt_id }) => attempt_id === attempt.id);
  const endedAt = story.find(({ kind }) => endingKinds.includes(kind))?.seq ?? Number.POSITIVE_INFINITY;
  const approvedAt = story.find(({ data }) => isApprovalNote(data))?.seq ?? Number.POSITIVE_INFINITY;
  const isLate = approvals > 0 && endedAt < approvedAt;
  const isTold = kinds.some((kind) => kind === 'late_approval' || kind === 'possible_double_charge');
  const found: string[] = [];
  if (isLate && !isTold) found.push(`M6: a late approval without an alarm: ${nameOf(attempt)}`);
  if (!isLate && kinds.includes('late_approval')) found.push(`M6: no approval was late: ${nameOf(attempt)}`);
  if (kinds.includes('possible_double_charge') !== approvals > 1)
    found.push(`M6: ${approvals} approvals, alarms ${kinds.join(' ')}: ${nameOf(attempt)}`);
  return found;
}

function isApprovalNote(data: string): boolean {
  const { status } = JSON.parse(data) as { status?: unknown };
  return typeof status === 'string' && /^approv/i.test(status);
}

/** More covered than a sale's total is an alarm. */
function saleViolations({ sales, attempts, alarms }: LedgerRows): string[] {
  const paidTwice = sales.filter(({ id, total_cents }) => {
    const own = attempts.filter(({ sale_id }) => sale_id === id);
    const covered = own.reduce((sum, each) => sum + Math.min(each.approved_cents ?? 0, each.amount_cents), 0);
    return covered > total_cents;
  });
  return paidTwice
    .filter(({ id }) => {
      const own = attempts.filter(({ sale_id }) => sale_id === id).map((attempt) => attempt.id);
      return !alarms.some((each) => each.kind === 'sale_paid_twice' && own.includes(each.attempt_id ?? ''));
    })
    .map(({ id }) => `M3: the sale ${id} was paid twice without an alarm`);
}

/** Helcim's 4xx say that nothing was started, but for 408. */
function isRefusal(answered: Purchase['answered']): boolean {
  return typeof answered === 'number' && answered >= 400 && answered < 500 && answered !== 408;
}

function isCancelKnown({ invoice_number }: AttemptRow, truth: Truth): boolean {
  if (!truth.cancelCarriesInvoiceNumber) return false;
  const delivered = new Set(deliveredIds(truth.simulator));
  return truth.simulator.log().some(({ kind, details }) => {
    const { body, webhookId } = details as {
      body?: { type?: string; data?: { invoiceNumber?: string } };
      webhookId?: string;
    };
    const isCancel = kind === 'event' && body?.type === 'terminalCancel';
    return isCancel && body.data?.invoiceNumber === invoice_number && delivered.has(webhookId ?? '');
  });
}

function deliveredIds(simulator: Truth['simulator']): readonly string[] {
  return simulator.log().flatMap(({ kind, details }) => {
    const { status, webhookId } = details;
    const isTaken = kind === 'delivery' && typeof status === 'number' && status >= 200 && status < 300;
    return isTaken && typeof webhookId === 'string' ? [webhookId] : [];
  });
}

function nameOf({ id, state, later_proven, terminal_code, amount_cents }: AttemptRow): string {
  return `attempt ${id} (${state}, later ${later_proven}, ${amount_cents} on ${terminal_code})`;
}
