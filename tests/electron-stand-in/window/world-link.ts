/** One end of the link between the preload's world and the page's world of one document. */
export interface WorldLink {
  /** A value as text-free data that may cross (functions and promises become numbered tokens). */
  pack(value: unknown): unknown;
  /** The other end's packed value, with its functions as local stand-ins. */
  unpack(packed: unknown): unknown;
}

/**
 * What contextBridge does between the two worlds: values are cloned, functions become callable on the other side and
 * run in their own, promises stay promises. No object of one world is ever reachable in the other. The port is an
 * object both worlds hold a wrapper of and no script of the page can name; calls over it are synchronous, so a bridged
 * function may return at once, as in Electron. Stands alone: its source text is injected into both worlds.
 */
export function linkWorlds(port: EventTarget, me: 'page' | 'preload'): WorldLink {
  const other = me === 'page' ? 'preload' : 'page';
  // Taken now, before any script of the page runs: a page that changes these later changes them for itself only.
  const CustomEventNow = CustomEvent;
  const dispatchNow = port.dispatchEvent.bind(port);
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const numbers = new WeakMap<object, number>();
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const answers = new Map<number, { ok: boolean; value: unknown }>();
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const post = (detail: unknown) => dispatchNow(new CustomEventNow(`to-${other}`, { detail }));

  function pack(value: unknown, inside: readonly unknown[] = []): unknown {
    if (typeof value === 'function') return ['f', numberOf(value as (...args: unknown[]) => unknown)];
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the context bridge');
    if (typeof value !== 'object' || value === null) return ['v', value];
    if (inside.includes(value) || inside.length > 1000)
      throw new TypeError('A recursive value cannot cross the context bridge');
    const deeper = [...inside, value];
    if (value instanceof Promise) return ['p', announce(value)];
    if (Array.isArray(value)) return ['a', value.map((item) => pack(item, deeper))];
    if (value instanceof Error) return ['e', value.message];
    const prototype: unknown = Object.getPrototypeOf(value);
    const plain =
      prototype === null ||
      prototype === Object.prototype ||
      !/^\[object (Date|Map|Set|RegExp|ArrayBuffer|DataView|Blob|File|.*Array)\]$/.test(
        Object.prototype.toString.call(value),
      );
    return plain
      ? ['o', Object.entries(value).map(([key, item]) => [key, pack(item, deeper)])]
      : ['v', value];
  }

  function unpack(packed: unknown): unknown {
    const [kind, content] = packed as [string, unknown];
    if (kind === 'f') return remote(content as number);
    if (kind === 'p')
      return new Promise((resolve, reject) => promises.set(content as number, { resolve, reject }));
    if (kind === 'a') return (content as unknown[]).map(unpack);
    if (kind === 'e') return new Error(content as string);
    if (kind === 'o')
      return Object.fromEntries((content as [string, unknown][]).map(([key, item]) => [key, unpack(item)]));
    return content;
  }

  function numberOf(callee: (...args: unknown[]) => unknown): number {
    const known = numbers.get(callee);
    if (known !== undefined) return known;
    const id = next();
    numbers.set(callee, id);
    functions.set(id, callee);
    return id;
  }

  function announce(promise: Promise<unknown>): number {
    const id = next();
    promise.then(
      (value) => post(['settle', id, true, pack(value)]),
      (error: unknown) => post(['settle', id, false, pack(error)]),
    );
    return id;
  }

  function remote(id: number): (...args: unknown[]) => unknown {
    return (...args) => {
      const call = next();
      post(['call', id, call, pack(args)]);
      const answer = answers.get(call);
      answers.delete(call);
      if (answer === undefined) throw new Error('The other side of the context bridge is gone');
      if (!answer.ok) throw unpack(answer.value);
      return unpack(answer.value);
    };
  }

  function run(id: number, args: unknown[]): [boolean, unknown] {
    try {
      const callee = functions.get(id);
      if (callee === undefined) throw new Error('No such function');
      return [true, pack(callee(...args))];
    } catch (error) {
      return [false, pack(error)];
    }
  }

  port.addEventListener(`to-${me}`, (event) => {
    const [kind, id, second, third] = (event as CustomEvent).detail as [string, number, never, never];
    if (kind === 'call') post(['answer', second, ...run(id, unpack(third) as unknown[])]);
    else if (kind === 'answer') answers.set(id, { ok: second, value: third });
    else if (kind === 'settle') {
      const waiting = promises.get(id);
      promises.delete(id);
      if (second) waiting?.resolve(unpack(third));
      else waiting?.reject(unpack(third));
    }
  });
  return { pack, unpack };
}
