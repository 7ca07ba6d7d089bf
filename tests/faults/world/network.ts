/**
 * The way between the till and Helcim. Speaks to the client's exchange as undici does, byte for byte in order, and loses,
 * holds and cuts as networks do. A request that was written may arrive, whatever becomes of its caller.
 */
import type { Dispatcher } from 'undici';
import type { HelcimWire, OpenedConnection, SingleUseLine } from '../../../electron/helcim/wire.ts';
import type { ReplyLine, Wire } from '../../../electron/simulator/wire.ts';
import type { Clock } from '../../../shared/ports.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { ApiRequest, HelcimSide } from './helcim.ts';
import type { Ports, Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { NetworkMode } from './script.ts';

export interface NetworkWatcher {
  /** The bytes of a request have left the till. */
  written(request: ApiRequest, process: Process): void;
  /** A whole answer is about to be handed to the till. */
  answered(
    request: ApiRequest,
    status: number,
    bodyText: string,
    process: Process,
    headers: Readonly<Record<string, string>>,
  ): void;
  /** Bytes of a money call reach Helcim after the till has given it up. */
  arrivedLate(request: ApiRequest): void;
  /** The till learns that there is no whole answer. */
  unanswered(request: ApiRequest, process: Process): void;
  /** A call is under way from here. @returns to be called at its end */
  callBegan(process: Process): () => void;
}

export interface Network {
  setMode(mode: NetworkMode | null): void;
  mode(): NetworkMode | null;
  wireFor(process: Process, ports: Ports): HelcimWire;
  /** The machine slept: what is under way is cut, or never heard of again. */
  cutAllOf(process: Process): void;
  /** The process is gone. What the system had taken of it may still arrive, unless the power went too. */
  endAllOf(process: Process, isPowerCut: boolean): void;
}

interface NetworkParts {
  readonly scheduler: Scheduler;
  readonly helcim: () => HelcimSide;
  readonly draw: Drawing;
  readonly latencyMs: readonly [number, number];
  readonly isReachable: () => boolean;
  readonly watcher: NetworkWatcher;
}

type Handler = Dispatcher.DispatchHandler;
type Controller = Dispatcher.DispatchController;

/** One request between its write and its end. */
interface Flight {
  readonly process: Process;
  readonly request: ApiRequest;
  readonly isRead: boolean;
  isOver: boolean;
  /** Its bytes are still in the sender's buffer. */
  isHeld: boolean;
  /** Nothing more of it leaves the machine. */
  isReset: boolean;
  fail(code: string): void;
}

const held = (flights: ReadonlySet<Flight>) => [...flights].filter((flight) => flight.isHeld);

export function createNetwork(parts: NetworkParts): Network {
  const { scheduler, draw, watcher } = parts;
  const flights = new Set<Flight>();
  let mode: NetworkMode | null = null;
  const arrivals = new Map<Flight, () => void>();

  const flightsOf = (process: Process) => [...flights].filter((flight) => flight.process === process);
  const latency = () =>
    mode === 'slow' ? draw.whole(800, 8_000) : draw.whole(parts.latencyMs[0], parts.latencyMs[1]);

  /** What becomes of a call that begins now. */
  function fate(): NetworkMode | null {
    if (mode !== 'lossy') return mode;
    return draw.pick([null, null, null, 'refused', 'no-way-back', 'black-hole'] as const);
  }

  function carry(
    process: Process,
    ports: Ports,
    request: ApiRequest,
    handler: Handler,
    line: { isReset: boolean; own: Flight | null },
    way: NetworkMode | null,
  ): void {
    const ended = watcher.callBegan(process);
    let leave: (() => void) | null = null;
    const flight: Flight = {
      process,
      request,
      isRead: request.method === 'GET',
      isOver: false,
      isHeld: false,
      isReset: false,
      fail(code) {
        if (flight.isOver) return;
        over();
        watcher.unanswered(request, process);
        ports.deliver(process, 'wire error', () => handler.onResponseError?.(controller, errorOf(code)));
      },
    };
    flights.add(flight);
    line.own = flight;

    function over(): void {
      flight.isOver = true;
      flights.delete(flight);
      leave?.();
      ended();
    }

    const controller: Controller & { aborted: boolean } = {
      aborted: false,
      paused: false,
      reason: null,
      rawHeaders: null,
      rawTrailers: null,
      pause: () => undefined,
      resume: () => undefined,
      abort(reason: Error) {
        if (flight.isOver) return;
        controller.aborted = true;
        over();
        watcher.unanswered(request, process);
        ports.quietCall(process, () => handler.onResponseError?.(controller, reason));
      },
    };

    function arrive(): void {
      flight.isHeld = false;
      if (flight.isReset) return;
      if (controller.aborted && !process.isDead && request.method !== 'GET') watcher.arrivedLate(request);
      leave = parts.helcim().receive(request, replies);
      if (flight.isOver) leave();
    }

    /** An answer, or a part of one, comes back after its time, unless the way back is closed by then. */
    function comeBack(act: () => void): void {
      scheduler.after(latency(), () => {
        if (flight.isOver) return;
        if (mode === 'refused') return flight.fail('ECONNRESET');
        if (way === 'no-way-back' || way === 'black-hole') return;
        if (mode !== null && mode !== 'slow' && mode !== 'lossy') return;
        if (!parts.isReachable()) return;
        act();
      });
    }

    function give(wire: Wire, chunks: readonly Buffer[], isWhole: boolean): void {
      const bodyText = Buffer.concat(chunks).toString('utf8');
      if (isWhole) watcher.answered(request, wire.status, bodyText, process, { ...wire.headers });
      ports.deliver(process, 'wire answer', () => {
        handler.onResponseStart?.(controller, wire.status, { ...wire.headers }, '');
        for (const chunk of chunks) if (!flight.isOver) handler.onResponseData?.(controller, chunk);
        if (!isWhole || flight.isOver) return;
        over();
        handler.onResponseEnd?.(controller, {});
      });
    }

    let dripped: Buffer[] = [];
    const replies: ReplyLine = {
      send: (wire) => comeBack(() => give(wire, [Buffer.from(wire.bodyText)], true)),
      sendPart: (wire, part) =>
        comeBack(() => {
          give(wire, [part], false);
          flight.fail('UND_ERR_SOCKET');
        }),
      reset: () => comeBack(() => flight.fail('ECONNRESET')),
      begin: (wire) =>
        comeBack(() =>
          ports.deliver(process, 'wire answer', () =>
            handler.onResponseStart?.(controller, wire.status, { ...wire.headers }, ''),
          ),
        ),
      write(chunk) {
        dripped.push(chunk);
        if (flight.isOver) return;
        ports.deliver(process, 'wire answer', () => handler.onResponseData?.(controller, chunk));
      },
      end() {
        if (flight.isOver) return;
        watcher.answered(request, 200, Buffer.concat(dripped).toString('utf8'), process, {});
        dripped = [];
        over();
        ports.deliver(process, 'wire answer', () => handler.onResponseEnd?.(controller, {}));
      },
      isGone: () => flight.isOver,
    };

    handler.onRequestStart?.(controller, {});
    if (flight.isOver) return;
    ports.call(process, 'wire write', () => {
      watcher.written(request, process);
      if (line.isReset || way === 'black-hole') return;
      if (way === 'stalled') {
        flight.isHeld = true;
        arrivals.set(flight, arrive);
      } else scheduler.after(latency(), arrive);
    });
    ports.quietCall(process, () => (handler as { onRequestSent?: () => void }).onRequestSent?.());
  }

  function requestOf(options: Dispatcher.DispatchOptions): ApiRequest {
    const url = new URL(options.path, 'http://helcim.invalid');
    const headers = options.headers as Readonly<Record<string, string>>;
    return {
      method: options.method,
      path: url.pathname.replace(/^\/v2/, ''),
      query: Object.fromEntries(url.searchParams),
      token: headers['api-token'],
      bodyText: typeof options.body === 'string' ? options.body : '',
      headers,
    };
  }

  return {
    mode: () => mode,
    setMode(next) {
      mode = next;
      if (next !== null && next !== 'slow') return;
      // The way is open again: what was waiting in a send buffer leaves.
      for (const flight of held(flights))
        scheduler.after(latency(), arrivals.get(flight) ?? (() => undefined));
      arrivals.clear();
    },
    cutAllOf(process) {
      for (const flight of flightsOf(process)) if (draw.chance(0.6)) flight.fail('ECONNRESET');
    },
    endAllOf(process, isPowerCut) {
      for (const flight of flightsOf(process)) {
        if (isPowerCut) flight.isReset = true;
        flight.fail('ECONNRESET');
      }
    },
    wireFor(process, ports) {
      return {
        openConnection(_origin, connectMs, clock) {
          const line: { isReset: boolean; own: Flight | null } = { isReset: false, own: null };
          let isOpen = false;
          const way = ports.call(process, 'wire open', fate);
          const { promise: opened, resolve } = Promise.withResolvers<OpenedConnection>();
          const settle = settleOnce(resolve, clock, connectMs);
          const single: SingleUseLine = {
            dispatch(options, handler) {
              queueMicrotask(() => {
                if (process.isDead) return;
                const isSecond = line.own !== null;
                if (isSecond)
                  handler.onResponseError?.(null as unknown as Controller, errorOf('ONE_CONNECTION_ONLY'));
                else inside(process, () => carry(process, ports, requestOf(options), handler, line, way));
              });
              return true;
            },
            isFresh: () => isOpen && !line.isReset && parts.isReachable() && mode !== 'refused',
            close: async () => undefined,
          };
          if (way === 'refused')
            scheduler.after(latency(), () =>
              ports.deliver(process, 'wire refused', () => settle({ ok: false, reason: 'ECONNREFUSED' })),
            );
          else if (way !== 'black-hole' || draw.chance(0.3))
            scheduler.after(latency(), () => {
              if (!parts.isReachable()) return;
              ports.deliver(process, 'wire opened', () => {
                isOpen = true;
                settle({ ok: true, line: single });
              });
            });
          const end = (): void => {
            line.isReset = true;
            if (line.own) line.own.isReset = true;
          };
          return {
            opened,
            drop: end,
            reset: end,
          };
        },
        openReadPool(_origin, connectMs) {
          let isDestroyed = false;
          return {
            dispatch(options, handler) {
              const way = ports.call(process, 'wire read', fate);
              const fail = (code: string) =>
                ports.deliver(process, 'wire error', () =>
                  handler.onResponseError?.(null as unknown as Controller, errorOf(code)),
                );
              if (isDestroyed) fail('UND_ERR_DESTROYED');
              else if (way === 'refused') scheduler.after(latency(), () => fail('ECONNREFUSED'));
              else if (way === 'black-hole' && draw.chance(0.7))
                scheduler.after(connectMs, () => fail('UND_ERR_CONNECT_TIMEOUT'));
              else {
                const line = { isReset: false, own: null as Flight | null };
                scheduler.after(0, () => {
                  if (process.isDead) return;
                  inside(process, () => carry(process, ports, requestOf(options), handler, line, way));
                  // A kept connection that had died long ago takes the bytes and then says so.
                  if (way === null && draw.chance(0.03)) {
                    line.own?.fail('UND_ERR_SOCKET');
                  }
                });
              }
              return true;
            },
            async destroy() {
              isDestroyed = true;
              for (const flight of flightsOf(process)) if (flight.isRead) flight.fail('UND_ERR_DESTROYED');
            },
          };
        },
      };
    },
  };
}

/** The program may end in the middle; that is no error of the world. */
function inside(process: Process, act: () => void): void {
  try {
    act();
  } catch (cause) {
    if (!process.isDead) throw cause;
  }
}

function settleOnce(resolve: (opened: OpenedConnection) => void, clock: Clock, connectMs: number) {
  const timer = clock.setTimer(connectMs, () => resolve({ ok: false, reason: 'TIMEOUT' }));
  return (opened: OpenedConnection) => {
    timer.cancel();
    resolve(opened);
  };
}

function errorOf(code: string): Error {
  return Object.assign(new Error(`the network said ${code}`), { code });
}
