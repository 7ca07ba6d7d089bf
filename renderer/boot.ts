/**
 * Runs before anything else of the window. Mantine writes its style text as HTML, which Trusted Types refuse
 * without a default policy; this one lets pass only text that cannot open a tag.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (text: string) => string | null }): unknown;
}

// SECURITY: rule 7 - the default policy is made once, first, and turns any markup into a refusal.
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
trusted?.createPolicy('default', { createHTML: (text) => (/[<>]/.test(text) ? null : text) });

/** The page's nonce. Read from the property: browsers empty the attribute. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The scroll lock behind dialogs looks for the nonce under this name.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
