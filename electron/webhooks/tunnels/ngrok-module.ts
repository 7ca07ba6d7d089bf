/** What we use of `@ngrok/ngrok` 1.7, so that a test can take its place. Its types hold this to the real one. */

export interface NgrokModule {
  readonly SessionBuilder: new () => NgrokSessionBuilder;
}

export interface NgrokSessionBuilder {
  authtoken(token: string): this;
  /** Seconds. */
  heartbeatInterval(seconds: number): this;
  /** Seconds until a heartbeat without an answer counts as a loss. */
  heartbeatTolerance(seconds: number): this;
  /** Called at each loss with the reason; true lets the module come back by itself, with the same session. */
  handleDisconnection(handler: (address: string, error: string) => boolean): this;
  /** Called at each answered heartbeat; a handler that throws would end the session. */
  handleHeartbeat(handler: (latencyMs: number) => void): this;
  connect(): Promise<NgrokSession>;
}

export interface NgrokSession {
  httpEndpoint(): NgrokEndpointBuilder;
  close(): Promise<void>;
}

export interface NgrokEndpointBuilder {
  domain(domain: string): this;
  listenAndForward(url: string): Promise<NgrokListener>;
}

export interface NgrokListener {
  close(): Promise<void>;
}

/** Native, so it is loaded only where it is wanted. @throws on a machine it was not built for */
export async function loadNgrok(): Promise<NgrokModule> {
  const { default: ngrok } = await import('@ngrok/ngrok');
  return ngrok;
}
