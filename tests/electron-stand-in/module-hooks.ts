import { registerHooks } from 'node:module';

/** Makes `electron` mean the stand-in's module, for import and require, whoever asks (Playwright's inspector too). */
export function mapElectron(): void {
  const url = new URL('./electron-module.mjs', import.meta.url).href;
  const names = new Set(['electron', 'electron/main', 'electron/common']);
  registerHooks({
    resolve: (specifier, context, next) =>
      names.has(specifier) ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
  });
}
