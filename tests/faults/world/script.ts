/**
 * A history before it happens: what people, Helcim, the network and the machine will do, and when. Plain data, so that
 * it can be cut down step by step when something goes wrong. Times are milliseconds from the start.
 */
import type { SimulatorBehaviour } from '../../../electron/simulator/behaviour.ts';
import type { CustomerActionName } from '../../../electron/simulator/customer-action-names.ts';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { ForgeryKind } from '../../../electron/simulator/webhook-sender.ts';

export interface Setting {
  readonly startMs: number;
  readonly terminals: number;
  /** False: results come by look-up only. */
  readonly hasTunnel: boolean;
  /** Whether the machine's monotonic clock stands still while it sleeps; both kinds exist. */
  readonly stopsWhileAsleep: boolean;
  readonly tillsOnAccount: number;
  readonly latencyMs: readonly [number, number];
  readonly behaviour: Partial<SimulatorBehaviour>;
  readonly cancelCarriesInvoiceNumber: boolean;
  /** How invoice numbers come back in rows; as they were sent without it. */
  readonly numberForm?: 'lower-case' | 'spaced';
  /** So many cards were charged by other software before; more than a page holds. */
  readonly rowsBefore?: number;
  /** When the last step has happened; faults end then. */
  readonly dayMs: number;
  /** Whether everything is watched to its end two days later, or a start on the next morning looks. */
  readonly isWatchedToTheEnd: boolean;
}

/** What the person at the terminal does, one after the other, each so long after the last. */
export interface Reaction {
  readonly afterMs: number;
  readonly action: CustomerActionName;
  readonly approvedCents?: number;
  readonly tipCents?: number;
}

export const words = ['readyScreen', 'lookUpNow', 'paysOtherwise', 'acknowledge', 'closeUnknown'] as const;
export type Word = (typeof words)[number];

/**
 * News about a send or a wait that the program has had already, as a timer or a callback that overtakes another would
 * bring it. For an attempt that has moved on it must change nothing.
 */
export const echoes = [
  'send_begun',
  'send_accepted',
  'send_refused',
  'send_not_sent',
  'send_unclear',
  'restarted',
  'no_news',
  'time_ran_out',
  'ready_screen_said',
  'staff_closed',
] as const;
export type Echo = (typeof echoes)[number];

/** Rows that come with an amount that is none, or with a status that is neither yes nor no yet. */
export type Blur = 'unreadable' | 'undecided';
export type NetworkMode = 'refused' | 'black-hole' | 'stalled' | 'no-way-back' | 'slow' | 'lossy';
export type TunnelMode = 'down' | 'web-page' | 'answers-lost' | 'slow';

export interface Press {
  readonly kind: 'press';
  readonly cashier: number;
  readonly terminal: number;
  readonly cents: number;
  /** `again`: for the sale of this cashier's last attempt. */
  readonly sale: 'new' | 'again';
  /** Whether the cashier goes past a doubt that is shown. */
  readonly confirmsDoubt: boolean;
  /** The same press a second time, as by a double click. */
  readonly isDoubled: boolean;
  /** From the finger to the main process. */
  readonly transitMs: number;
  readonly customer: readonly Reaction[];
}

export type Forgery =
  | { readonly how: ForgeryKind }
  /** A cancel or a transaction of one of our attempts, with no, a foreign or an altered signature. */
  | {
      readonly how: 'unsigned' | 'foreign-key' | 'altered';
      readonly about: 'cancel' | 'transaction';
      readonly back: number;
    };

export type Happening =
  | Press
  /** `back`: about how manieth attempt counted from the latest. */
  | { readonly kind: 'say'; readonly word: Word; readonly back: number }
  | { readonly kind: 'echo'; readonly what: Echo; readonly back: number }
  | { readonly kind: 'acknowledge-alarm' }
  | { readonly kind: 'ping'; readonly terminal: number }
  | { readonly kind: 'glance' }
  | { readonly kind: 'hand'; readonly terminal: number; readonly action: CustomerActionName }
  | { readonly kind: 'fault'; readonly fault: FaultInput }
  | { readonly kind: 'spend'; readonly calls: number }
  | { readonly kind: 'blur'; readonly how: Blur; readonly forMs: number }
  /** So many cards are charged online within seconds, each with its event. */
  | { readonly kind: 'rush'; readonly cards: number }
  | { readonly kind: 'skew'; readonly ms: number }
  | { readonly kind: 'resend'; readonly back: number }
  | { readonly kind: 'unknown-event' }
  | { readonly kind: 'close-batch' }
  | { readonly kind: 'network'; readonly mode: NetworkMode; readonly forMs: number }
  | { readonly kind: 'tunnel'; readonly mode: TunnelMode; readonly forMs: number }
  | { readonly kind: 'forge'; readonly forgery: Forgery }
  /** Another till or tool of the account: at its own terminal, at one of ours, without a terminal, or money back. */
  | {
      readonly kind: 'other-till';
      readonly where: 'own-terminal' | 'our-terminal' | 'refund-of-ours';
      readonly terminal: number;
      readonly cents: number;
      readonly action: CustomerActionName;
    }
  /** A row beside the till's latest request that is not its own, though it looks like it. */
  | { readonly kind: 'look-alike'; readonly what: 'longer-number' | 'preauth' | 'other-currency' }
  /** Another till's customer has cancelled the same amount, so long ago; its event comes now, without a number. */
  | {
      readonly kind: 'foreign-cancel';
      readonly terminal: number;
      readonly cents: number;
      readonly currency: 'own' | 'other';
      readonly agoMs: number;
    }
  /** The process ends before or after so many more calls through its ports. */
  | {
      readonly kind: 'kill';
      readonly calls: number;
      readonly where: 'before' | 'after';
      /** The machine loses its power with it. */
      readonly isPowerCut: boolean;
      readonly downMs: number;
    }
  | { readonly kind: 'quit'; readonly downMs: number }
  | { readonly kind: 'sleep'; readonly forMs: number }
  | { readonly kind: 'jump'; readonly ms: number }
  | { readonly kind: 'disk-full'; readonly forMs: number }
  /** The ledger comes back from a copy that was made a while ago. */
  | { readonly kind: 'restore'; readonly ageMs: number; readonly downMs: number };

export type Step = { readonly atMs: number } & Happening;

export interface Script {
  readonly seed: number;
  readonly setting: Setting;
  readonly steps: readonly Step[];
}
