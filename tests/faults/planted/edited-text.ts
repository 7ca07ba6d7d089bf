/** The source text of one planted bug: shared by whatever loads the program with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlantedBug } from './planted-bug.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @returns whole texts by path. @throws Error when an edit does not fit exactly one place */
export function editedTexts({ name, edits }: PlantedBug): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const { file, find, put } of edits) {
    const path = join(root, file);
    const text = changed.get(path) ?? readFileSync(path, 'utf8');
    const places = text.split(find).length - 1;
    if (places !== 1) throw new Error(`the planted bug "${name}" fits ${places} places of ${file}, not one`);
    changed.set(
      path,
      text.replace(find, () => put),
    );
  }
  return changed;
}
