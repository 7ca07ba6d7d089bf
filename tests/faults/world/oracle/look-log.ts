/** Which look-ups were asked and which of them could have shown the truth, by invoice number. */
import type { ApiRequest } from '../helcim.ts';
import type { AttemptRow } from './ledger-rows.ts';

export interface Moment {
  readonly atMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

export interface LookLog {
  /** Any request leaves. */
  asked(request: ApiRequest, moment: Moment): void;
  /** Its answer came whole, and every row in it could be read; `isDecided` when every purchase has a verdict too. */
  answeredWell(request: ApiRequest, isDecided: boolean): void;
  lastAsked(number: string): Moment | null;
  /**
   * The latest asked of those that could have shown what became of such an attempt. A refund is listed under its
   * original's number, and whether that payment has a verdict says nothing of it.
   */
  lastGood(attempt: Pick<AttemptRow, 'kind' | 'listed'>): Moment | null;
  whenAsked(request: ApiRequest): Moment | null;
}

export function createLookLog(): LookLog {
  const moments = new WeakMap<ApiRequest, Moment>();
  const asked = new Map<string, Moment>();
  const read = new Map<string, Moment>();
  const decided = new Map<string, Moment>();
  return {
    asked(request, moment) {
      moments.set(request, moment);
      const number = lookedUpNumber(request);
      if (number !== null) asked.set(number, moment);
    },
    answeredWell(request, isDecided) {
      const number = lookedUpNumber(request);
      const moment = moments.get(request);
      if (number === null || !moment) return;
      for (const good of isDecided ? [read, decided] : [read])
        if ((good.get(number)?.atMs ?? 0) <= moment.atMs) good.set(number, moment);
    },
    lastAsked: (number) => asked.get(number) ?? null,
    lastGood: ({ kind, listed }) => (kind === 'refund' ? read : decided).get(listed) ?? null,
    whenAsked: (request) => moments.get(request) ?? null,
  };
}

/** The number that a request searches for, whatever its letter case; null when it is no look-up. */
export function lookedUpNumber({ method, path, query }: ApiRequest): string | null {
  if (method !== 'GET' || path !== '/card-transactions') return null;
  return query.invoiceNumber?.trim().toUpperCase() ?? null;
}
