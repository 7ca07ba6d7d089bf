/**
 * What is read from the headers of an answer: the limits that are left, a request to wait, Helcim's clock.
 * @see https://devdocs.helcim.com/docs/api-rate-limits
 */
import type { CallEnd } from './rate-budget.ts';

export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const longestCount = 1_000_000;

export function callEndOf(status: number, headers: AnswerHeaders): CallEnd {
  const retryAfterSeconds = wholeNumber(headers['retry-after']);
  return {
    minuteRemaining: wholeNumber(headers['minute-limit-remaining']),
    hourRemaining: wholeNumber(headers['hour-limit-remaining']),
    wasLimited: status === 429,
    retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1_000,
  };
}

/** @returns UTC milliseconds of the Date header, middle of its second; null when absent or unreadable. */
export function helcimTimeMs(headers: AnswerHeaders): number | null {
  const text = single(headers.date);
  const atMs = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(atMs) ? atMs + 500 : null;
}

function wholeNumber(value: string | readonly string[] | undefined): number | null {
  const text = single(value);
  return text !== null && /^\d{1,7}$/.test(text) ? Math.min(Number(text), longestCount) : null;
}

function single(value: string | readonly string[] | undefined): string | null {
  const first = typeof value === 'string' ? value : value?.[0];
  return first === undefined ? null : first.trim();
}
