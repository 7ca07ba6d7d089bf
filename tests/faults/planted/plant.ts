/**
 * Loaded before the program (`--import`): changes the source text of one planted bug on its way into Node. The files on
 * disk stay as they are, and the program has no seam for it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findPlantedBug } from './find-planted-bug.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const name = process.env.TILLSIDE_PLANTED_BUG ?? '';
const bug = findPlantedBug(name);
const changed = new Map<string, string>();
for (const { file, find, put } of bug.edits) {
  const path = join(root, file);
  const url = pathToFileURL(path).href;
  const text = changed.get(url) ?? readFileSync(path, 'utf8');
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`the planted bug "${name}" fits ${places} places of ${file}, not one`);
  changed.set(
    url,
    text.replace(find, () => put),
  );
}

registerHooks({
  load(url, context, nextLoad) {
    const source = changed.get(url);
    if (source === undefined) return nextLoad(url, context);
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
