/** The schema of a chosen tunnel, for whatever crosses a border: a call of the window, a settings file, an import. */
import { z } from 'zod';
import { readPublicUrl, readTunnelDomain } from './public-url.ts';
import type { TunnelSettings } from './tunnel.ts';

const textLengthMax = 1_000;
const programLengthMax = 500;

/**
 * Read into its one form. An address of this machine passes: whether one may be used is for those to say who know
 * whether the app is only being tried out.
 */
const publicUrl = pasted((text) => readPublicUrl(text, { mayBePrivate: true }));
const domain = pasted((text) => readTunnelDomain(text));
const program = z.string().max(programLengthMax).refine(isCloudflaredPath).nullable();

export const tunnelSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('ngrok'), domain }),
  z.strictObject({ kind: z.literal('cloudflared'), publicUrl, program }),
  z.strictObject({ kind: z.literal('own_url'), publicUrl }),
]) satisfies z.ZodType<TunnelSettings>;

/**
 * SECURITY: 15. What is named here is started as a program. It has to be called cloudflared and lie at an absolute path,
 * so that a page which was taken over cannot have a shell started by way of a setting.
 */
export function isCloudflaredPath(text: string): boolean {
  if (/\p{Cc}/u.test(text) || !text.isWellFormed() || /(?:^|[/\\])\.\.?(?:[/\\]|$)/.test(text)) return false;
  return /^(?:\/|[A-Za-z]:[/\\])(?:[^/\\]+[/\\])*cloudflared(?:\.exe)?$/i.test(text);
}

function pasted(read: typeof readTunnelDomain) {
  return z
    .string()
    .max(textLengthMax)
    .transform((text, context) => {
      const result = read(text);
      if (result.ok) return result.url;
      context.addIssue({ code: 'custom', message: result.problem });
      return z.NEVER;
    });
}
