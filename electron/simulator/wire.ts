import type { ServerResponse } from 'node:http';

/** The exact bytes of a reply. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}

/** The way back to one caller: an HTTP response, or a test's own. */
export interface ReplyLine {
  send(wire: Wire): void;
  /** Promises the whole body, sends only this much of it, and ends the connection. */
  sendPart(wire: Wire, part: Buffer): void;
  /** Ends the connection without an answer. */
  reset(): void;
  /** Sends status and headers; what follows comes by `write` and ends with `end`. */
  begin(wire: Wire): void;
  write(chunk: Buffer): void;
  end(): void;
  /** Whether the caller is gone. */
  isGone(): boolean;
}

export function httpReplyLine(response: ServerResponse): ReplyLine {
  return {
    send: (wire) => void response.writeHead(wire.status, wire.headers).end(wire.bodyText),
    sendPart(wire, part) {
      response.writeHead(wire.status, wire.headers);
      response.write(part, () => response.socket?.destroy());
    },
    reset: () => void response.socket?.resetAndDestroy(),
    begin(wire) {
      response.writeHead(wire.status, wire.headers);
      response.flushHeaders();
    },
    write: (chunk) => void response.write(chunk),
    end: () => void response.end(),
    isGone: () => response.destroyed,
  };
}
