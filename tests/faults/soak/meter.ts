/** Real milliseconds of the till's own work: from a press or an answer that reaches it until everything has come to rest. */
import { createHash } from 'node:crypto';
import type { Judge } from '../world/judge.ts';

export type Work = 'press' | 'answer';
/** `yardstick`: always the same work, done beside the till's, since other programs may slow the machine for a while. */
export type Measured = Work | 'yardstick';

export interface Meter {
  readonly beforeEach: () => void;
  /** The judge in between, whose own work is not counted. */
  watch(judge: Judge): Judge;
  /** What was measured since the last call. */
  take(): Readonly<Record<Measured, readonly number[]>>;
}

const yardstickEvery = 4;
const yardstickRows = Array.from({ length: 300 }, (_row, index) => ({
  index,
  text: `row ${index}`,
  list: [index],
}));

function workAsAlways(): void {
  const text = JSON.stringify(yardstickRows);
  createHash('sha256')
    .update(JSON.stringify(JSON.parse(text)))
    .digest('hex');
}

/** @param pressed told of each press that reaches the till, by its id */
export function createMeter(nowMs: () => number, pressed: (id: string) => void): Meter {
  let startedMs = 0;
  let asideMs = 0;
  let work: Work | null = null;
  let untilYardstick = yardstickEvery;
  let taken = nothingTaken();

  function aside(judged: () => void): void {
    const sinceMs = nowMs();
    judged();
    asideMs += nowMs() - sinceMs;
  }

  function note(done: Work, tookMs: number): void {
    taken[done].push(tookMs);
    untilYardstick -= 1;
    if (untilYardstick > 0) return;
    untilYardstick = yardstickEvery;
    const sinceMs = nowMs();
    workAsAlways();
    taken.yardstick.push(nowMs() - sinceMs);
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
      answered(request, status, bodyText, process, headers) {
        work = 'answer';
        aside(() => judge.answered(request, status, bodyText, process, headers));
      },
      afterEach() {
        if (work !== null) note(work, nowMs() - startedMs - asideMs);
        work = null;
        judge.afterEach();
      },
    }),
    take() {
      const all = taken;
      taken = nothingTaken();
      return all;
    },
  };
}

const nothingTaken = (): Record<Measured, number[]> => ({ press: [], answer: [], yardstick: [] });
