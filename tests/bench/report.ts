/** The figures as a table for a person. Pure. */
import type { Comparison, Figures } from './figures.ts';

const nameWidth = 24;
const cellWidth = 12;

export function reportOf(comparisons: readonly Comparison[]): string {
  const head = row('', ['median ms', 'p95 ms', 'times bare', 'target']);
  const lines = comparisons.flatMap((each) => [
    `${each.name}, ${each.rounds} rounds`,
    row('  ours', [...cells(each.ours), each.ratio.toFixed(2), verdict(each)]),
    row('  bare', cells(each.bare)),
    ...Object.entries(each.parts).map(([name, figures]) => row(`    of it: ${name}`, cells(figures))),
    '',
  ]);
  return [head, ...lines, summary(comparisons)].join('\n');
}

function cells({ medianMs, p95Ms }: Figures): string[] {
  return [medianMs.toFixed(2), p95Ms.toFixed(2)];
}

function verdict({ target, isMet }: Comparison): string {
  return `at most ${target}: ${isMet ? 'met' : 'MISSED'}`;
}

function row(name: string, values: readonly string[]): string {
  return (name.padEnd(nameWidth) + values.map((value) => value.padStart(cellWidth)).join('  ')).trimEnd();
}

function summary(comparisons: readonly Comparison[]): string {
  const missed = comparisons.filter(({ isMet }) => !isMet).map(({ name }) => name);
  return missed.length === 0 ? 'All targets met.' : `*** TARGET MISSED: ${missed.join(', ')} ***`;
}
