/** What the runner asked of the till and was told by it; the other half of the truth is the simulator's. */
import type { AttemptView } from '../../../shared/ipc-contract.ts';

export interface Press {
  readonly id: string;
  readonly code: string;
  readonly cents: number;
  readonly saleId: string | null;
  /** The doubts that the cashier went past. */
  readonly confirmedDoubtIds: readonly string[];
  /** Wall milliseconds of every time it was pressed. */
  readonly pressedAtMs: number[];
  /** `unanswered`: the till was killed before it said anything. */
  answer: 'taken' | 'refused' | 'unanswered';
}

export interface PressBook {
  readonly presses: ReadonlyMap<string, Press>;
  /** Attempts as the window was last shown them. */
  readonly shown: ReadonlyMap<string, AttemptView>;
  add(press: Press): void;
  saw(views: readonly AttemptView[]): void;
}

export function createPressBook(): PressBook {
  const presses = new Map<string, Press>();
  const shown = new Map<string, AttemptView>();
  return {
    presses,
    shown,
    add: (press) => void presses.set(press.id, press),
    saw(views) {
      for (const view of views) shown.set(view.id, view);
    },
  };
}
