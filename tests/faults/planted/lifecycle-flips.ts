/** For each cell of the lifecycle table what it could wrongly be. */
import type { AttemptEvent, AttemptState, Cell } from '../../../shared/lifecycle.ts';

/**
 * One flip a cell, the most tempting one: a cell that moves stays, a cell that stays moves to where the event points, a
 * refusal is obeyed, and an alarm is silent where moving is not the point.
 */
export function flipsOf(state: AttemptState, event: AttemptEvent, cell: Cell): readonly Cell[] {
  if (cell.refuse) return [{ to: obeyed(event) }];
  if (cell.to !== state) return [{ to: state }];
  if (cell.alarm !== undefined || cell.laterProven !== undefined) return [{ to: state }];
  return [{ to: pointedTo(state, event) }];
}

function obeyed(event: AttemptEvent): AttemptState {
  switch (event) {
    case 'staff_closed':
      return 'closed_by_staff';
    case 'ready_screen_after_decline':
      return 'declined';
    default:
      return 'unknown';
  }
}

/** Where an event that should change nothing here would lead a program that believed it. */
function pointedTo(state: AttemptState, event: AttemptEvent): AttemptState {
  switch (event) {
    case 'send_begun':
      return state === 'sending' ? 'on_terminal' : 'sending';
    case 'send_accepted':
      return state === 'on_terminal' ? 'approved' : 'on_terminal';
    case 'send_refused':
    case 'send_not_sent':
      return state === 'refused' ? 'unknown' : 'refused';
    case 'send_unclear':
    case 'restarted':
    case 'no_news':
      return state === 'checking' ? 'unknown' : 'checking';
    case 'time_ran_out':
      return state === 'unknown' ? 'declined' : 'unknown';
    case 'approval_found':
    case 'second_approval_found':
      return state === 'approved' ? 'declined' : 'approved';
    case 'decline_found':
    case 'decline_settled':
      return state === 'declined' ? 'unknown' : 'declined';
    case 'cancel_reported':
    case 'cancel_after_decline':
      return state === 'cancelled' ? 'unknown' : 'cancelled';
    default:
      return 'unknown';
  }
}
