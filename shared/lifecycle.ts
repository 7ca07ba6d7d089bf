/**
 * The life of one attempt as one table: a cell for every state and event. Nothing else in the program decides
 * what an attempt becomes. Observations are turned into these events by `electron/payments/observations.ts`.
 */

export const attemptStates = [
  'prepared',
  'sending',
  'on_terminal',
  'checking',
  'approved',
  'declined',
  'cancelled',
  'refused',
  'unknown',
  'closed_by_staff',
] as const;
export type AttemptState = (typeof attemptStates)[number];

/** States that hold the terminal and the sale (M3). */
export const openStates = ['prepared', 'sending', 'on_terminal', 'checking'] as const;
export type OpenState = (typeof openStates)[number];

export function isOpen(state: AttemptState): state is OpenState {
  return (openStates as readonly AttemptState[]).includes(state);
}

export const attemptEvents = [
  'send_begun',
  'send_accepted',
  'send_refused',
  'send_not_sent',
  'send_unclear',
  'restarted',
  'no_news',
  'time_ran_out',
  'approval_found',
  'second_approval_found',
  'decline_found',
  'decline_settled',
  'cancel_reported',
  'cancel_after_decline',
  'ready_screen_empty',
  'ready_screen_after_decline',
  'staff_closed',
] as const;
export type AttemptEvent = (typeof attemptEvents)[number];

export type LaterProven = 'approved' | 'declined' | 'cancelled';
export type LifecycleAlarm = 'late_approval' | 'possible_double_charge';

export interface Cell {
  /** The state after the event; the same one when the event only adds evidence. */
  readonly to: AttemptState;
  /** A final state keeps its name and gains what was proven later (M6). */
  readonly laterProven?: LaterProven;
  readonly alarm?: LifecycleAlarm;
  /** The event is a request of a person that this state does not allow: nothing is written. */
  readonly refuse?: true;
}

type Row = Readonly<Record<AttemptEvent, Cell>>;

const go = (to: AttemptState): Cell => ({ to });
const refuse = (to: AttemptState): Cell => ({ to, refuse: true });
const lateApproval = (to: AttemptState): Cell => ({ to, laterProven: 'approved', alarm: 'late_approval' });
const doubleCharge = (to: AttemptState): Cell => ({
  to,
  laterProven: 'approved',
  alarm: 'possible_double_charge',
});
const later = (to: AttemptState, laterProven: LaterProven): Cell => ({ to, laterProven });

/** What every open state does with evidence about the card and with words of the cashier. */
const openEvidence = (state: OpenState) =>
  ({
    time_ran_out: go('unknown'),
    approval_found: go('approved'),
    second_approval_found: { to: 'approved', alarm: 'possible_double_charge' },
    decline_found: go(state),
    decline_settled: go('declined'),
    cancel_reported: go('cancelled'),
    cancel_after_decline: go('declined'),
    ready_screen_empty: go('unknown'),
    ready_screen_after_decline: go('declined'),
    staff_closed: refuse(state),
  }) as const;

/**
 * What a late answer, a restart or a clock does to a state that has left the terminal: nothing. A DECLINED row found
 * there proves something only once its quiet period is over (M7), and the cashier's word on the ready screen is about
 * a request that is still open.
 */
const settledClockwork = (state: AttemptState) =>
  ({
    send_begun: go(state),
    send_accepted: go(state),
    send_refused: go(state),
    send_not_sent: go(state),
    send_unclear: go(state),
    restarted: go(state),
    no_news: go(state),
    time_ran_out: go(state),
    ready_screen_empty: refuse(state),
    ready_screen_after_decline: refuse(state),
    decline_found: go(state),
  }) as const;

