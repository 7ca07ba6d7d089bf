/** What a tunnel's own word and the self-test's come to, for the window. Pure. */
import type {
  SelfTestProblem,
  SelfTestView,
  TunnelCause,
  TunnelKind,
  TunnelState,
} from '../../../shared/tunnel.ts';
import type { TunnelCondition } from './tunnel.ts';

export interface ShownTunnel {
  readonly state: TunnelState;
  readonly cause: TunnelCause | null;
  readonly detail: string | null;
}

/**
 * A tunnel that says it is up is believed until a test shows otherwise; an address of the shop's own says nothing, so
 * only a test counts.
 * @param tested the last test since this tunnel came up; null while there is none
 */
export function tunnelShown(
  kind: TunnelKind,
  { state, cause, detail }: ShownTunnel | TunnelCondition,
  tested: SelfTestView | null,
): ShownTunnel {
  if (state !== 'up' && state !== 'degraded') return { state, cause, detail };
  if (tested === null)
    return kind === 'own_url' ? { state: 'starting', cause: null, detail: null } : { state, cause, detail };
  const { ok, problem, detail: testDetail } = tested;
  const said = [problem, testDetail].filter(Boolean).join(', ');
  if (problem === 'network_away') return { state: 'down', cause: problem, detail: testDetail };
  if (!ok) return { state: 'down', cause: 'self_test_failed', detail: said };
  if (problem !== null && state === 'up')
    return { state: 'degraded', cause: 'self_test_warns', detail: said };
  return { state, cause, detail };
}

/** Where the tunnel itself is the suspect; a certificate or a login wall is still there after a restart. */
const mendedByRestart: readonly SelfTestProblem[] = [
  'tunnel_error',
  'timeout',
  'cut',
  'refused',
  'other_till',
];
const failuresMax = 3;

/** Whether a tunnel that calls itself up, and through which nothing came several times in a row, is to be made anew. */
export function isLying(kind: TunnelKind, { ok, problem }: SelfTestView, failuresInARow: number): boolean {
  if (ok || problem === null || failuresInARow < failuresMax) return false;
  return (kind === 'ngrok' || kind === 'cloudflared') && mendedByRestart.includes(problem);
}
