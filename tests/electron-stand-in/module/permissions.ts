import type { DevTools } from '../browser/devtools.ts';
import { toAppUrl } from '../window/app-address.ts';
import { defaultSession } from './session.ts';

/** Electron's permission name, and the browser's descriptors of it. */
const PERMISSIONS: readonly (readonly [string, object])[] = [
  ['geolocation', { name: 'geolocation' }],
  ['notifications', { name: 'notifications' }],
  ['midi', { name: 'midi' }],
  ['midiSysex', { name: 'midi', sysex: true }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write', allowWithoutSanitization: false }],
  ['background-sync', { name: 'background-sync' }],
  ['persistent-storage', { name: 'persistent-storage' }],
  ['idle-detection', { name: 'idle-detection' }],
  ['storage-access', { name: 'storage-access' }],
  ['window-management', { name: 'window-management' }],
  ['local-fonts', { name: 'local-fonts' }],
  ['display-capture', { name: 'display-capture' }],
  ['screen-wake-lock', { name: 'screen-wake-lock' }],
];

/** Sets what the page's origin may do, before it loads: what the app's permission check grants, and nothing else. */
export async function applyPermissions(
  devTools: DevTools,
  contents: unknown,
  address: string,
): Promise<void> {
  const { origin } = new URL(address);
  if (origin === 'null') return;
  const set = ([permission, descriptor]: readonly [string, object]) => {
    const setting = defaultSession.grants(contents, permission, toAppUrl(origin)) ? 'granted' : 'denied';
    // A permission this browser has never heard of cannot be granted by it either.
    return devTools
      .send('Browser.setPermission', { permission: descriptor, setting, origin })
      .catch(() => undefined);
  };
  await Promise.all(PERMISSIONS.map(set));
}
