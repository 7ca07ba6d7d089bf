import { describe, expect, it } from 'vitest';
import {
  cloudflaredArguments,
  cloudflaredEnvironment,
  findCloudflared,
} from '../../../../electron/webhooks/tunnels/cloudflared-program.ts';

const only = (path: string) => (asked: string) => asked === path;

describe('cloudflared', () => {
  it.each([
    ['linux', '/home/ada/bin:/usr/bin', '/home/ada/bin/cloudflared'],
    ['linux', '/usr/sbin', '/usr/local/bin/cloudflared'],
    ['linux', undefined, '/snap/bin/cloudflared'],
    ['darwin', '/usr/bin:/bin', '/opt/homebrew/bin/cloudflared'],
    ['win32', 'C:\\tools;D:\\x', 'D:\\x\\cloudflared.exe'],
    ['win32', '', 'C:\\Program Files (x86)\\cloudflared\\cloudflared.exe'],
  ] as const)('is found on %s with PATH %s at %s', (platform, path, place) => {
    const environment = { PATH: path };
    expect(findCloudflared({ program: null, platform, environment, isFile: only(place) })).toBe(place);
  });

  it('is taken from the PATH before the usual places', () => {
    const search = {
      program: null,
      platform: 'linux',
      environment: { PATH: '/opt/a' },
      isFile: () => true,
    } as const;
    expect(findCloudflared(search)).toBe('/opt/a/cloudflared');
  });

  it.each(['.:bin', '', ':', './tools:../x'])(
    'is never looked for below the current folder (PATH %j)',
    (path) => {
      const asked: string[] = [];
      findCloudflared({
        program: null,
        platform: 'linux',
        environment: { PATH: path },
        isFile: (place) => {
          asked.push(place);
          return false;
        },
      });
      expect(asked.every((place) => place.startsWith('/'))).toBe(true);
    },
  );

  it('is only where Settings say, when they say so', () => {
    const search = {
      program: '/opt/x/cloudflared',
      platform: 'linux',
      environment: { PATH: '/usr/bin' },
    } as const;
    expect(findCloudflared({ ...search, isFile: only('/usr/bin/cloudflared') })).toBeNull();
    expect(findCloudflared({ ...search, isFile: () => true })).toBe('/opt/x/cloudflared');
  });

  it('is not found where there is none', () => {
    const search = { program: null, platform: 'linux', environment: { PATH: '/usr/bin' } } as const;
    expect(findCloudflared({ ...search, isFile: () => false })).toBeNull();
  });
});

describe('what cloudflared is given', () => {
  it('M11 is its own token by the environment, and nothing else that is ours', () => {
    const ours = {
      PATH: '/usr/bin',
      HOME: '/home/ada',
      TILLSIDE_HELCIM_TOKEN: 'api-token',
      TILLSIDE_WEBHOOK_VERIFIER: 'verifier',
      NGROK_AUTHTOKEN: 'ngrok-token',
      NODE_OPTIONS: '--inspect',
    };
    expect(cloudflaredEnvironment(ours, 'tunnel-token', { port: 49_152 })).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/ada',
      TUNNEL_TOKEN: 'tunnel-token',
      TUNNEL_URL: 'http://127.0.0.1:49152',
      TUNNEL_LOG_OUTPUT: 'default',
      TUNNEL_GRACE_PERIOD: '2s',
      NO_AUTOUPDATE: 'true',
    });
  });

  it('M11 is no secret on the command line', () => {
    expect(cloudflaredArguments.join(' ')).toBe(
      'tunnel --no-autoupdate --loglevel info --metrics 127.0.0.1:0 run',
    );
  });
});
