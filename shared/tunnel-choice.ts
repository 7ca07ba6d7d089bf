/** What carries the public address to the webhook endpoint, as it is chosen; how it runs is the main process's. */
export type TunnelChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'ngrok'; readonly domain: string }
  | { readonly kind: 'cloudflared'; readonly publicUrl: string; readonly program: string | null }
  | { readonly kind: 'own_url'; readonly publicUrl: string };

export const tunnelKinds = ['none', 'ngrok', 'cloudflared', 'own_url'] as const;
