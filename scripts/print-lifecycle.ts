/**
 * `npm run docs` writes the lifecycle table into ARCHITECTURE.md, between its two markers; `--check` only says whether
 * the page still shows the table of the code, and fails where it does not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lifecycleMarkdown, withLifecycle } from './lifecycle-markdown.ts';

const page = fileURLToPath(new URL('../ARCHITECTURE.md', import.meta.url));
const before = readFileSync(page, 'utf8');
const after = withLifecycle(before, lifecycleMarkdown());

if (!process.argv.includes('--check')) {
  if (after !== before) writeFileSync(page, after);
  console.log(after === before ? 'ARCHITECTURE.md is up to date' : 'ARCHITECTURE.md is written');
} else if (after !== before) {
  console.error('ARCHITECTURE.md does not show the lifecycle of the code: run `npm run docs`');
  process.exitCode = 1;
}
