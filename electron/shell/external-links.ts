import { shell } from 'electron';
import type { LinkName } from '../../shared/ipc-contract.ts';

/**
 * SECURITY: 15 - the window names a link, never an address; these are the only ones that ever open. Null: there is no
 * such page yet.
 */
const linkUrls: Readonly<Record<LinkName, `https://${string}` | null>> = {
  helcim_pairing: 'https://devdocs.helcim.com/docs/pairing-devices-with-your-third-party-system',
  helcim_webhooks: 'https://devdocs.helcim.com/docs/webhooks',
  helcim_api_access: 'https://devdocs.helcim.com/docs/creating-an-api-access-token',
  project: null,
};

/**
 * Opens a link of the closed list in the person's own browser.
 * @returns false when there is no such page or the system has nothing to open it with.
 */
export async function openLink(name: LinkName): Promise<boolean> {
  const url = linkUrls[name];
  if (url === null) return false;
  try {
    await shell.openExternal(url);
    return true;
  } catch {
    return false;
  }
}
