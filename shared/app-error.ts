/**
 * Every way a call of the window can fail, as a value. The window's catalogue has for each code what happened,
 * whether money moved and what to do now; nothing is thrown across IPC and no cause crosses it.
 */
export const appErrorCodes = [
  // before anything was sent
  'not_sent_network',
  'not_sent_too_late',
  'not_sent_budget',
  'not_sent_ledger',
  // refused by Helcim, definite
  'device_not_listening',
  'device_not_found',
  'token_missing',
  'token_invalid',
  'token_lacks_permission',
  'rate_limited',
  'request_rejected',
  'refund_road_changed',
  'suspected_duplicate',
  // no answer that settles anything
  'outcome_unclear',
  'helcim_unreachable',
  'helcim_failed',
  'helcim_unreadable',
  'network_intercepted',
  'not_found',
  // refused here
  'invalid_input',
  'terminal_not_paired',
  'terminal_busy',
  'terminal_in_doubt',
  'sale_busy',
  'sale_in_doubt',
  'sale_paid',
  'sale_unknown',
  'attempt_unknown',
  'not_possible_now',
  'ping_not_now',
  'refund_not_possible',
  'currency_unknown',
  'currency_mismatch',
  'account_unverified',
  'account_changed',
  'ledger_not_open',
  'ledger_newer',
  'ledger_unreadable',
  'ledger_misplaced',
  'in_recovery',
  'file_not_saved',
  'file_not_read',
  // the settings of another till
  'not_a_settings_file',
  'settings_file_newer',
  'preview_gone',
  // the day's close
  'close_stopped',
  'close_not_made',
  'print_failed',
  'not_allowed',
  'not_trusted',
  // who may
  'manager_needed',
  'pin_wrong',
  'pin_wait',
  'pin_weak',
  'pin_lost',
  'pin_not_set',
  'pin_already_set',
  'api_token_wrong',
  'secrets_not_kept',
  'secret_unusable',
  'secret_fixed',
  'token_other_account',
  'mode_not_now',
  'demo_only',
  'internal',
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

export interface AppError {
  readonly code: AppErrorCode;
  /** Short, for support: a status, Helcim's own words cut to size, an id. Never a secret. */
  readonly detail: string | null;
  /** A short reference that is also in the log. */
  readonly reference: string | null;
  /** The field of the input that is wrong, for `invalid_input`. */
  readonly field: string | null;
  /** Attempts this refusal is about: the unknown ones to be confirmed, the open one that holds the terminal. */
  readonly attemptIds: readonly string[];
}

/** Everything but the code is optional, so that call sites say only what they know. */
export function appError(code: AppErrorCode, more: Partial<Omit<AppError, 'code'>> = {}): AppError {
  return { code, detail: null, reference: null, field: null, attemptIds: [], ...more };
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: AppError };

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failed(
  code: AppErrorCode,
  more: Partial<Omit<AppError, 'code'>> = {},
): { readonly ok: false; readonly error: AppError } {
  return { ok: false, error: appError(code, more) };
}
