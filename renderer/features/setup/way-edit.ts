/** What is typed for the way results arrive: whether it can be used, and what main is asked to keep. Pure. */
import {
  type PublicUrlProblem,
  publicUrlProblem,
  readPublicUrl,
  readTunnelDomain,
} from '../../../shared/public-url.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';
import type { WayDraft } from '../../state/guide-store.ts';

export const wayFields = {
  none: [],
  ngrok: ['domain'],
  cloudflared: ['publicUrl', 'program'],
  own_url: ['publicUrl'],
} as const satisfies Readonly<Record<WayDraft['kind'], readonly (keyof WayDraft)[]>>;

export function wayOf(settings: TunnelSettings): WayDraft {
  const { kind, domain, publicUrl, program } = { domain: '', publicUrl: '', program: null, ...settings };
  return { kind, domain, publicUrl, program: program ?? '' };
}

/** What is wrong with the address; null for one that can be used, or where none is needed. */
export function wayProblem(draft: WayDraft, mayBePrivate: boolean): PublicUrlProblem | null {
  if (draft.kind === 'none') return null;
  if (draft.kind !== 'ngrok') return publicUrlProblem(draft.publicUrl, { mayBePrivate });
  const read = readTunnelDomain(draft.domain, { mayBePrivate });
  return read.ok ? null : read.problem;
}

/** In its one form. To be asked of a draft without a problem. */
export function waySettings(draft: WayDraft): TunnelSettings {
  const { kind } = draft;
  if (kind === 'none') return { kind };
  const text = kind === 'ngrok' ? draft.domain : draft.publicUrl;
  const read = (kind === 'ngrok' ? readTunnelDomain : readPublicUrl)(text, { mayBePrivate: true });
  const address = read.ok ? read.url : text.trim();
  if (kind === 'ngrok') return { kind, domain: address };
  if (kind === 'own_url') return { kind, publicUrl: address };
  const program = draft.program.trim();
  return { kind, publicUrl: address, program: program === '' ? null : program };
}
