/** What happened, in words and as a hash that is the same on every run of a seed. */
export interface Trace {
  tell(text: string): void;
  hash(): string;
  lines(): readonly string[];
}

/** @param isKept whether the words themselves are kept, for a history that is shown to a person */
export function createTrace(nowMs: () => number, isKept: boolean): Trace {
  const lines: string[] = [];
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;

  function mix(text: string): void {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      first = Math.imul(first ^ code, 2654435761);
      second = Math.imul(second ^ code, 1597334677);
    }
  }

  return {
    tell(text) {
      const atMs = nowMs();
      mix(`${atMs} ${text}`);
      if (isKept) lines.push(`${new Date(atMs).toISOString().slice(11, 23)} ${text}`);
    },
    hash() {
      const high =
        Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
      const low =
        Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
      return [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
    },
    lines: () => lines,
  };
}
