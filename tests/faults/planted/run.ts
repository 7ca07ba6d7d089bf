/**
 * `npm run faults:planted -- [--list bugs|matching|lifecycle|red] [--seeds 400] [--only TEXT] [--afresh]` runs histories
 * against programs with a known mistake, those that broke once first, and says which are noticed, by what and how soon.
 * Exit 1 when one of the planted bugs, or more of the flipped rules than are explained in `survivors.ts`, go unnoticed.
 */
import { parseArgs } from 'node:util';
import { attemptEvents, attemptStates, type Cell, lifecycle } from '../../../shared/lifecycle.ts';
import { expectedCell } from '../../unit/shared/lifecycle-expectations.ts';
import { type Crew, openCrew } from '../world/crew.ts';
import { readRegressions } from '../world/regressions.ts';
import type { ToldResult } from '../world/worker.ts';
import { flipsOf } from './lifecycle-flips.ts';
import { matchingRules } from './matching-rules.ts';
import { noticedBy } from './noticed-by.ts';
import type { PlantedBug } from './planted-bug.ts';
import { plantedBugs } from './planted-bugs.ts';
import { redTeam } from './red-team.ts';
import { survivors } from './survivors.ts';
import { firstFailedTableTest } from './table-tests.ts';

const { values } = parseArgs({
  options: {
    list: { type: 'string', default: 'bugs' },
    seeds: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
    workers: { type: 'string', default: '2' },
    /** Searches from the first seed, as if nothing had been noticed before. */
    afresh: { type: 'boolean', default: false },
  },
});
const seeds = Number(values.seeds);
const regressions = readRegressions();

interface Finding {
  readonly name: string;
  /** The history that notices it, or behind the histories a table that was written by hand; null when nothing does. */
  readonly by: { readonly line: 'history' | 'table'; readonly which: string } | null;
  readonly what: string;
}

function findingOf(name: string, results: readonly ToldResult[], where?: string): Finding {
  const last = results.at(-1);
  const violation = last?.violations[0];
  if (!violation || !last) return { name, by: null, what: '' };
  const by = { line: 'history', which: `history ${where ?? last.seed}` } as const;
  return { name, by, what: `${violation.rule}: ${violation.text}` };
}

async function tryBug({ name }: PlantedBug): Promise<Finding> {
  const crew = openCrew({ size: 1, plantedBug: name });
  try {
    const known = values.afresh ? undefined : noticedBy[name];
    if (typeof known === 'number') {
      const { results } = await crew.ask(
        { kind: 'block', from: known, to: known, stopsAtFirst: true },
        'block',
      );
      const found = findingOf(name, results);
      if (found.by !== null) return found;
    }
    const likeliestFirst = regressions.toSorted(
      (a, b) => Number(b.name === known) - Number(a.name === known),
    );
    for (const regression of likeliestFirst) {
      const { result } = await crew.ask({ kind: 'replay', script: regression.script }, 'told');
      const found = findingOf(name, [result], regression.name);
      if (found.by !== null) return found;
    }
    const { results } = await crew.ask({ kind: 'block', from: 1, to: seeds, stopsAtFirst: true }, 'block');
    const found = findingOf(name, results);
    if (found.by !== null || values.list !== 'matching') return found;
    const test = await firstFailedTableTest(name);
    return test === null ? found : { name, by: { line: 'table', which: 'a table test' }, what: test };
  } finally {
    crew.close();
  }
}

/** Several at once, each in a process of its own. */
async function tryAll<Item>(
  items: readonly Item[],
  attempt: (item: Item) => Promise<Finding>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const left = [...items];
  await Promise.all(
    Array.from({ length: Number(values.workers) }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) {
        const finding = await attempt(item);
        findings.push(finding);
        console.log(`${finding.name}\n    ${finding.by?.which ?? 'NOT NOTICED'}: ${finding.what}`);
      }
    }),
  );
  return findings;
}

/**
 * A history that never comes to a cell is the same with any other value in it, so only those that do are run again.
 * More than this many of them say nothing new.
 */
const visitorsMax = 10;

async function seedsByCell(crew: Crew): Promise<ReadonlyMap<string, readonly number[]>> {
  const visitors = new Map<string, number[]>();
  const blocks = Array.from(
    { length: Math.ceil(seeds / visitBlock) },
    (_each, index) => 1 + index * visitBlock,
  );
  await Promise.all(
    blocks.map(async (from) => {
      const to = Math.min(from + visitBlock - 1, seeds);
      const { cells } = await crew.ask({ kind: 'visits', from, to }, 'visits');
      for (const [seed, names] of cells)
        for (const name of names) visitors.set(name, [...(visitors.get(name) ?? []), seed]);
    }),
  );
  return new Map(
    [...visitors].map(([name, list]) => [name, list.sort((a, b) => a - b).slice(0, visitorsMax)]),
  );
}
const visitBlock = 50;

async function tryFlips(): Promise<Finding[]> {
  const crew = openCrew({ size: Number(values.workers) });
  try {
    const visitors = await seedsByCell(crew);
    const flips = attemptStates.flatMap((state) =>
      attemptEvents.flatMap((event) =>
        flipsOf(state, event, lifecycle[state][event]).map((cell) => ({ state, event, cell })),
      ),
    );
    return await tryAll(
      flips.filter(({ state, event }) => `${state} ${event}`.includes(values.only)),
      async ({ state, event, cell }) => {
        const name = `${state} ${event} -> ${told(cell)}`;
        const own = visitors.get(`${state} ${event}`) ?? [];
        const { results } = await crew.ask({ kind: 'flip', state, event, cell, seeds: own }, 'block');
        const found = findingOf(name, results);
        if (found.by !== null || told(expectedCell(state, event)) === told(cell)) return found;
        const what =
          own.length === 0 ? 'no history comes to it' : 'no promise is broken by it in any history';
        return { name, by: { line: 'table', which: 'the table written by hand' }, what };
      },
    );
  } finally {
    crew.close();
  }
}

function told({ to, laterProven, alarm, refuse }: Cell): string {
  return [refuse ? 'refused' : to, laterProven, alarm].filter((part) => part !== undefined).join(', ');
}

const lists: Readonly<Record<string, readonly PlantedBug[]>> = {
  bugs: plantedBugs,
  matching: matchingRules,
  red: redTeam,
};

async function main(): Promise<number> {
  const isWanted = ({ name }: PlantedBug) => name.includes(values.only);
  const startedMs = performance.now();
  const findings =
    values.list === 'lifecycle'
      ? await tryFlips()
      : await tryAll((lists[values.list] ?? []).filter(isWanted), tryBug);
  const missed = findings.filter(({ by }) => by === null);
  for (const { name } of missed) console.log(`not noticed: ${name}: ${survivors[name] ?? 'NO REASON GIVEN'}`);
  const unexplained = missed.filter(({ name }) => survivors[name] === undefined);
  const byHistories = findings.filter(({ by }) => by?.line === 'history').length;
  const noticed = findings.length - missed.length;
  const share = ((100 * noticed) / Math.max(1, findings.length)).toFixed(1);
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  console.log(
    `${noticed} of ${findings.length} noticed (${share} %): ${byHistories} by a history, each within ${seeds}, ${noticed - byHistories} by a table written by hand; ${seconds} s`,
  );
  console.log(`${findings.length - unexplained.length} passed, ${unexplained.length} failed`);
  return unexplained.length;
}

process.exitCode = (await main()) > 0 ? 1 : 0;
