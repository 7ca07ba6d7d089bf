import { shell } from 'electron';
import type { LinkName } from '../../shared/ipc-contract.ts';

/** SECURITY: 15 - the window names a link, never an address; these are the only ones that ever open. */
const linkUrls: Readonly<Record<LinkName, `https://${string}`>> = {
  helcim_pairing: 'https://devdocs.helcim.com/docs/pairing-devices-with-your-third-party-system',
  helcim_webhooks: 'https://devdocs.helcim.com/docs/webhooks',
  helcim_api_access: 'https://devdocs.helcim.com/docs/creating-an-api-access-token',
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
