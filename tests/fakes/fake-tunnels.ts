/** Tunnels in the test's hand, for what is decided about them. */
import {
  holdCondition,
  type OpenTunnel,
  type TunnelCondition,
  type TunnelRequest,
} from '../../electron/webhooks/tunnels/tunnel.ts';

interface FakeTunnel {
  readonly request: TunnelRequest;
  isStarted: boolean;
  isStopped: boolean;
  say(condition: Partial<TunnelCondition> & Pick<TunnelCondition, 'state'>): void;
}

export interface FakeTunnels {
  readonly open: OpenTunnel;
  /** Every one that was opened, oldest first. */
  readonly all: readonly FakeTunnel[];
  newest(): FakeTunnel;
  /** How many are started and not stopped. */
  running(): number;
  /** `stop` waits until this is called with false again. */
  holdStop(isHeld: boolean): void;
}

export function createFakeTunnels(): FakeTunnels {
  const all: FakeTunnel[] = [];
  let held: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  return {
    all,
    open(request) {
      const condition = holdCondition();
      const tunnel: FakeTunnel = { request, isStarted: false, isStopped: false, say: condition.set };
      all.push(tunnel);
      return {
        start() {
          tunnel.isStarted = true;
        },
        async stop() {
          condition.seal();
          await held;
          tunnel.isStopped = true;
        },
        condition: condition.current,
        onChange: condition.onChange,
      };
    },
    newest() {
      const tunnel = all.at(-1);
      if (!tunnel) throw new Error('no tunnel was opened');
      return tunnel;
    },
    running: () => all.filter(({ isStarted, isStopped }) => isStarted && !isStopped).length,
    holdStop(isHeld) {
      release();
      held = isHeld ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
    },
  };
}
