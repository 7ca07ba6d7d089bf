import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface PreviewBuild {
  readonly folder: string;
  readonly pageFolder: string;
  /** The script that makes the fake bridge. */
  readonly fakeWindowFile: string;
}

/** Builds the window as the app does, and the fake bridge as one script. */
export async function buildPreview(): Promise<PreviewBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'tillside-preview-'));
  const pageFolder = join(folder, 'page');
  const common = { configFile: false, logLevel: 'warn' } as const;
  await build({
    ...common,
    root: at('../../renderer'),
    base: './',
    plugins: [react()],
    html: { cspNonce: '__NONCE__' },
    build: { outDir: pageFolder, emptyOutDir: true },
  });
  await build({
    ...common,
    root: at('.'),
    build: {
      outDir: join(folder, 'fake'),
      emptyOutDir: true,
      minify: false,
      lib: {
        entry: at('./fake-window.ts'),
        formats: ['iife'],
        name: 'fakeWindow',
        fileName: () => 'fake-window.js',
      },
    },
  });
  return { folder, pageFolder, fakeWindowFile: join(folder, 'fake', 'fake-window.js') };
}
