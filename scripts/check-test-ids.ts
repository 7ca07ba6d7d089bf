/** `npm run check:ids`: fails while a money rule, an open question or a bad day has no test that carries its id. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { optionalIds, requiredIds, type TestId } from '../tests/required-ids.ts';
import { findTestIds } from './find-test-ids.ts';

export interface TestFile {
  readonly path: string;
  readonly source: string;
}

export interface IdReport {
  readonly filesRead: number;
  readonly missing: readonly TestId[];
  readonly unknown: readonly { readonly id: string; readonly path: string }[];
}

/** Compares the ids that tests carry with the ones there have to be. */
export function checkTestIds(
  files: readonly TestFile[],
  required: readonly TestId[],
  optional: readonly TestId[],
): IdReport {
  const known = new Set([...required, ...optional].map(({ id }) => id));
  const used = files.flatMap(({ path, source }) =>
    [...findTestIds(path, source)].map((id) => ({ id, path })),
  );
  const usedIds = new Set(used.map(({ id }) => id));
  return {
    filesRead: files.length,
    missing: required.filter(({ id }) => !usedIds.has(id)),
    unknown: used.filter(({ id }) => !known.has(id)),
  };
}

/** No file read is a failure too: a check that looks at nothing must not pass. */
export function isClean({ filesRead, missing, unknown }: IdReport): boolean {
  return filesRead > 0 && missing.length === 0 && unknown.length === 0;
}

export function describeReport(report: IdReport, requiredCount: number): string {
  const { filesRead, missing, unknown } = report;
  const lines = [
    `${requiredCount - missing.length} of ${requiredCount} ids have a test (${filesRead} test files read)`,
  ];
  if (missing.length > 0)
    lines.push('Without a test:', ...missing.map(({ id, title }) => `  ${id}  ${title}`));
  if (unknown.length > 0)
    lines.push('Not on the list:', ...unknown.map(({ id, path }) => `  ${id}  in ${path}`));
  return lines.join('\n');
}

function main(): void {
  const root = join(import.meta.dirname, '..');
  const paths = globSync('tests/**/*.{test,spec}.{ts,tsx}', { cwd: root }).sort();
  const files = paths.map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
  const report = checkTestIds(files, requiredIds, optionalIds);
  console.log(describeReport(report, requiredIds.length));
  if (!isClean(report)) process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
