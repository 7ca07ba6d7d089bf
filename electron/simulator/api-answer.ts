import { type ApiReply, refuse } from './api-call.ts';
import { matchRoute } from './api-routes.ts';
import type { StruckCall } from './faults.ts';
import { isAllowed, type TokenName } from './permissions.ts';
import type { RecordedRequest } from './recorded-requests.ts';
import type { World } from './world.ts';

/**
 * What Helcim answers to a call that reached it: token, limits, route, permission, then the endpoint.
 * All effects have happened when this returns.
 */
export function answerCall(world: World, request: RecordedRequest, faults: StruckCall): ApiReply {
  // A browser's preflight carries no token; the reply's headers then forbid it to send one.
  if (request.method === 'OPTIONS') return { status: 204 };
  if (request.token === 'missing') return refuse(401, 'Unauthorized');
  if (request.token === 'unknown') return refuse(world.behaviour.invalidTokenStatus, 'Unauthorized');
  const limited = faults.get('rate-limited');
  if (limited || !world.limits.admit()) return tooMany(limited?.retryAfterSeconds);
  const route = matchRoute(request.method, request.path);
  if (route.found === 'other-method') return refuse(405, 'Method Not Allowed');
  if (route.found === 'nothing') return refuse(404, 'Not Found');
  if (!isAllowed(request.token as TokenName, route.endpoint.permission)) {
    const text = 'No access permission';
    return refuse(403, request.path.startsWith('/devices') ? [text] : text);
  }
  if (request.bodyText !== '' && request.body === null) return refuse(400, 'Invalid JSON');
  if (faults.get('batch-closes-first')) world.batches.close();
  return route.endpoint.run(world, {
    params: route.params,
    query: request.query,
    headers: request.headers,
    body: request.body ?? undefined,
    faults,
  });
}

function tooMany(retryAfterSeconds: number | undefined): ApiReply {
  const reply = refuse(429, 'Too Many Requests');
  return retryAfterSeconds === undefined
    ? reply
    : { ...reply, headers: { 'retry-after': String(retryAfterSeconds) } };
}
