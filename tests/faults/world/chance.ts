import { type Drawing, drawFrom } from '../../fakes/drawing.ts';

/**
 * A stream of chance of its own for each purpose, so that leaving out one step of a history changes as little as
 * possible of the rest when it is shrunk.
 */
export function streamOf(seed: number, purpose: string): Drawing {
  let mixed = seed >>> 0;
  for (let index = 0; index < purpose.length; index += 1) {
    mixed = Math.imul(mixed ^ purpose.charCodeAt(index), 0x01000193) >>> 0;
    mixed = (mixed ^ (mixed >>> 13)) >>> 0;
  }
  return drawFrom(mixed);
}
