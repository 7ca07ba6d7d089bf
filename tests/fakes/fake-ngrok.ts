/** The shape of ngrok's module with a session in the test's hand. */
import type { NgrokModule, NgrokSessionBuilder } from '../../electron/webhooks/tunnels/ngrok-module.ts';

export interface FakeNgrok {
  readonly module: NgrokModule;
  /** What a session was asked for, oldest first. */
  readonly sessions: FakeSession[];
  /** Refuses from now on, at the login or at the address; null for none. */
  refuse(at: 'connect' | 'listen', message: string | null): void;
  /** `connect` waits until this is called with false again. */
  hold(isHeld: boolean): void;
}

interface FakeSession {
  readonly token: string;
  domain: string | null;
  forwardsTo: string | null;
  isClosed: boolean;
  /** The line is gone; @returns whether the module is to come back by itself */
  lose(error: string): boolean | undefined;
  beat(): void;
}

export function createFakeNgrok(): FakeNgrok {
  const sessions: FakeSession[] = [];
  const refusals: { connect: string | null; listen: string | null } = { connect: null, listen: null };
  let held: Promise<void> = Promise.resolve();
  let release = (): void => undefined;

  class SessionBuilder implements NgrokSessionBuilder {
    #token = '';
    #lost: ((address: string, error: string) => boolean) | null = null;
    #beat: ((latencyMs: number) => void) | null = null;
    authtoken(token: string) {
      this.#token = token;
      return this;
    }
    heartbeatInterval() {
      return this;
    }
    heartbeatTolerance() {
      return this;
    }
    handleDisconnection(handler: (address: string, error: string) => boolean) {
      this.#lost = handler;
      return this;
    }
    handleHeartbeat(handler: (latencyMs: number) => void) {
      this.#beat = handler;
      return this;
    }
    async connect() {
      await held;
      if (refusals.connect !== null) throw new Error(refusals.connect);
      const session: FakeSession = {
        token: this.#token,
        domain: null,
        forwardsTo: null,
        isClosed: false,
        lose: (error) => this.#lost?.('connect.ngrok-agent.com:443', error),
        beat: () => this.#beat?.(20),
      };
      sessions.push(session);
      const endpoint = {
        domain(domain: string) {
          session.domain = domain;
          return endpoint;
        },
        async listenAndForward(url: string) {
          if (refusals.listen !== null) throw new Error(refusals.listen);
          session.forwardsTo = url;
          return { close: async () => undefined };
        },
      };
      return {
        httpEndpoint: () => endpoint,
        async close() {
          session.isClosed = true;
        },
      };
    }
  }

  return {
    module: { SessionBuilder },
    sessions,
    refuse(at, message) {
      refusals[at] = message;
    },
    hold(isHeld) {
      release();
      held = isHeld ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
    },
  };
}
