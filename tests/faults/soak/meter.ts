/** Real milliseconds of the till's own work: from a press or an answer that reaches it until everything has come to rest. */
import type { Judge } from '../world/judge.ts';

export type Work = 'press' | 'answer';

export interface Meter {
  readonly beforeEach: () => void;
  /** The judge in between, whose own work is not counted. */
  watch(judge: Judge): Judge;
  /** What was measured since the last call. */
  take(): Readonly<Record<Work, readonly number[]>>;
}

/** @param pressed told of each press that reaches the till, by its id */
export function createMeter(nowMs: () => number, pressed: (id: string) => void): Meter {
  let startedMs = 0;
  let asideMs = 0;
  let work: Work | null = null;
  let taken: Record<Work, number[]> = { press: [], answer: [] };

  function aside(judged: () => void): void {
    const sinceMs = nowMs();
    judged();
    asideMs += nowMs() - sinceMs;
  }

  return {
    beforeEach() {
      work = null;
      asideMs = 0;
      startedMs = nowMs();
    },
    watch: (judge) => ({
      ...judge,
      committed: (tables) => aside(() => judge.committed(tables)),
      written: (request, process) => aside(() => judge.written(request, process)),
      webhookAnswered: (status, headers, bodyText) =>
        aside(() => judge.webhookAnswered(status, headers, bodyText)),
      pressed(press) {
        work = 'press';
        pressed(press.id);
        judge.pressed(press);
      },
      answered(request, status, bodyText, process) {
        work = 'answer';
        aside(() => judge.answered(request, status, bodyText, process));
      },
      afterEach() {
        if (work !== null) taken[work].push(nowMs() - startedMs - asideMs);
        work = null;
        judge.afterEach();
      },
    }),
    take() {
      const all = taken;
      taken = { press: [], answer: [] };
      return all;
    },
  };
}
