/**
 * What is typed for a refund outlives a reload of the window; it ends with the session. No PIN and nothing of a card is
 * in it (M11, M12). What is read back is judged like any input: a word that does not fit is dropped, never repaired.
 */
import { cardKinds } from '../../shared/card-kind.ts';
import { amountCents, isAmountCents } from '../../shared/money.ts';
import { refundReasons } from '../../shared/refund.ts';
import { parseTerminalCode } from '../../shared/terminal-code.ts';
import {
  draftFor,
  type KeptRefund,
  nothingKept,
  type RefundDraft,
  type RefundPress,
} from './refund-store.ts';

/** A place for one text, such as the browser's session storage. */
export interface Keep {
  read(): string | null;
  write(text: string): void;
}

const textMax = 20_000;
type Fields = Readonly<Record<string, unknown>>;

export function keepRefund(keep: Keep, { draft, who, press }: KeptRefund): void {
  keep.write(JSON.stringify({ draft, who, press }));
}

export function keptRefund(keep: Keep): KeptRefund {
  const text = keep.read();
  if (text === null || text.length > textMax) return nothingKept;
  const kept = fieldsOf(parsed(text));
  if (kept === null) return nothingKept;
  const press = pressOf(kept.press);
  const draft = draftOf(kept.draft) ?? (press && draftFor(press.input.originalTransactionId));
  return { draft, who: lineOf(kept.who, 60), press };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function lineOf(value: unknown, lengthMax: number): string {
  return typeof value === 'string' && value.length <= lengthMax ? value : '';
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | null {
  return values.find((each) => each === value) ?? null;
}

function idOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
}

function terminalOf(value: unknown) {
  return typeof value === 'string' ? parseTerminalCode(value) : null;
}

function draftOf(value: unknown): RefundDraft | null {
  const fields = fieldsOf(value);
  const originalTransactionId = idOf(fields?.originalTransactionId);
  if (fields === null || originalTransactionId === null) return null;
  return {
    originalTransactionId,
    amountText: fields.amountText === null ? null : lineOf(fields.amountText, 40),
    cardKind: oneOf(cardKinds, fields.cardKind),
    terminalCode: terminalOf(fields.terminalCode),
    reason: oneOf(refundReasons, fields.reason),
    reasonText: lineOf(fields.reasonText, 120),
  };
}

/** A press that was under way at the reload has no answer: it may have arrived, so only it may be asked about. */
function pressOf(value: unknown): RefundPress | null {
  const input = fieldsOf(fieldsOf(value)?.input);
  if (input === null) return null;
  const pressId = lineOf(input.pressId, 36);
  const originalTransactionId = idOf(input.originalTransactionId);
  const { pressedAtMs, amountCents: cents } = input;
  const reason = oneOf(refundReasons, input.reason);
  const isWhole = pressId !== '' && originalTransactionId !== null && reason !== null && isAmountCents(cents);
  if (!isWhole || typeof pressedAtMs !== 'number') return null;
  const reasonText = lineOf(input.reasonText, 120);
  const doubts = Array.isArray(input.confirmedDoubtIds) ? input.confirmedDoubtIds : [];
  return {
    status: 'no_answer',
    input: {
      pressId,
      pressedAtMs,
      originalTransactionId,
      amountCents: amountCents(cents),
      terminalCode: terminalOf(input.terminalCode),
      cardKind: oneOf(cardKinds, input.cardKind),
      reason,
      reasonText: reasonText === '' ? null : reasonText,
      who: lineOf(input.who, 60),
      confirmedDoubtIds: doubts.filter((each): each is string => typeof each === 'string').slice(0, 20),
    },
  };
}
