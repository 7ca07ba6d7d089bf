/** Turns what structured clone can carry into text and back; both ends of the pipe to a page use it. */
export interface Codec {
  /** Throws 'An object could not be cloned.' for functions, symbols, promises and the like, as Electron does. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/**
 * Makes a codec. The function stands alone (no import, no outer name), since its source text is also injected into
 * the page's preload world.
 */
export function createCodec(): Codec {
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Uint8Array,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    Uint8ClampedArray,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const toBase64 = (bytes: Uint8Array) =>
    btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const fromBase64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  function pack(value: unknown, inside: readonly unknown[]): unknown {
    if (value === undefined) return ['u'];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return ['v', value];
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? ['v', value]
        : ['n', Object.is(value, -0) ? '-0' : String(value)];
    if (typeof value === 'bigint') return ['i', String(value)];
    if (typeof value !== 'object' || inside.includes(value) || inside.length > 500)
      throw new Error('An object could not be cloned.');
    const deeper = [...inside, value];
    if (Array.isArray(value)) return ['a', value.map((item) => pack(item, deeper))];
    if (value instanceof Date) return ['d', value.getTime()];
    if (value instanceof Error) return ['e', value.name, value.message, value.stack ?? ''];
    if (value instanceof Map)
      return ['m', [...value].map(([key, item]) => [pack(key, deeper), pack(item, deeper)])];
    if (value instanceof Set) return ['s', [...value].map((item) => pack(item, deeper))];
    if (value instanceof ArrayBuffer) return ['b', '', toBase64(new Uint8Array(value))];
    if (ArrayBuffer.isView(value)) {
      const name = views[value.constructor.name] === undefined ? 'Uint8Array' : value.constructor.name;
      return ['b', name, toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
      throw new Error('An object could not be cloned.');
    return ['o', Object.entries(value).map(([key, item]) => [key, pack(item, deeper)])];
  }

  function unpack(packed: unknown): unknown {
    const [kind, first, second, third] = packed as [string, never, never, never];
    switch (kind) {
      case 'u':
        return undefined;
      case 'n':
        return Number(first);
      case 'i':
        return BigInt(first);
      case 'a':
        return (first as unknown[]).map(unpack);
      case 'd':
        return new Date(first);
      case 'e':
        return Object.assign(new Error(second), { name: first as string, stack: third as string });
      case 'm':
        return new Map((first as [unknown, unknown][]).map(([key, item]) => [unpack(key), unpack(item)]));
      case 's':
        return new Set((first as unknown[]).map(unpack));
      case 'b': {
        const bytes = fromBase64(second);
        const View = views[first as string];
        return View === undefined ? bytes.buffer : new View(bytes.buffer);
      }
      case 'o':
        return Object.fromEntries((first as [string, unknown][]).map(([key, item]) => [key, unpack(item)]));
      default:
        return first;
    }
  }

  return {
    encode: (value) => JSON.stringify(pack(value, [])),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
