/** The largest input of the contract is far below all of these. */
const depthMax = 6;
const valuesMax = 500;
const charactersMax = 20_000;

/**
 * True for a small, plain, JSON-like value. Walks no further than the limits, so that a hostile input costs little
 * before a schema ever sees it; anything structured clone can carry but JSON cannot (maps, buffers, dates, cycles)
 * is refused.
 */
export function isWithinBounds(input: unknown): boolean {
  let values = 0;
  let characters = 0;

  function countText(text: string): boolean {
    characters += text.length;
    return characters <= charactersMax;
  }
  function walk(value: unknown, depth: number): boolean {
    values += 1;
    if (values > valuesMax || depth > depthMax) return false;
    if (value === null || value === undefined || typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isFinite(value);
    if (typeof value === 'string') return countText(value);
    if (Array.isArray(value))
      return value.length <= valuesMax && value.every((item) => walk(item, depth + 1));
    if (!isPlainObject(value)) return false;
    for (const name in value) {
      if (!countText(name) || !walk((value as Record<string, unknown>)[name], depth + 1)) return false;
    }
    return true;
  }
  return walk(input, 0);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
