import type { WorldLink } from './world-link.ts';

/**
 * Runs first in every document, in the page's own world, before any script of the page: takes the link's port from
 * the preload's world (by an event whose name the page cannot know) and sets what the preload exposes, read-only, on
 * `window`. Stands alone: its source text is injected.
 */
export function startPageWorld(
  handshake: string,
  linkWorlds: (port: EventTarget, me: 'page' | 'preload') => WorldLink,
): void {
  // A denied window is null to its caller in Electron. A browser without --block-new-web-contents would hand out the
  // pop-up that the request gate is about to close.
  const openNow = window.open;
  Object.defineProperty(window, 'open', {
    value: function open(...args: unknown[]) {
      Reflect.apply(openNow, window, args);
      return null;
    },
  });
  const freeze = (value: unknown): unknown => {
    if (
      typeof value === 'object' &&
      value !== null &&
      [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as never)
    ) {
      for (const item of Object.values(value)) freeze(item);
    }
    return typeof value === 'object' && value !== null && ArrayBuffer.isView(value)
      ? value
      : Object.freeze(value);
  };
  document.addEventListener(
    handshake,
    (event) => {
      event.stopImmediatePropagation();
      const [port] = (event as MessageEvent).ports;
      if (port === undefined) return;
      const link = linkWorlds(port, 'page');
      port.addEventListener('expose', (exposed) => {
        const [key, packed] = (exposed as CustomEvent).detail as [string, unknown];
        if (Object.hasOwn(window, key)) return;
        Object.defineProperty(window, key, {
          value: freeze(link.unpack(packed)),
          enumerable: true,
          writable: false,
          configurable: false,
        });
      });
    },
    { once: true },
  );
}
