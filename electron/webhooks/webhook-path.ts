import type { Random } from '../../shared/ports.ts';
import { isWebhookPath } from '../../shared/webhook-path.ts';

const randomBytes = 24;
const triesMax = 100;

/**
 * A path nobody can guess: `/hook/` and 32 characters, 192 random bits. The endpoint cannot check the Host header,
 * since every tunnel writes its own, so this and the signature are what keeps others out.
 * @throws Error when the random source gives too few bytes or nothing usable: a bug of ours
 */
export function randomPath(random: Random): string {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const bytes = random.bytes(randomBytes);
    if (bytes.length < randomBytes) throw new Error('the random source gave too few bytes');
    const path = `/hook/${Buffer.from(bytes).subarray(0, randomBytes).toString('base64url')}`;
    if (isWebhookPath(path)) return path;
  }
  throw new Error('the random source gives no usable path');
}
