import { accountEndpoints } from './account-endpoints.ts';
import type { Endpoint } from './api-call.ts';
import { deviceEndpoints } from './device-endpoints.ts';
import { paymentEndpoints } from './payment-endpoints.ts';
import { recordEndpoints } from './record-endpoints.ts';

const ENDPOINTS = [...accountEndpoints, ...deviceEndpoints, ...recordEndpoints, ...paymentEndpoints].map(
  (endpoint) => ({
    endpoint,
    pattern: patternOf(endpoint.path),
  }),
);

export type RouteMatch =
  | {
      readonly found: 'endpoint';
      readonly endpoint: Endpoint;
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly found: 'other-method' }
  | { readonly found: 'nothing' };

/** Finds the endpoint of a call; `path` is below the base. */
export function matchRoute(method: string, path: string): RouteMatch {
  const onPath = ENDPOINTS.filter(({ pattern }) => pattern.test(path));
  const hit = onPath.find(({ endpoint }) => endpoint.method === method);
  if (!hit) return onPath.length > 0 ? { found: 'other-method' } : { found: 'nothing' };
  const groups = hit.pattern.exec(path)?.groups ?? {};
  const params = Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
  return { found: 'endpoint', endpoint: hit.endpoint, params };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
