/**
 * `npm run faults -- [--seeds 2000] [--from 1] [--workers 2] [--replay SEED | --replay-file PATH | --shrink SEED]
 * [--planted NAME]` runs histories, says what was broken in words that a person can follow, and ends with one line of
 * JSON. Exit 1 on any violation.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Crew, openCrew } from './crew.ts';
import { createFigures, type Figures } from './figures.ts';
import { readRegressions } from './regressions.ts';
import type { Script } from './script.ts';
import type { ToldResult } from './worker.ts';
import { writeScript } from './write-script.ts';

const blockSize = 100;
const partSize = 20;
const progressEveryMs = 5_000;
const shrinkWithinMs = 60_000;
/** So many broken histories are cut down and told; more say the same in other words. */
const toldMax = 3;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    replay: { type: 'string' },
    'replay-file': { type: 'string' },
    /** Cuts one history down and tells it. */
    shrink: { type: 'string' },
    /** With one of the planted bugs in the program. */
    planted: { type: 'string' },
  },
});

function tellStory(title: string, result: ToldResult): void {
  console.log(`\n${title}`);
  for (const line of result.story) console.log(`  ${line}`);
}

async function replay(crew: Crew, script: Script): Promise<number> {
  const { result } = await crew.ask({ kind: 'replay', script }, 'told');
  tellStory(`history ${script.seed}, ${script.steps.length} steps, trace ${result.hash}`, result);
  return result.violations.length;
}

async function tellShrunk(crew: Crew, seed: number): Promise<void> {
  const { script, result } = await crew.ask({ kind: 'shrink', seed, withinMs: shrinkWithinMs }, 'told');
  tellStory(`BROKEN in history ${seed}, cut down to ${script.steps.length} steps:`, result);
  console.log(`  replay the whole: npm run faults -- --replay ${seed}`);
  console.log(`  replay what is left: put this line into a file F, npm run faults -- --replay-file F`);
  console.log(JSON.stringify(script));
}

async function runRegressions(crew: Crew, figures: Figures): Promise<number> {
  const regressions = readRegressions();
  const results = await Promise.all(
    regressions.map(async ({ name, script }) => {
      const { result } = await crew.ask({ kind: 'replay', script }, 'told');
      figures.add(result);
      if (result.violations.length > 0) tellStory(`BROKEN again: ${name}`, result);
      return result.violations.length;
    }),
  );
  console.log(
    `${regressions.length} regressions replayed, ${results.filter((count) => count > 0).length} broken again`,
  );
  return results.reduce((sum, count) => sum + count, 0);
}

/** In small parts, so that no worker is left alone with a long one in the end. */
async function runBlock(crew: Crew, from: number, to: number): Promise<readonly ToldResult[]> {
  const parts = Array.from({ length: Math.ceil((to - from + 1) / partSize) }, (_each, index) => {
    const first = from + index * partSize;
    const last = Math.min(first + partSize - 1, to);
    return crew.ask({ kind: 'block', from: first, to: last, stopsAtFirst: false }, 'block');
  });
  return (await Promise.all(parts)).flatMap(({ results }) => results);
}

async function runSeeds(crew: Crew, figures: Figures, from: number, seeds: number) {
  const broken: number[] = [];
  const hashes: Record<string, string> = {};
  const startedMs = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    console.log(
      `${figures.histories} of ${seeds} histories, ${figures.events} events, ${broken.length} broken, ${seconds} s`,
    );
  }, progressEveryMs);
  const blocks = Array.from(
    { length: Math.ceil(seeds / blockSize) },
    (_each, index) => from + index * blockSize,
  );
  await Promise.all(
    blocks.map(async (first) => {
      const to = Math.min(first + blockSize, from + seeds) - 1;
      const results = await runBlock(crew, first, to);
      const hash = createHash('sha256');
      for (const result of results) {
        figures.add(result);
        hash.update(result.hash);
        if (result.violations.length > 0) broken.push(result.seed);
      }
      hashes[`${first}-${to}`] = hash.digest('hex').slice(0, 16);
    }),
  );
  clearInterval(progress);
  return { broken: broken.sort((a, b) => a - b), hashes, tookMs: performance.now() - startedMs };
}

function printFigures(figures: Figures): void {
  const list = (prefix: string) =>
    figures
      .under(prefix)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  console.log(`purchases: ${list('ended ')}`);
  console.log(`refunds: ${list('refund ')}`);
  console.log(
    `kills ${figures.count('kills')}, power cuts ${figures.count('power cuts')}, starts ${figures.count('starts')}`,
  );
  console.log(`killed at ${figures.under('killed ').length} places: ${list('killed ')}`);
  console.log(`faults that struck: ${list('fault ')}`);
  console.log(`steps: ${list('step ')}`);
  console.log(
    `unknowns resolved ${figures.count('unknowns resolved')}, worst time to truth ${Math.round(figures.worstMs() / 1_000)} s`,
  );
}

async function main(): Promise<number> {
  const isSingle = (values.replay ?? values['replay-file'] ?? values.shrink) !== undefined;
  const crew = openCrew({
    size: isSingle ? 1 : Number(values.workers),
    ...(values.planted !== undefined && { plantedBug: values.planted }),
  });
  try {
    if (values.replay !== undefined) return await replay(crew, writeScript(Number(values.replay)));
    const file = values['replay-file'];
    if (file !== undefined) return await replay(crew, JSON.parse(readFileSync(file, 'utf8')) as Script);
    if (values.shrink !== undefined) {
      await tellShrunk(crew, Number(values.shrink));
      return 0;
    }
    const figures = createFigures();
    const brokenAgain = await runRegressions(crew, figures);
    const { broken, hashes, tookMs } = await runSeeds(
      crew,
      figures,
      Number(values.from),
      Number(values.seeds),
    );
    for (const seed of broken.slice(0, toldMax)) await tellShrunk(crew, seed);
    if (broken.length > 0) console.log(`\nbroken: ${broken.join(', ')}`);
    printFigures(figures);
    const { histories, events, violations } = figures;
    const passed = histories - broken.length - brokenAgain;
    console.log(`${passed} passed, ${histories - passed} failed`);
    const seconds = Math.round(tookMs / 1_000);
    console.log(
      JSON.stringify({
        histories,
        events,
        violations,
        kills: figures.count('kills') + figures.count('power cuts'),
        unknownsResolved: figures.count('unknowns resolved'),
        worstTimeToTruthMs: figures.worstMs(),
        seconds,
        hashes,
      }),
    );
    return violations;
  } finally {
    crew.close();
  }
}

process.exitCode = (await main()) > 0 ? 1 : 0;
