/** Histories that broke once, each kept as it was cut down. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from './script.ts';

const folder = join(import.meta.dirname, '../regressions');

export function readRegressions(): { readonly name: string; readonly script: Script }[] {
  // A folder without a file is not kept.
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, script: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Script }));
}
