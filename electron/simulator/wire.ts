import type { ServerResponse } from 'node:http';

/** The exact bytes of a reply. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}

export function send(response: ServerResponse, wire: Wire): void {
  response.writeHead(wire.status, wire.headers).end(wire.bodyText);
}
