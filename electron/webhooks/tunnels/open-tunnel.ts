/** Makes the tunnel that was chosen; its parts are the real ones unless a test gives others. */
import { type CloudflaredParts, createCloudflaredTunnel } from './cloudflared-tunnel.ts';
import type { NgrokModule } from './ngrok-module.ts';
import { createNgrokTunnel } from './ngrok-tunnel.ts';
import { holdCondition, type OpenTunnel, type Tunnel } from './tunnel.ts';

export interface OpenTunnelParts {
  readonly loadNgrok: () => Promise<NgrokModule>;
  readonly cloudflared: Omit<CloudflaredParts, 'findProgram'> & {
    /** @param program a path from Settings, or null to look for it */
    readonly findProgram: (program: string | null) => string | null;
  };
}

export function createOpenTunnel({ loadNgrok, cloudflared }: OpenTunnelParts): OpenTunnel {
  return ({ settings, secrets, port }) => {
    switch (settings.kind) {
      case 'ngrok':
        return createNgrokTunnel(
          { domain: settings.domain, authtoken: secrets.ngrokAuthtoken, port },
          loadNgrok,
          cloudflared.clock,
        );
      case 'cloudflared':
        return createCloudflaredTunnel(
          { token: secrets.cloudflaredToken, port },
          { ...cloudflared, findProgram: () => cloudflared.findProgram(settings.program) },
        );
      case 'own_url':
        return ownUrl();
    }
  };
}

/** Nothing of it is ours to start or to watch; whether it carries, only the self-test can tell. */
function ownUrl(): Tunnel {
  const condition = holdCondition();
  return {
    condition: condition.current,
    onChange: condition.onChange,
    start: () => condition.set({ state: 'up' }),
    stop: async () => condition.seal(),
  };
}
