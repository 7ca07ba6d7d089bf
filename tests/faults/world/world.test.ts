/** The world itself: the same seed is the same history, and what breaks is cut down and told. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Crew, openCrew } from './crew.ts';
import type { HistoryResult } from './run-history.ts';
import type { Script, Step } from './script.ts';
import { shrink } from './shrink.ts';
import { writeScript } from './write-script.ts';

let crew: Crew | null = null;
afterEach(() => crew?.close());

const block = { kind: 'block', from: 1, to: 4, stopsAtFirst: false } as const;

describe('a seed', () => {
  it('gives one history, in this process and in any other', async () => {
    crew = openCrew({ size: 2 });
    const runs = await Promise.all([crew.ask(block, 'block'), crew.ask(block, 'block')]);
    const again = await crew.ask(block, 'block');
    const [first, ...others] = [...runs, again].map(({ results }) =>
      results.map(({ hash, events }) => ({ hash, events })),
    );
    expect(first).toHaveLength(4);
    expect(new Set(first?.map(({ hash }) => hash)).size).toBe(4);
    for (const other of others) expect(other).toEqual(first);
  });

  it('is drawn alike every time', () => {
    expect(writeScript(7)).toEqual(writeScript(7));
    expect(writeScript(7)).not.toEqual(writeScript(8));
  });
});

describe('a broken promise', () => {
  it('M4 is found, cut down to a few steps and told in words', async () => {
    crew = openCrew({ size: 1, plantedBug: 'a purchase is sent again after a timeout' });
    const { results } = await crew.ask({ kind: 'block', from: 1, to: 60, stopsAtFirst: true }, 'block');
    const seed = results.at(-1)?.seed ?? 0;
    expect(results.at(-1)?.violations[0]).toMatchObject({ rule: 'M4' });
    const { script, result } = await crew.ask({ kind: 'shrink', seed, withinMs: 5_000 }, 'told');
    expect(script.steps.length).toBeLessThan(writeScript(seed).steps.length);
    expect(result.violations.map(({ rule }) => rule)).toContain('M4');
    const story = result.story.join('\n');
    expect(story).toMatch(/presses \d+ for/);
    expect(story).toMatch(
      /BROKEN M4: TS-\w{26} is (sent (a second time|again, and nobody asked for it)|refused, but)/,
    );
  });

  it('keeps only the steps that it takes', async () => {
    const script = writeScript(3);
    const needed = [script.steps[1], script.steps.at(-2)] as const;
    const run = async (tried: Script): Promise<HistoryResult> => {
      const isBroken = needed.every((step) => step !== undefined && tried.steps.includes(step as Step));
      return { ...calm, violations: isBroken ? [{ rule: 'M1', text: 'lost', atMs: 0 }] : [] };
    };
    const shrunk = await shrink(script, await run(script), run, Number.POSITIVE_INFINITY, () => 0);
    expect(shrunk.script.steps).toEqual(needed);
  });
});

const calm: HistoryResult = {
  seed: 3,
  violations: [],
  events: 0,
  hash: '',
  story: [],
  counts: new Map(),
  worstMs: 0,
};
