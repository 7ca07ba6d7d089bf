/** Who works at a till until it is killed: pairs terminals, presses, presses again, and says what is at the terminal. */
import { randomUUID } from 'node:crypto';
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import type { AttemptView, Change, Snapshot } from '../../../shared/ipc-contract.ts';
import type { AmountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { Press, PressBook } from './press-book.ts';
import type { TillProcess } from './till-process.ts';

export interface CashierParts {
  readonly till: TillProcess;
  readonly simulator: Simulator;
  readonly book: PressBook;
  readonly draw: Drawing;
  readonly codes: readonly string[];
  /** Whether Helcim is told the address of this run's webhooks. */
  readonly hasWebhooks: boolean;
  /** Called when the first press of the run goes out. */
  readonly onPress: () => void;
}

/** The pause between two deeds of a quick cashier. */
const pauseMaxMs = 25;
const pressesMax = 4;
const pairedAtOnceMax = 2;

/** Waits for the till to take money. @returns its snapshot, null when it ended before */
export async function openTill({
  till,
  book,
  simulator,
  hasWebhooks,
}: CashierParts): Promise<Snapshot | null> {
  if (!(await till.loaded)) return null;
  const stopSeeing = till.onChange(({ slices }) => book.saw(viewsIn(slices)));
  void till.ended.then(stopSeeing);
  const isOpen = Promise.withResolvers<void>();
  const stop = till.onChange(({ slices }) => slices.blocked === null && isOpen.resolve());
  const first = await till.call('app', 'snapshot', null);
  if (!first?.ok) return null;
  book.saw(viewsIn(first.value));
  simulator.setWebhookUrl(hasWebhooks ? first.value.webhook.localUrl : null);
  if (first.value.blocked !== null) await Promise.race([isOpen.promise, till.ended]);
  stop();
  const open = await till.call('app', 'snapshot', null);
  return open?.ok ? open.value : null;
}

/** Everything a cashier does in one run; ends early when the till is killed. */
export async function workAtTill(parts: CashierParts): Promise<void> {
  const { till, draw, codes } = parts;
  const snapshot = await openTill(parts);
  if (!snapshot) return;
  const paired = snapshot.terminals.map(({ code }) => code);
  const missing = codes.filter((code) => !paired.includes(code)).slice(0, pairedAtOnceMax);
  for (const code of missing) {
    const answer = await till.call('terminals', 'pair', { code: code as TerminalCode, nickname: null });
    if (answer?.ok) paired.push(code);
  }
  if (paired.length === 0) return;
  const busy = snapshot.terminals.filter((each) => each.openAttemptId !== null).map(({ code }) => code);
  const free = paired.filter((code) => !busy.includes(code));
  await Promise.all(
    Array.from({ length: draw.whole(1, pressesMax) }, async () => {
      await pause(draw);
      const from = free.length > 0 && draw.chance(0.85) ? free : paired;
      await (draw.chance(0.15) ? pressAgain(parts) : pressNew(parts, draw.pick(from)));
      if (draw.chance(0.4)) await sayOfSome(parts);
    }),
  );
}

async function pressNew(parts: CashierParts, code: string): Promise<void> {
  const { draw, book } = parts;
  const unpaid = [...book.shown.values()].filter((view) => view.saleRemainderCents > 0);
  const sale = unpaid.length > 0 && draw.chance(0.3) ? draw.pick(unpaid) : null;
  const cents = sale ? draw.whole(1, sale.saleRemainderCents) : draw.whole(100, 99_999);
  await press(parts, { code, cents, saleId: sale?.saleId ?? null, confirmedDoubtIds: [] });
}

async function press(
  parts: CashierParts,
  wish: Pick<Press, 'code' | 'cents' | 'saleId' | 'confirmedDoubtIds'>,
) {
  const { book, draw } = parts;
  const made: Press = { ...wish, id: randomUUID(), pressedAtMs: [], answer: 'unanswered' };
  book.add(made);
  const isDoublePress = draw.chance(0.1);
  const [doubts] = await Promise.all([send(parts, made), isDoublePress ? send(parts, made) : null]);
  if (doubts && draw.chance(0.7)) await press(parts, { ...wish, confirmedDoubtIds: doubts });
}

/** A window that never heard of its press asks once more under the same id, also after a restart. */
async function pressAgain(parts: CashierParts): Promise<void> {
  const known = [...parts.book.presses.values()];
  const unanswered = known.filter(({ answer }) => answer === 'unanswered');
  const from = unanswered.length > 0 ? unanswered : known;
  if (from.length > 0) await send(parts, parts.draw.pick(from));
}

/** @returns the doubts the till wants confirmed, null without any */
async function send({ till, book, onPress }: CashierParts, made: Press): Promise<readonly string[] | null> {
  onPress();
  const pressedAtMs = Date.now();
  made.pressedAtMs.push(pressedAtMs);
  const answer = await till.call('payments', 'charge', {
    pressId: made.id,
    pressedAtMs,
    amountCents: made.cents as AmountCents,
    terminalCode: made.code as TerminalCode,
    reference: null,
    customerCode: null,
    saleId: made.saleId,
    confirmedDoubtIds: [...made.confirmedDoubtIds],
  });
  if (answer === null) return null;
  if (answer.ok) {
    made.answer = 'taken';
    book.saw([answer.value]);
    return null;
  }
  if (made.answer !== 'taken') made.answer = 'refused';
  return answer.error.code.endsWith('_in_doubt') ? (answer.error.attemptIds ?? []) : null;
}

/** A word about some attempt; what is not possible then is refused and changes nothing. */
async function sayOfSome({ till, book, draw }: CashierParts): Promise<void> {
  const views = [...book.shown.values()];
  if (views.length === 0) return;
  const attemptId = draw.pick(views).id;
  await draw.pick([
    () => till.call('payments', 'readyScreen', { attemptId }),
    () => till.call('payments', 'lookUpNow', { attemptId }),
    () => till.call('payments', 'paysOtherwise', { attemptId }),
    () => till.call('payments', 'acknowledge', { attemptId }),
    () =>
      till.call('payments', 'closeUnknown', {
        attemptId,
        who: 'Mia',
        reason: 'left_without_paying',
        paidByAttemptId: null,
      }),
  ])();
}

function viewsIn(slices: Change['slices']): readonly AttemptView[] {
  const { openAttempts = [], unacknowledged = [], unknowns = [] } = slices;
  return [...openAttempts, ...unacknowledged, ...unknowns];
}

function pause(draw: Drawing): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, draw.whole(0, pauseMaxMs)));
}
