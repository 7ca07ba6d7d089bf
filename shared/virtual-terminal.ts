/** A virtual terminal of the demo, as the panel beside the app shows it. */
export const customerActions = [
  'tap-credit',
  'tap-debit',
  'insert-credit',
  'insert-debit',
  'wrong-pin',
  'decline',
  'try-again',
  'cancel',
  'ignore',
  'unplug',
  'plug',
  'sleep',
  'wake',
  'add-tip',
] as const;
export type CustomerAction = (typeof customerActions)[number];

export interface VirtualTerminal {
  readonly code: string;
  readonly state: 'ready' | 'asking' | 'declined' | 'asleep' | 'unplugged';
  /** What the reader's screen says, in its own words. */
  readonly screenText: string;
  readonly amountCents: number | null;
  readonly tipCents: number;
  readonly currency: string | null;
  readonly actions: readonly CustomerAction[];
}
