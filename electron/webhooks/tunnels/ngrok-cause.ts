/**
 * Why ngrok refused or lost a session, from its error's text. Pure and total.
 * @see https://ngrok.com/docs/errors/reference
 */
import type { TunnelCause } from '../../../shared/tunnel.ts';

const causes: Readonly<Partial<Record<TunnelCause, readonly number[]>>> = {
  // Not like a token, of an old version, revoked, its account suspended or unverified, or not allowed from here.
  wrong_token: [103, 105, 106, 107, 109, 115, 116, 118, 4018],
  // Not allowed on this plan, not reserved, or reserved by another account.
  domain_not_yours: [313, 314, 315, 316, 317, 318, 319, 320, 15002],
  already_online: [334],
  too_many_agents: [108, 324],
  // Connections, requests or bytes of the plan are used up.
  rate_limited: [702, 703, 717, 725, 726, 727],
};

const codeShape = /ERR_NGROK_(\d{1,5})/;

export function ngrokCause(message: string): TunnelCause {
  const code = Number(codeShape.exec(message)?.[1]);
  for (const [cause, codes] of Object.entries(causes) as [TunnelCause, readonly number[]][]) {
    if (codes.includes(code)) return cause;
  }
  if (!Number.isNaN(code)) return 'unknown';
  if (/authtoken|authentication failed/i.test(message)) return 'wrong_token';
  return /connect|dns|resolve|network|timed? ?out|unreachable|reset|closed|eof/i.test(message)
    ? 'network_away'
    : 'unknown';
}
