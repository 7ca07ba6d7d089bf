import type { EventEmitter } from 'node:events';

/** The one error for everything the stand-in has not got. It never pretends. */
export function unsupported(api: string): Error {
  return new Error(`electron.${api} is not supported by the Electron stand-in. Use real Electron for it.`);
}

/** Names that others ask of any object (promises, consoles, test runners): answered as for a plain object. */
const ASKED_OF_ANYTHING = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  'domain',
  '__esModule',
]);

/**
 * Wraps a namespace, class or instance so that reading what it lacks throws an error that names it. `absent` lists
 * what Electron itself leaves undefined on this system, so that `app.dock?.hide()` works as there.
 */
export function strict<T extends object>(api: string, target: T, absent: readonly string[] = []): T {
  return new Proxy(target, {
    get(inner, key, receiver) {
      if (key in inner || typeof key === 'symbol' || ASKED_OF_ANYTHING.has(key) || absent.includes(key)) {
        return Reflect.get(inner, key, receiver);
      }
      throw unsupported(`${api}.${key}`);
    },
  });
}

/** A namespace or class the stand-in has nothing of: reading, calling and constructing all throw. */
export function missing(api: string): unknown {
  const refuse = () => {
    throw unsupported(api);
  };
  // A plain function, since an arrow function can never be constructed, trap or not.
  return new Proxy(function unsupportedName() {}, {
    apply: refuse,
    construct: refuse,
    get(_inner, key) {
      if (typeof key === 'symbol' || ASKED_OF_ANYTHING.has(key)) return undefined;
      throw unsupported(`${api}.${key}`);
    },
  });
}

/** Makes an emitter refuse listeners of events that would never fire here. */
export function onlyEvents(api: string, emitter: EventEmitter, events: readonly string[]): void {
  const known = new Set<string | symbol>([...events, 'newListener', 'removeListener', 'error']);
  emitter.on('newListener', (event: string | symbol) => {
    if (!known.has(event)) throw unsupported(`${api}.on('${String(event)}')`);
  });
}

/** An Electron event object: a listener may prevent what it announces. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<T extends object>(details: T): PreventableEvent & T {
  return {
    defaultPrevented: false,
    preventDefault(): void {
      this.defaultPrevented = true;
    },
    ...details,
  };
}
