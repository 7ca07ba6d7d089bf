import { useEffect, useRef, useState } from 'react';
import { pinLengthMax } from '../../shared/pin-rules.ts';

/** Digits on their way to main: never shown, and held no longer than until they are taken (M11). */
export interface PinEntry {
  readonly count: number;
  readonly add: (digit: string) => void;
  readonly removeLast: () => void;
  readonly clear: () => void;
  /** Hands the digits over and forgets them. */
  readonly take: () => string;
}

export function usePinEntry(): PinEntry {
  const digits = useRef('');
  const [count, setCount] = useState(0);
  const hold = (next: string) => {
    digits.current = next;
    setCount(next.length);
  };
  useEffect(
    () => () => {
      digits.current = '';
    },
    [],
  );
  return {
    count,
    add: (digit) => hold((digits.current + digit).slice(0, pinLengthMax)),
    removeLast: () => hold(digits.current.slice(0, -1)),
    clear: () => hold(''),
    take() {
      const taken = digits.current;
      hold('');
      return taken;
    },
  };
}
