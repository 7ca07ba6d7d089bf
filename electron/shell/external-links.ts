import { shell } from 'electron';
import type { LinkName } from '../../shared/ipc-contract.ts';

/** SECURITY: 15 - the window names a link, never an address; these are the only ones that ever open. */
const linkUrls: Readonly<Record<LinkName, `https://${string}`>> = {
  helcim_pairing: 'https://devdocs.helcim.com/docs/pairing-devices-with-your-third-party-system',
  helcim_pairing_mode: 'https://devdocs.helcim.com/docs/turning-pairing-mode-on-and-off',
  helcim_api_mode: 'https://devdocs.helcim.com/v2.2/docs/turning-api-mode-on-and-off',
  helcim_webhooks: 'https://devdocs.helcim.com/docs/webhooks',
  helcim_api_access: 'https://devdocs.helcim.com/docs/creating-an-api-access-token',
  helcim_test_account: 'https://devdocs.helcim.com/docs/developer-testing',
  ngrok_domains: 'https://dashboard.ngrok.com/domains',
  ngrok_authtoken: 'https://dashboard.ngrok.com/get-started/your-authtoken',
  cloudflared_download:
    'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/',
};

/**
 * Opens a link of the closed list in the person's own browser.
 * @returns false when the system has nothing to open it with.
 */
export async function openLink(name: LinkName): Promise<boolean> {
  try {
    await shell.openExternal(linkUrls[name]);
    return true;
  } catch {
    return false;
  }
}
