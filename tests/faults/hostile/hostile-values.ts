/**
 * What somebody who wants to break the till would send: genuine payloads with parts dropped, doubled, retyped, cut
 * and flipped, and values chosen for the places where readers go wrong. Everything is drawn by fast-check, so that a
 * failure prints the seed that repeats it and shrinks to the least damage that still breaks.
 */
import fc from 'fast-check';

/** JSON text nested as deep as this; a parser that calls itself a level at a time does not survive it. */
export const depthMax = 100_000;
export const deepList = '['.repeat(depthMax) + ']'.repeat(depthMax);
export const deepObject = `${'{"errors":'.repeat(depthMax)}0${'}'.repeat(depthMax)}`;

/** Texts that mean something to a layer below: C strings, prototypes, bidirectional writing, SQL, paths, numbers. */
const nastyTexts = [
  '',
  ' ',
  '\0',
  'CAD\0',
  '\ud800',
  '\udc00\ud800',
  '\u202e49.99\u202c',
  '\u200f\u2066',
  '\u2028',
  '\r\nx: y',
  '__proto__',
  'constructor',
  'toJSON',
  'hasOwnProperty',
  'NaN',
  'Infinity',
  '-0',
  '1e308',
  '0x10',
  '1_000',
  '9007199254740993',
  '１２.３４',
  "'; DROP TABLE attempts; --",
  '../../etc/passwd',
  '%00%0a',
  '💶'.repeat(40),
  'é'.normalize('NFD').repeat(30),
];

/** One line of any text: chosen, random from all of Unicode with halves of pairs, or long. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.nat(0xffff), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
  },
);

const wholesale = ['null', 'true', '[]', '{}', '""', '[null]', '[[]]', '{"":null}'] as const;
const numbers = [
  ...['0', '-0', '-1', '0.1', '0.005', '12.345', '1e308', '1e309', '-1e309', '1e-320', '5e-324'],
  ...['9007199254740991', '9007199254740993', '99999999999999999999', '2147483648', '4294967296'],
];
const protoKeys = [
  ...['{"__proto__":{"status":"APPROVED","type":"purchase"}}', '{"constructor":{"prototype":{"x":1}}}'],
  ...['{"toJSON":"x","valueOf":1,"toString":null}', '{"length":100000000}', '{"then":"x"}'],
];

/** JSON text of one value that no honest field holds. */
const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<string>(...wholesale, ...numbers, ...protoKeys) },
  { weight: 7, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom(deepList, deepObject) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((length) => `"${'9'.repeat(length)}"`) },
);

const changeKinds = ['drop', 'replace', 'retype', 'wrap', 'double', 'rename', 'copy'] as const;
interface Change {
  /** Which of all parts of the payload, counted round. */
  readonly at: number;
  readonly kind: (typeof changeKinds)[number];
  readonly raw: string;
}
export type Changes = readonly Change[];

/** Changes of a payload's structure; none at all is one of them. */
export const changes: fc.Arbitrary<Changes> = fc.array(
  fc.record({ at: fc.nat(1_000), kind: fc.constantFrom(...changeKinds), raw: hostileJson }),
  { maxLength: 4 },
);

/** The JSON text of a payload after these changes. The payload itself stays as it was. */
export function changed(payload: unknown, list: Changes): string {
  const root = { root: structuredClone(payload) };
  const raws: string[] = [];
  for (const change of list) applyChange(root, change, raws);
  const text = JSON.stringify(root.root) ?? 'null';
  // What JSON.stringify could not write (too deep, no number of JavaScript's) is put in as text.
  return text.replace(/"§(\d+)§"/g, (_token, index: string) => raws[Number(index)] ?? 'null');
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every place of the tree that can be changed, breadth first, the root's own included. */
function placesOf(root: Record<string, unknown>): Place[] {
  const places: Place[] = [{ holder: root, key: 'root' }];
  for (const { holder, key } of places) {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) continue;
    const inner = value as Record<string, unknown>;
    places.push(...Object.keys(inner).map((name) => ({ holder: inner, key: name })));
  }
  return places;
}

function applyChange(root: Record<string, unknown>, { at, kind, raw }: Change, raws: string[]): void {
  const places = placesOf(root);
  const { holder, key } = places[at % places.length] as Place;
  const value = holder[key];
  const isRoot = holder === root;
  switch (kind) {
    case 'drop':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else if (isRoot) holder[key] = null;
      else delete holder[key];
      return;
    case 'replace':
      holder[key] = `§${raws.push(raw) - 1}§`;
      return;
    case 'retype':
      holder[key] = retyped(value);
      return;
    case 'wrap':
      holder[key] = at % 2 === 0 ? [value] : { value };
      return;
    case 'double':
      if (Array.isArray(holder)) holder.push(structuredClone(value));
      else holder[key] = [value, value];
      return;
    case 'rename':
      if (isRoot || Array.isArray(holder)) return;
      delete holder[key];
      define(holder, ['__proto__', key.toUpperCase(), `${key} `, 'constructor'][at % 4] as string, value);
      return;
    case 'copy':
      define(holder, key, structuredClone(places[(at * 7 + 1) % places.length]?.holder ?? null));
  }
}

function retyped(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.trim() !== '' && Number.isFinite(+value) ? +value : [value];
  if (Array.isArray(value)) return { ...value };
  return typeof value === 'object' && value !== null ? Object.values(value) : String(value);
}

/** As an own property even where the name is `__proto__`. */
function define(holder: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

const damageKinds = ['cut', 'flip', 'insert', 'repeat', 'drop'] as const;
interface Damage {
  /** Where, in parts of a million of the length. */
  readonly where: number;
  readonly kind: (typeof damageKinds)[number];
  readonly byte: number;
}
export type Damages = readonly Damage[];

/** Damage to bytes, as a disk, a cut line or a hand does it. */
export const damages: fc.Arbitrary<Damages> = fc.array(
  fc.record({ where: fc.nat(1_000_000), kind: fc.constantFrom(...damageKinds), byte: fc.nat(255) }),
  { maxLength: 4 },
);

export function damaged(bytes: Uint8Array, list: Damages): Buffer {
  let result = Buffer.from(bytes);
  for (const { where, kind, byte } of list) {
    const at = Math.floor((where * result.length) / 1_000_001);
    const [before, after] = [result.subarray(0, at), result.subarray(at)];
    if (kind === 'cut') result = Buffer.from(before);
    else if (kind === 'insert') result = Buffer.concat([before, Buffer.from([byte]), after]);
    else if (kind === 'drop') result = Buffer.concat([before, after.subarray(1 + byte)]);
    else if (kind === 'repeat') result = Buffer.concat([before, after.subarray(0, 1 + byte), after]);
    else if (at < result.length) result[at] = (result[at] ?? 0) ^ (byte || 1);
  }
  return result;
}

/** The text of a payload after changes of its structure and then of its bytes. */
export const spoiled = (payload: unknown): fc.Arbitrary<Buffer> =>
  fc
    .tuple(changes, fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: damages }))
    .map(([list, damage]) => damaged(Buffer.from(changed(payload, list)), damage));
