import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from '../../shared/ports.ts';

/** The operating system's cryptographic generator. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  uuid: () => randomUUID(),
};
