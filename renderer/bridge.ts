import type { Bridge } from '../shared/ipc-contract.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent only when the window runs outside Tillside. */
    readonly tillside?: Bridge;
  }
}

/**
 * The only door to the main process.
 * @throws Error when the preload did not run: a window without its bridge must not look alive.
 */
export function openBridge(): Bridge {
  const bridge = window.tillside;
  if (bridge === undefined) throw new Error('the preload did not make the bridge');
  return bridge;
}
