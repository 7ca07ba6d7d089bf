import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { isLoopbackHost } from './loopback.ts';

/** The error every refused connection of the app's main process ends with. */
export class NotLoopbackError extends Error {
  readonly code = 'ESTANDINREFUSED';

  constructor(host: string) {
    super(
      `The Electron stand-in refuses the connection to ${host}: it talks to this machine only. Live mode needs real Electron.`,
    );
    this.name = 'NotLoopbackError';
  }
}

/** Host named by the arguments of Socket#connect, or undefined for a pipe path. Mirrors Node's own argument forms. */
function hostOf(args: readonly unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    if (typeof path === 'string') return undefined;
    return typeof host === 'string' && host !== '' ? host : 'localhost';
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return undefined;
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}

/** Patches what every TCP and TLS client of Node goes through; the address a name resolved to is checked as well. */
function guardSockets(): void {
  const connect = net.Socket.prototype.connect;
  const guarded = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const host = hostOf(args);
    if (host === undefined) return Reflect.apply(connect, this, args);
    if (!isLoopbackHost(host)) {
      process.nextTick(() => this.destroy(new NotLoopbackError(host)));
      return this;
    }
    this.on('lookup', (_error: Error | null, address: unknown) => {
      if (typeof address === 'string' && !isLoopbackHost(address))
        this.destroy(new NotLoopbackError(address));
    });
    return Reflect.apply(connect, this, args);
  };
  net.Socket.prototype.connect = guarded as typeof connect;
}

/** Names that are not this machine are refused before a resolver hears of them. */
function guardNames(): void {
  const callbackForms = [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveCname',
    'resolveMx',
    'resolveNs',
    'resolveSrv',
    'resolveTxt',
  ] as const;
  const guardAll = (target: object, refuse: (host: string, args: unknown[]) => unknown) => {
    for (const name of callbackForms) {
      const original: unknown = Reflect.get(target, name);
      if (typeof original !== 'function') continue;
      Reflect.set(target, name, (...args: unknown[]) => {
        const host = typeof args[0] === 'string' ? args[0] : 'localhost';
        return isLoopbackHost(host) ? Reflect.apply(original, target, args) : refuse(host, args);
      });
    }
  };
  guardAll(dns, (host, args) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') throw new NotLoopbackError(host);
    process.nextTick(() => callback(new NotLoopbackError(host)));
  });
  guardAll(dns.promises, (host) => Promise.reject(new NotLoopbackError(host)));
}

/** Datagrams: the app has no use for them, so any named target must be this machine. */
function guardDatagrams(): void {
  for (const name of ['send', 'connect'] as const) {
    const original: unknown = Reflect.get(dgram.Socket.prototype, name);
    if (typeof original !== 'function') continue;
    Reflect.set(dgram.Socket.prototype, name, function (this: dgram.Socket, ...args: unknown[]) {
      // A payload given as text comes first in `send`; every later text is the address.
      const host = args.slice(1).find((arg): arg is string => typeof arg === 'string');
      if (host !== undefined && !isLoopbackHost(host)) throw new NotLoopbackError(host);
      return Reflect.apply(original, this, args);
    });
  }
}

guardSockets();
guardNames();
guardDatagrams();
syncBuiltinESMExports();
