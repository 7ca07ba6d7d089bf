import type { App, Session, WebContents } from 'electron';
import type { Logger } from '../../shared/ports.ts';
import { appPageUrl } from './page-path.ts';

/** Cut to size: an address can be as long as the page likes. */
const urlShownLengthMax = 200;

export interface DenialOptions {
  /** Address of the development server, `http://localhost:5173/`; null in every built app. */
  readonly devServerUrl: string | null;
  readonly logger: Logger;
}

/**
 * Refuses, for every web contents there will ever be, all that a page could use to get out of its place: other pages,
 * new windows, embedded views. To be called before the first window is made.
 */
export function denyToPages(app: App, { devServerUrl, logger }: DenialOptions): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents, devServerUrl, logger));
}

function lockPage(contents: WebContents, devServerUrl: string | null, logger: Logger): void {
  /** The development server reloads the page by itself; a built page never navigates at all. */
  const isAllowed = (url: string): boolean => devServerUrl !== null && hasOrigin(url, devServerUrl);
  const note = (what: string, url: string): void =>
    logger.warn('the window was refused something', { what, url: url.slice(0, urlShownLengthMax) });

  // SECURITY: 13 - three events, since each catches ways the others do not: the page itself, its frames, redirects.
  contents.on('will-navigate', (details) => {
    if (isAllowed(details.url)) return;
    details.preventDefault();
    note('navigation', details.url);
  });
  contents.on('will-frame-navigate', (details) => {
    if (isAllowed(details.url)) return;
    details.preventDefault();
    note('frame navigation', details.url);
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
    note('redirect', details.url);
  });
  // SECURITY: 14
  contents.setWindowOpenHandler(({ url }) => {
    note('new window', url);
    return { action: 'deny' };
  });
  // SECURITY: 12
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    note('webview', '');
  });
}

/** Refuses permissions, devices, downloads and the network to everything that runs in the session. */
export function denyToSession(session: Session, { devServerUrl, logger }: DenialOptions): void {
  const note = (what: string, detail: string): void =>
    logger.warn('the window was refused something', { what, detail: detail.slice(0, urlShownLengthMax) });

  // SECURITY: 5 - the list of what is granted is empty.
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    note('permission', permission);
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);

  session.on('will-download', (event, item) => {
    event.preventDefault();
    note('download', item.getURL());
  });

  // SECURITY: 1 - the window has no network: only its own files load, and in development the server that makes them.
  session.webRequest.onBeforeRequest((details, callback) => {
    const cancel = !isOwnRequest(details.url, devServerUrl);
    if (cancel) note('request', details.url);
    callback({ cancel });
  });
}

/** Exported for its test: compares parsed addresses, never the beginning of a text. */
export function isOwnRequest(url: string, devServerUrl: string | null): boolean {
  if (hasOrigin(url, appPageUrl)) return true;
  if (devServerUrl === null) return false;
  return (
    hasOrigin(url, devServerUrl) ||
    hasOrigin(url, devServerUrl.replace(/^http/, 'ws')) ||
    url.startsWith('devtools://')
  );
}

function hasOrigin(url: string, ours: string): boolean {
  if (!URL.canParse(url)) return false;
  const asked = new URL(url);
  const own = new URL(ours);
  return asked.protocol === own.protocol && asked.host === own.host;
}
