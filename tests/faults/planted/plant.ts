/**
 * Loaded before the program (`--import`): changes the source text of one planted bug on its way into Node. The files on
 * disk stay as they are, and the program has no seam for it.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { editedTexts } from './edited-text.ts';
import { findPlantedBug } from './find-planted-bug.ts';

const changed = new Map(
  [...editedTexts(findPlantedBug(process.env.TILLSIDE_PLANTED_BUG ?? ''))].map(([path, text]) => [
    pathToFileURL(path).href,
    text,
  ]),
);

registerHooks({
  load(url, context, nextLoad) {
    const source = changed.get(url);
    if (source === undefined) return nextLoad(url, context);
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
