/** Which look-ups were asked and which of them could have shown the truth, by invoice number. */
import type { ApiRequest } from '../helcim.ts';

export interface Moment {
  readonly atMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

export interface LookLog {
  /** Any request leaves. */
  asked(request: ApiRequest, moment: Moment): void;
  /** Its answer came whole, and every row in it could be read and has a verdict. */
  answeredWell(request: ApiRequest): void;
  lastAsked(number: string): Moment | null;
  /** The latest asked of those that were answered well. */
  lastGood(number: string): Moment | null;
  whenAsked(request: ApiRequest): Moment | null;
}

export function createLookLog(): LookLog {
  const moments = new WeakMap<ApiRequest, Moment>();
  const asked = new Map<string, Moment>();
  const good = new Map<string, Moment>();
  return {
    asked(request, moment) {
      moments.set(request, moment);
      const number = lookedUpNumber(request);
      if (number !== null) asked.set(number, moment);
    },
    answeredWell(request) {
      const number = lookedUpNumber(request);
      const moment = moments.get(request);
      if (number === null || !moment) return;
      if ((good.get(number)?.atMs ?? 0) <= moment.atMs) good.set(number, moment);
    },
    lastAsked: (number) => asked.get(number) ?? null,
    lastGood: (number) => good.get(number) ?? null,
    whenAsked: (request) => moments.get(request) ?? null,
  };
}

/** The number that a request searches for, whatever its letter case; null when it is no look-up. */
export function lookedUpNumber({ method, path, query }: ApiRequest): string | null {
  if (method !== 'GET' || path !== '/card-transactions') return null;
  return query.invoiceNumber?.trim().toUpperCase() ?? null;
}
