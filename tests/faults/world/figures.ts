/** What a run of many histories amounts to, in numbers. */
import type { ToldResult } from './worker.ts';

export interface Figures {
  add(result: ToldResult): void;
  readonly histories: number;
  readonly events: number;
  readonly violations: number;
  count(name: string): number;
  /** Counts whose names begin so, the name's rest and the number. */
  under(prefix: string): readonly (readonly [string, number])[];
  worstMs(): number;
}

export function createFigures(): Figures {
  const counts = new Map<string, number>();
  let histories = 0;
  let events = 0;
  let violations = 0;
  let worstMs = 0;
  return {
    add(result) {
      histories += 1;
      events += result.events;
      violations += result.violations.length;
      worstMs = Math.max(worstMs, result.worstMs);
      for (const [name, count] of result.counts) counts.set(name, (counts.get(name) ?? 0) + count);
    },
    get histories() {
      return histories;
    },
    get events() {
      return events;
    },
    get violations() {
      return violations;
    },
    count: (name) => counts.get(name) ?? 0,
    under: (prefix) =>
      [...counts]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, count]) => [name.slice(prefix.length), count] as const)
        .sort((a, b) => b[1] - a[1]),
    worstMs: () => worstMs,
  };
}
