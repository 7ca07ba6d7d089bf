import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';

/**
 * Helcim's own limit is not known; other users of the same sending service see 15 seconds. The machine's time, not
 * the simulator's: sockets know no other, and a test that lets hours pass would cut every delivery.
 */
const SILENCE_MAX_MS = 15_000;

/** A POST under way. `abort` makes it reject. */
export interface RunningPost {
  readonly status: Promise<number>;
  abort(reason: string): void;
}

/** Posts text on a connection of its own, follows no redirect, and reads nothing of the answer but its status. */
export function postText(
  url: string,
  headers: Readonly<Record<string, string>>,
  bodyText: string,
): RunningPost {
  const send = url.startsWith('https:') ? requestSecure : requestPlain;
  const request = send(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(bodyText)) },
  });
  const status = new Promise<number>((resolve, reject) => {
    request.on('error', reject);
    request.setTimeout(SILENCE_MAX_MS, () => request.destroy(new Error('the receiver took too long')));
    request.on('response', (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
  });
  request.end(bodyText);
  return { status, abort: (reason) => request.destroy(new Error(reason)) };
}
