import { type AmountProblem, type Currency, type DecimalMark, parseAmountText } from '../../shared/money.ts';

/** What is in the amount field, and why the last key was not taken, if it was not. */
export interface AmountEdit {
  readonly text: string;
  readonly problem: AmountProblem | null;
}

/** Before the last one, which is the decimal mark of the window's language. */
export const digitKeys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0', '00'] as const;
export type KeypadKey = (typeof digitKeys)[number] | DecimalMark;

/** Everything an amount is written with: digits, separators, currency signs and the sign that is refused in words. */
const amountCharacters = /^[\d.,'’\s$()\-−–CADUScadus]*$/u;
/** Nothing to complain about while it is being typed. */
const quietWhileTyping: readonly AmountProblem[] = ['empty', 'zero', 'not_a_number'];

/**
 * Takes the field's next text, or keeps the text there was and says why. A third decimal, a letter and an
 * amount that is too large never get in, so they cannot be overlooked.
 */
export function editAmount(before: string, next: string, currency?: Currency): AmountEdit {
  if (!amountCharacters.test(next)) return { text: before, problem: 'not_a_number' };
  const parsed = parseAmountText(next, currency);
  if (parsed.ok) return { text: next, problem: null };
  if (parsed.problem === 'too_many_decimals' || parsed.problem === 'too_large') {
    return { text: before, problem: parsed.problem };
  }
  return { text: next, problem: quietWhileTyping.includes(parsed.problem) ? null : parsed.problem };
}

/** A pasted amount replaces what is there; anything that is not one changes nothing. */
export function pasteAmount(before: string, pasted: string, currency?: Currency): AmountEdit {
  const parsed = parseAmountText(pasted, currency);
  if (parsed.ok) return { text: pasted.trim(), problem: null };
  return { text: before, problem: parsed.problem };
}

export function pressKey(before: string, key: KeypadKey): AmountEdit {
  if (key !== '.' && key !== ',') return editAmount(before, before + key);
  if (/[.,]/.test(before)) return { text: before, problem: null };
  return editAmount(before, before === '' ? `0${key}` : before + key);
}

export function deleteLast(before: string): AmountEdit {
  return editAmount(before, before.slice(0, -1));
}
