import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * CommonJS packages keep bare `__dirname` and `__filename` when they are bundled into an ES module. Each chunk gets
 * them, so that such a line finds its own folder instead of throwing on the day it first runs.
 */
const commonJsNames = 'const __filename = import.meta.filename; const __dirname = import.meta.dirname;';

/** Looser than the built app's own policy where hot reload needs it: its socket, and styles it swaps in. */
const developmentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-__NONCE__'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws://127.0.0.1:*",
].join('; ');

/** A bundle that runs in Node or in a sandboxed preload: all inside but Electron, Node's own modules and a native one. */
function nodeLike(name: 'main' | 'preload'): EnvironmentOptions {
  const isMain = name === 'main';
  return {
    consumer: 'server',
    resolve: {
      noExternal: true,
      external: ['electron', '@ngrok/ngrok'],
      builtins: ['electron', ...builtinModules, /^node:/],
    },
    build: {
      outDir: at(`./dist/${name}`),
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      target: isMain ? 'node24' : 'chrome146',
      rolldownOptions: {
        platform: isMain ? 'node' : 'browser',
        input: { [name]: at(`./electron/${name}.ts`) },
        output: isMain
          ? { format: 'es', entryFileNames: '[name].js', intro: commonJsNames }
          : { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

/** Three plain environments: the main process, its preload script, and the window. `vite build` makes all of them. */
export default defineConfig({
  root: at('./renderer'),
  base: './',
  plugins: [react()],
  // Whoever serves the page puts a fresh value in the place of this text at every load.
  html: { cspNonce: '__NONCE__' },
  server: { host: '127.0.0.1', headers: { 'Content-Security-Policy': developmentPolicy } },
  // Everything is read from the disk, so a chunk's size costs nothing worth a warning.
  build: { chunkSizeWarningLimit: 4_000 },
  environments: {
    client: {
      build: {
        outDir: at('./dist/renderer'),
        emptyOutDir: true,
        sourcemap: true,
        target: 'chrome146',
        // Electron's Chromium preloads modules by itself; the helper would use `fetch`, which the page must not.
        modulePreload: { polyfill: false },
        // Inlined files would need `data:` where the content security policy does not allow it.
        assetsInlineLimit: 0,
      },
    },
    main: nodeLike('main'),
    preload: nodeLike('preload'),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload', 'client']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`no environment called ${name}`);
        await builder.build(environment);
      }
    },
  },
});
