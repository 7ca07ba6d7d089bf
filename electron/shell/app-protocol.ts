import type { Protocol } from 'electron';
import { protocol } from 'electron';
import type { Random } from '../../shared/ports.ts';
import { appScheme } from './page-path.ts';
import { createPageResponder } from './page-response.ts';

/**
 * SECURITY: 18 - standard and secure, no more: no CSP bypass, no fetch, no service workers.
 * Must run before the app is ready.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);
}

/**
 * Serves the built window under its own scheme. To be called once the app is ready.
 * @param target the protocol registry of the window's session.
 * @param root absolute path of the built renderer folder.
 */
export function serveApp(target: Protocol, root: string, random: Random): void {
  const respond = createPageResponder(root, random);
  target.handle(appScheme, (request) => respond(request));
}