export const lifecycle: Readonly<Record<AttemptState, Row>> = {
  prepared: {
    ...openEvidence('prepared'),
    // Its request may still leave: nobody can have seen it on the terminal yet, and the terminal is not let go.
    ready_screen_empty: refuse('prepared'),
    ready_screen_after_decline: refuse('prepared'),
    send_begun: go('sending'),
    send_accepted: go('on_terminal'),
    send_refused: go('refused'),
    send_not_sent: go('refused'),
    send_unclear: go('checking'),
    restarted: go('checking'),
    no_news: go('checking'),
  },
  sending: {
    ...openEvidence('sending'),
    send_begun: go('sending'),
    send_accepted: go('on_terminal'),
    send_refused: go('refused'),
    send_not_sent: go('refused'),
    send_unclear: go('checking'),
    restarted: go('checking'),
    no_news: go('checking'),
  },
  on_terminal: {
    ...openEvidence('on_terminal'),
    send_begun: go('on_terminal'),
    send_accepted: go('on_terminal'),
    send_refused: go('on_terminal'),
    send_not_sent: go('on_terminal'),
    send_unclear: go('on_terminal'),
    restarted: go('checking'),
    no_news: go('checking'),
  },
  checking: {
    ...openEvidence('checking'),
    send_begun: go('checking'),
    // The clock or a restart may overtake a slow answer: 202 still only says that it may be on the terminal.
    send_accepted: go('checking'),
    send_refused: go('refused'),
    send_not_sent: go('refused'),
    send_unclear: go('checking'),
    restarted: go('checking'),
    no_news: go('checking'),
  },
  approved: {
    ...settledClockwork('approved'),
    approval_found: go('approved'),
    second_approval_found: { to: 'approved', alarm: 'possible_double_charge' },
    decline_settled: go('approved'),
    cancel_reported: go('approved'),
    cancel_after_decline: go('approved'),
    staff_closed: refuse('approved'),
  },
  declined: {
    ...settledClockwork('declined'),
    approval_found: lateApproval('declined'),
    second_approval_found: doubleCharge('declined'),
    decline_settled: go('declined'),
    cancel_reported: go('declined'),
    cancel_after_decline: go('declined'),
    staff_closed: refuse('declined'),
  },
  cancelled: {
    ...settledClockwork('cancelled'),
    approval_found: lateApproval('cancelled'),
    second_approval_found: doubleCharge('cancelled'),
    decline_settled: later('cancelled', 'declined'),
    cancel_reported: go('cancelled'),
    cancel_after_decline: later('cancelled', 'declined'),
    staff_closed: refuse('cancelled'),
  },
  refused: {
    ...settledClockwork('refused'),
    approval_found: lateApproval('refused'),
    second_approval_found: doubleCharge('refused'),
    decline_settled: later('refused', 'declined'),
    cancel_reported: later('refused', 'cancelled'),
    cancel_after_decline: later('refused', 'declined'),
    staff_closed: refuse('refused'),
  },
  unknown: {
    ...settledClockwork('unknown'),
    // A slow answer that proves the request was never taken settles the doubt as well as a look-up would.
    send_refused: go('refused'),
    send_not_sent: go('refused'),
    approval_found: { to: 'approved', alarm: 'late_approval' },
    second_approval_found: { to: 'approved', alarm: 'possible_double_charge' },
    decline_settled: go('declined'),
    cancel_reported: go('cancelled'),
    cancel_after_decline: go('declined'),
    staff_closed: go('closed_by_staff'),
  },
  closed_by_staff: {
    ...settledClockwork('closed_by_staff'),
    approval_found: lateApproval('closed_by_staff'),
    second_approval_found: doubleCharge('closed_by_staff'),
    decline_settled: later('closed_by_staff', 'declined'),
    cancel_reported: later('closed_by_staff', 'cancelled'),
    cancel_after_decline: later('closed_by_staff', 'declined'),
    staff_closed: refuse('closed_by_staff'),
  },
};

/** The one function that moves an attempt. Total over its two arguments. */
export function transition(state: AttemptState, event: AttemptEvent): Cell {
  return lifecycle[state][event];
}

/** What was proven never weakens: an approval stays, whatever is learned afterwards (M6). */
export function strongerProof(known: LaterProven | null, found: LaterProven | undefined): LaterProven | null {
  if (known === 'approved' || found === undefined) return known;
  return found;
}
