import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { createCodec } from './codec.ts';
import { startPageWorld } from './page-world.ts';
import { type PreloadWorldOptions, startPreloadWorld } from './preload-world.ts';
import { linkWorlds } from './world-link.ts';

/** Name of the isolated world the preload runs in, and of the binding only that world gets. */
export const PRELOAD_WORLD = 'electron-stand-in-preload';
export const BINDING = 'standInSend';

/** Source texts a window injects into each new document, in this order: page world first, then preload world. */
export interface InjectedScripts {
  readonly pageWorld: string;
  readonly preloadWorld: string;
}

/**
 * Builds both texts around a preload file. Throws when the file cannot be read or is not valid CommonJS: Chromium
 * would swallow a syntax error without a word. The file's last line may be a comment without a line break, so the
 * wrapper goes on in a new line.
 */
export function injectedScripts(preloadPath: string | undefined, argv: readonly string[]): InjectedScripts {
  const text = preloadPath === undefined ? '' : readFileSync(preloadPath, 'utf8');
  const preload = `(function (require, module, exports, process) {\n${text}\n})`;
  if (preloadPath !== undefined) new Script(preload, { filename: preloadPath, lineOffset: -1 });
  // A new name per window: scripts of a page can neither read these texts nor guess it.
  const handshake = `stand-in-${randomUUID()}`;
  const options: PreloadWorldOptions = {
    handshake,
    argv,
    platform: process.platform,
    versions: { electron: process.versions.electron ?? '', node: process.versions.node },
  };
  return {
    pageWorld: `(${startPageWorld})(${JSON.stringify(handshake)}, ${linkWorlds});`,
    preloadWorld: `(${startPreloadWorld})(${JSON.stringify(options)}, (${createCodec})(), ${linkWorlds}, ${preload}\n);`,
  };
}
