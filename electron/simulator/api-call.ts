import type { StruckCall } from './faults.ts';
import type { Permission } from './permissions.ts';
import type { World } from './world.ts';

/** A call that has passed authentication, permission and limits. */
export interface ApiCall {
  /** Values of the path's `{…}` parts. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; undefined when there is none or it is not JSON. */
  readonly body: unknown;
  readonly faults: StruckCall;
}

/** `body` is sent as JSON; undefined sends nothing. */
export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Below the base, with `{name}` for a variable part. */
  readonly path: string;
  readonly permission: Permission;
  /** Does everything at once: no other call can come between its check and its effect. */
  run(world: World, call: ApiCall): ApiReply;
}

/** `errors` has many forms on Helcim's wire; each caller passes the one of its place. */
export function refuse(status: number, errors: unknown): ApiReply {
  return { status, body: { errors } };
}

/** A query value that must be a whole number: the number, undefined when absent, or null when it is something else. */
export function wholeNumber(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
