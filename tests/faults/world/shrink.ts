/** Cuts a history that broke a promise down to the steps that it takes. */
import type { HistoryResult } from './run-history.ts';
import type { Script, Step } from './script.ts';

export interface Shrunk {
  readonly script: Script;
  readonly result: HistoryResult;
}

/**
 * Leaves out whatever can be left out while the same rule is still broken: first halves, then quarters, down to single
 * steps, then the later part of what customers do.
 * @param untilMs on the clock of `nowMs`; what has been reached by then is the answer
 */
export async function shrink(
  script: Script,
  first: HistoryResult,
  run: (script: Script) => Promise<HistoryResult>,
  untilMs: number,
  nowMs: () => number,
): Promise<Shrunk> {
  const rule = first.violations[0]?.rule;
  let best: Shrunk = { script, result: first };

  async function isStillBroken(steps: readonly Step[]): Promise<boolean> {
    const smaller = { ...best.script, steps };
    const result = await run(smaller);
    if (!result.violations.some((violation) => violation.rule === rule)) return false;
    best = { script: smaller, result };
    return true;
  }

  for (
    let size = Math.ceil(script.steps.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < best.script.steps.length && nowMs() < untilMs; ) {
      const { steps } = best.script;
      const isGone = await isStillBroken([...steps.slice(0, from), ...steps.slice(from + size)]);
      if (!isGone) from += size;
    }
  }
  for (let index = 0; index < best.script.steps.length && nowMs() < untilMs; index += 1) {
    const step = best.script.steps[index];
    if (step?.kind !== 'press') continue;
    for (let kept = 0; kept < step.customer.length; kept += 1) {
      const shorter = { ...step, customer: step.customer.slice(0, kept) };
      if (await isStillBroken(best.script.steps.with(index, shorter))) break;
    }
  }
  return best;
}
