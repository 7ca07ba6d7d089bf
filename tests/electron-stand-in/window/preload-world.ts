import type { Codec } from './codec.ts';
import type { WorldLink } from './world-link.ts';

/** What the preload's world needs from outside it; the functions arrive as source text. */
export interface PreloadWorldOptions {
  readonly handshake: string;
  readonly argv: readonly string[];
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

type Listener = (event: unknown, ...args: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

/**
 * Runs in a world of its own (as Electron's isolated context) at the start of every document of a window, and starts
 * the preload in the main frame. The preload's `require` knows `electron` alone, and in it ipcRenderer and
 * contextBridge. Stands alone: its source text is injected.
 */
export function startPreloadWorld(
  options: PreloadWorldOptions,
  codec: Codec,
  linkWorlds: (port: EventTarget, me: 'page' | 'preload') => WorldLink,
  preload: Preload,
): void {
  // A sandboxed preload runs in the main frame alone.
  if (window !== window.top) return;
  const world = globalThis as unknown as {
    standInSend: (text: string) => void;
    standInReceive: (text: string) => void;
  };
  const send = world.standInSend;
  const tell = (message: object) => send(JSON.stringify({ href: location.href, ...message }));
  const unsupported = (name: string): never => {
    throw new Error(`electron.${name} is not supported by the Electron stand-in`);
  };
  const strict = <T extends object>(name: string, target: T): T =>
    new Proxy(target, {
      get: (inner, key) =>
        key in inner || typeof key === 'symbol' || key === 'then'
          ? Reflect.get(inner, key)
          : unsupported(`${name}.${key}`),
    });

  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastCall = 0;
  const add = (channel: string, listener: Listener, once: boolean) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const kept = [...(listeners.get(channel) ?? [])];
    const index = kept.findLastIndex((entry) => entry.listener === listener);
    if (index >= 0) kept.splice(index, 1);
    listeners.set(channel, kept);
    return ipcRenderer;
  };
  const ipcRenderer: object = strict('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        lastCall += 1;
        const payload = codec.encode(args);
        calls.set(lastCall, { resolve, reject });
        tell({ kind: 'invoke', id: lastCall, channel, args: payload });
      }),
    send: (channel: string, ...args: unknown[]) => tell({ kind: 'send', channel, args: codec.encode(args) }),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  });

  world.standInReceive = (text) => {
    const message = JSON.parse(text) as {
      kind: string;
      id: number;
      channel: string;
      args: string;
      value: string;
      error: string;
    };
    if (message.kind === 'message') {
      const args = codec.decode(message.args) as unknown[];
      for (const { listener, once } of listeners.get(message.channel) ?? []) {
        if (once) remove(message.channel, listener);
        listener({ sender: ipcRenderer, ports: [] }, ...args);
      }
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.kind === 'answer') call?.resolve(codec.decode(message.value));
    else call?.reject(new Error(message.error));
  };

  const channel = new MessageChannel();
  const link = linkWorlds(channel.port1, 'preload');
  document.dispatchEvent(new MessageEvent(options.handshake, { ports: [channel.port1] }));
  const exposed = new Set<string>();
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => {
      if (exposed.has(key))
        throw new Error(`Cannot bind an API on top of an existing property on the window object`);
      exposed.add(key);
      channel.port1.dispatchEvent(new CustomEvent('expose', { detail: [key, link.pack(api)] }));
    },
  });
  const electron = strict('renderer', { ipcRenderer, contextBridge });
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload may require "electron" only)`);
  };
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    argv: [...options.argv],
    platform: options.platform,
    versions: options.versions,
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, process);
  } catch (error) {
    tell({
      kind: 'preload-error',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    throw error;
  }
}
