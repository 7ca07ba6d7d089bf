/** What a manager's PIN may look like: said by the window at once, held by main. */
export const pinLengthMin = 6;
export const pinLengthMax = 12;
const shape = /^[0-9]{6,12}$/;

export type PinProblem =
  | 'not_digits'
  | 'too_short'
  | 'too_long'
  | 'all_equal'
  | 'run'
  | 'repeated'
  | 'common';

/**
 * @returns why a PIN is not taken, null for a good one. The weak ones are what people choose and others try first: one
 * digit again and again, digits in order, a short block repeated, pairs, and shapes on the keypad.
 */
export function pinProblem(pin: string): PinProblem | null {
  if (!/^[0-9]*$/.test(pin)) return 'not_digits';
  if (pin.length < pinLengthMin) return 'too_short';
  if (pin.length > pinLengthMax) return 'too_long';
  if (/^(.)\1*$/.test(pin)) return 'all_equal';
  if (isRun(pin) || isRun(everySecond(pin))) return 'run';
  if (/^(.{1,6})\1+$/.test(pin)) return 'repeated';
  return common.has(pin) || isMirrored(pin) ? 'common' : null;
}

/** True for what can be a PIN at all, weak or not. */
export function isPinShaped(text: string): boolean {
  return shape.test(text);
}

/** Each digit one above, or each one below, the one before it; 9 and 0 are neighbours. */
function isRun(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, index) => (Number(digit) - Number(digits[index]) + 10) % 10);
  return steps.length > 1 && (steps.every((step) => step === 1) || steps.every((step) => step === 9));
}

/** 112233 as 123; anything that is not made of pairs as nothing. */
function everySecond(pin: string): string {
  return /^(?:(.)\1)+$/.test(pin) ? pin.replace(/(.)\1/g, '$1') : '';
}

/** 123321: half of it tells the rest, and the half is a run. */
function isMirrored(pin: string): boolean {
  const half = pin.slice(0, pin.length / 2);
  return pin.length % 2 === 0 && isRun(half) && [...half].reverse().join('') === pin.slice(pin.length / 2);
}

/** Columns, rows and corners of the keypad, and runs in two halves. */
const common: ReadonlySet<string> = new Set([
  '147258',
  '147369',
  '258369',
  '369258',
  '741852',
  '963852',
  '147852',
  '159357',
  '159753',
  '357159',
  '753159',
  '789456',
  '456123',
  '789123',
  '123789',
  '102030',
  '123654',
  '124578',
  '131415',
  '142536',
  '147258369',
  '159357258',
  '741852963',
  '789456123',
]);
