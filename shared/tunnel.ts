/** What window and main say about the way that a webhook takes from the internet to this machine. Holds no secret. */

export const tunnelKinds = ['none', 'ngrok', 'cloudflared', 'own_url'] as const;
export type TunnelKind = (typeof tunnelKinds)[number];

/** Whether what carries webhooks to this machine was told our port by a person, elsewhere; ngrok's part is told by us. */
export function isPortKnownElsewhere(kind: TunnelKind): boolean {
  return kind === 'cloudflared' || kind === 'own_url';
}

/** What a manager has chosen; the schema is in `tunnel-settings.ts`, which only main loads. */
export type TunnelSettings =
  /** Results come by look-up alone. */
  | { readonly kind: 'none' }
  /** `domain`: reserved at ngrok, without `https://`. */
  | { readonly kind: 'ngrok'; readonly domain: string }
  /** `program`: absolute path of the binary; null: found on the PATH and in the usual places. */
  | { readonly kind: 'cloudflared'; readonly publicUrl: string; readonly program: string | null }
  /** A reverse proxy, Tailscale Funnel or the like, which the shop runs by itself. */
  | { readonly kind: 'own_url'; readonly publicUrl: string };

/**
 * `off`: none is set. `starting`: nothing is known yet. `up`: carries. `degraded`: carries, but not as it should.
 * `down`: nothing comes through.
 */
export type TunnelState = 'off' | 'starting' | 'up' | 'degraded' | 'down';

export const tunnelCauses = [
  /** cloudflared is not installed, or the path does not lead to it. */
  'no_binary',
  'no_token',
  'wrong_token',
  /** The domain is not reserved, or belongs to another account. */
  'domain_not_yours',
  /** The address is being served from somewhere else. */
  'already_online',
  'too_many_agents',
  'rate_limited',
  /** Our own endpoint does not listen, so there is nowhere to carry to. */
  'port_unreachable',
  'child_died',
  /** It neither says that it is up nor that it failed, or it no longer answers. */
  'hangs',
  'network_away',
  /** It was up; it tries to come back by itself. */
  'connection_lost',
  /** Some of its connections are gone. */
  'fewer_connections',
  /** The tunnel says that it is up, but the self-test did not come through; its own problem says why. */
  'self_test_failed',
  /** The self-test came through, with something to be said about it. */
  'self_test_warns',
  /** The part that makes ngrok's tunnel cannot be loaded on this machine. */
  'module_missing',
  'unknown',
] as const;
export type TunnelCause = (typeof tunnelCauses)[number];

export const selfTestProblems = [
  'no_tunnel',
  'not_listening',
  'dns',
  'network_away',
  'tls_expired',
  'tls_wrong_host',
  'tls_untrusted',
  'tls_failed',
  'refused',
  'timeout',
  'cut',
  /** The tunnel's own page: it is up, but our endpoint is not behind it. */
  'tunnel_error',
  'wrong_path',
  'redirected',
  'login_wall',
  'html_page',
  /** Answered like our endpoint, but the event is not here: another till is behind this address. */
  'other_till',
  'method_changed',
  'headers_removed',
  'body_changed',
  /** Our endpoint refused the time on the event. */
  'time_refused',
  'busy',
  'unexpected_answer',
  // Warnings: the event came through.
  'slow',
  'clock_skew',
] as const;
export type SelfTestProblem = (typeof selfTestProblems)[number];

export interface SelfTestView {
  /** When it began, UTC milliseconds. */
  readonly atMs: number;
  /** The event came through; `problem` may still hold a warning. */
  readonly ok: boolean;
  readonly tookMs: number;
  readonly problem: SelfTestProblem | null;
  /** For support: a status, an error's code. */
  readonly detail: string | null;
}

export interface TunnelView {
  readonly kind: TunnelKind;
  readonly state: TunnelState;
  readonly cause: TunnelCause | null;
  /** For support, without secrets; in the tool's own words, cut to size. */
  readonly detail: string | null;
  /** Since when this state holds, UTC milliseconds. */
  readonly sinceMs: number;
  /** What Helcim's webhook page has to be given, our path included; null without a tunnel. */
  readonly publicUrl: string | null;
  /** How long until the next try, at the making of this; null when none is planned. */
  readonly nextTryInMs: number | null;
  readonly lastSelfTest: SelfTestView | null;
}

/** The address that Helcim has to post to. */
export function publicWebhookUrl(settings: TunnelSettings, webhookPath: string): string | null {
  switch (settings.kind) {
    case 'none':
      return null;
    case 'ngrok':
      return `https://${settings.domain}${webhookPath}`;
    case 'cloudflared':
    case 'own_url':
      return `${settings.publicUrl}${webhookPath}`;
  }
}
