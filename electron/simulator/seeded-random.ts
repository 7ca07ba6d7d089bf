import { createHmac } from 'node:crypto';

/** One repeatable stream of random values. Streams of different names do not disturb each other. */
export interface SeededRandom {
  bytes(length: number): Buffer;
  /** From 0 (included) to 1 (excluded). */
  fraction(): number;
  /** Whole number, both ends included. */
  integer(min: number, max: number): number;
  text(length: number, alphabet: string): string;
}

const BLOCK_BYTES = 32;

/** HMAC-SHA256 in counter mode: plenty for a simulator, and the same on every machine. */
export function seededRandom(seed: string, stream: string): SeededRandom {
  let counter = 0;

  function bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let filled = 0; filled < length; filled += BLOCK_BYTES) {
      blocks.push(createHmac('sha256', seed).update(`${stream}:${counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  }

  const fraction = () => bytes(6).readUIntBE(0, 6) / 2 ** 48;
  const integer = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    bytes,
    fraction,
    integer,
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join(''),
  };
}
