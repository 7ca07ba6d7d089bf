/** The table tests of `payments/` on a program with one planted bug: the second line behind the histories. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { editedTexts } from './edited-text.ts';
import { findPlantedBug } from './find-planted-bug.ts';

const changed = editedTexts(findPlantedBug(process.env.TILLSIDE_PLANTED_BUG ?? ''));

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  plugins: [
    {
      name: 'plant-bug',
      enforce: 'pre',
      load: (id) => changed.get(id.split('?')[0] ?? ''),
    },
  ],
  test: {
    include: ['tests/unit/payments/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 1,
    // A kept module would be that of another planted bug.
    fsModuleCache: false,
  },
});
