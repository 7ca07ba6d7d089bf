import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PublicUrlProblem,
  publicUrlProblem,
  readPublicUrl,
  readTunnelDomain,
} from '../../../shared/public-url.ts';
import { publicWebhookUrl } from '../../../shared/tunnel.ts';
import { isCloudflaredPath, tunnelSettingsSchema } from '../../../shared/tunnel-settings.ts';

const webhookPath = '/hook/a-path-only-this-test-knows-0000';

describe('an address for Helcim', () => {
  it.each([
    ['https://till.shop.example.com', 'https://till.shop.example.com'],
    ['https://TILL.Example.COM', 'https://till.example.com'],
    ['https://till.example.com/', 'https://till.example.com'],
    ['https://till.example.com:8443', 'https://till.example.com:8443'],
    ['https://till.example.com:443', 'https://till.example.com'],
    ['  https://till.example.com \n', 'https://till.example.com'],
    ['\r\n\thttps://till.example.com\r\n', 'https://till.example.com'],
    [`https://till.example.com${webhookPath}`, 'https://till.example.com'],
    ['https://93.184.216.34', 'https://93.184.216.34'],
    ['https://[2606:2800:220:1::1]', 'https://[2606:2800:220:1::1]'],
    ['https://172.15.0.1', 'https://172.15.0.1'],
    ['https://172.32.0.1', 'https://172.32.0.1'],
    ['https://100.63.0.1', 'https://100.63.0.1'],
    ['https://localhost.example.com', 'https://localhost.example.com'],
    ['https://kasse-münchen.example.com', 'https://xn--kasse-mnchen-jlb.example.com'],
  ])('is read from %j', (text, url) => {
    expect(readPublicUrl(text, { webhookPath })).toEqual({ ok: true, url });
  });

  it.each<[string, PublicUrlProblem]>([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['till.example.com', 'not_a_url'],
    ['//till.example.com', 'not_a_url'],
    ['https:till.example.com', 'not_a_url'],
    ['https:/till.example.com', 'not_a_url'],
    ['https://', 'not_a_url'],
    ['https:///till.example.com', 'not_a_url'],
    ['https://till.example .com', 'not_a_url'],
    ['https://till.exa\nmple.com', 'not_a_url'],
    ['https://till.example.com\\hook', 'not_a_url'],
    ['https://till.example.com:99999', 'not_a_url'],
    ['https://1.2.3.4.5.6', 'not_a_url'],
    ['ftp://till.example.com', 'not_a_url'],
    ['javascript://till.example.com', 'not_a_url'],
    ['http://till.example.com', 'not_https'],
    ['HTTP://till.example.com', 'not_https'],
    ['https://helcim.example.com', 'names_helcim'],
    ['https://HelCim-till.example.com', 'names_helcim'],
    ['https://till.example.com/helcim', 'names_helcim'],
    ['https://till.example.com/HELCIM/hook', 'names_helcim'],
    ['http://helcim.example.com', 'names_helcim'],
    ['https://h%65lcim.example.com', 'names_helcim'],
    ['https://ｈｅｌｃｉｍ.example.com', 'names_helcim'],
    ['https://me:secret@till.example.com', 'has_credentials'],
    ['https://me@till.example.com', 'has_credentials'],
    ['https://till.example.com?a=b', 'has_query'],
    ['https://till.example.com/?', 'has_query'],
    ['https://till.example.com/#top', 'has_query'],
    ['https://till.example.com#', 'has_query'],
    ['https://till.example.com//', 'trailing_slash'],
    ['https://till.example.com///', 'trailing_slash'],
    [`https://till.example.com${webhookPath}/`, 'trailing_slash'],
    ['https://till.example.com/hook', 'has_path'],
    ['https://till.example.com/hook/', 'has_path'],
    [`https://till.example.com/x${webhookPath}`, 'has_path'],
    ['https://till.example.com/%2f', 'has_path'],
    ['https://localhost', 'private_host'],
    ['https://localhost.', 'private_host'],
    ['https://till.localhost', 'private_host'],
    ['https://127.0.0.1', 'private_host'],
    ['https://127.1', 'private_host'],
    ['https://2130706433', 'private_host'],
    ['https://0.0.0.0', 'private_host'],
    ['https://10.0.0.1', 'private_host'],
    ['https://172.16.0.1', 'private_host'],
    ['https://172.31.255.255', 'private_host'],
    ['https://192.168.1.5:8443', 'private_host'],
    ['https://169.254.1.1', 'private_host'],
    ['https://100.64.0.1', 'private_host'],
    ['https://100.127.0.1', 'private_host'],
    ['https://255.255.255.255', 'private_host'],
    ['https://[::1]', 'private_host'],
    ['https://[::ffff:127.0.0.1]', 'private_host'],
    ['https://[fd00::1]', 'private_host'],
    ['https://[fe80::1]', 'private_host'],
    ['https://till', 'private_host'],
    ['https://till.local', 'private_host'],
    ['https://till.lan', 'private_host'],
    ['https://till.internal', 'private_host'],
    [`https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example.com`, 'too_long'],
  ])('is refused: %j is %s', (text, problem) => {
    expect(readPublicUrl(text, { webhookPath })).toEqual({ ok: false, problem });
  });

  it('may be of this machine where the app is only tried out', () => {
    expect(publicUrlProblem('https://localhost:8443', { mayBePrivate: true })).toBeNull();
    expect(publicUrlProblem('http://localhost:8443', { mayBePrivate: true })).toBe('not_https');
  });

  it('is whole with our path behind it, for every text that is taken', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ validSchemes: ['https', 'http'] }), fc.string()), (text) => {
        const read = readPublicUrl(text);
        if (!read.ok) return;
        const whole = new URL(`${read.url}${webhookPath}`);
        expect(whole.protocol).toBe('https:');
        expect(whole.pathname).toBe(webhookPath);
        expect(whole.href.toLowerCase()).not.toContain('helcim');
        // Read again, it is what it was.
        expect(readPublicUrl(read.url)).toEqual(read);
      }),
    );
  });
});

describe("ngrok's domain", () => {
  it.each([
    ['till.ngrok.app', 'till.ngrok.app'],
    [' https://Till.ngrok.app/ ', 'till.ngrok.app'],
  ])('is read from %j', (text, url) => {
    expect(readTunnelDomain(text)).toEqual({ ok: true, url });
  });

  it.each<[string, PublicUrlProblem]>([
    ['', 'empty'],
    ['https://', 'empty'],
    ['http://till.ngrok.app', 'not_https'],
    ['till.ngrok.app:8443', 'not_a_url'],
    ['till.ngrok.app/hook', 'has_path'],
    ['helcim.ngrok.app', 'names_helcim'],
    ['till', 'private_host'],
  ])('is refused: %j is %s', (text, problem) => {
    expect(readTunnelDomain(text)).toEqual({ ok: false, problem });
  });
});

describe('settings of a tunnel', () => {
  it.each([
    { kind: 'none' },
    { kind: 'ngrok', domain: 'till.ngrok.app' },
    { kind: 'cloudflared', publicUrl: 'https://till.example.com', program: null },
    { kind: 'cloudflared', publicUrl: 'https://till.example.com', program: '/opt/bin/cloudflared' },
    { kind: 'own_url', publicUrl: 'https://localhost:8443' },
  ])('are taken: %j', (settings) => {
    expect(tunnelSettingsSchema.parse(settings)).toEqual(settings);
  });

  it.each([
    { kind: 'none', domain: 'till.ngrok.app' },
    { kind: 'ngrok' },
    { kind: 'ngrok', domain: 'https://helcim.ngrok.app' },
    { kind: 'ngrok', domain: 'till.ngrok.app', authtoken: 'secret' },
    { kind: 'cloudflared', publicUrl: 'https://till.example.com' },
    { kind: 'cloudflared', publicUrl: 'https://till.example.com', program: 'cloudflared' },
    { kind: 'own_url', publicUrl: 'http://till.example.com' },
    { kind: 'own_url', publicUrl: 'x'.repeat(2_000) },
    { kind: 'frp' },
    null,
  ])('are refused: %j', (settings) => {
    expect(tunnelSettingsSchema.safeParse(settings).success).toBe(false);
  });

  it('keep one form of what was pasted', () => {
    const pasted = { kind: 'own_url', publicUrl: ' https://Till.example.com/\n' };
    expect(tunnelSettingsSchema.parse(pasted)).toEqual({
      kind: 'own_url',
      publicUrl: 'https://till.example.com',
    });
  });

  it.each([
    ['/usr/local/bin/cloudflared', true],
    ['C:\\Program Files (x86)\\cloudflared\\cloudflared.exe', true],
    ['D:/tools/Cloudflared.exe', true],
    ['cloudflared', false],
    ['./cloudflared', false],
    ['bin/cloudflared', false],
    ['/bin/sh', false],
    ['/usr/bin/cloudflared-evil', false],
    ['/usr/bin/evil-cloudflared', false],
    ['/usr/bin/../../tmp/cloudflared', false],
    ['/usr/bin/cloudflared\n-x', false],
    ['\\\\server\\share\\cloudflared.exe', false],
    ['', false],
  ])('name a program only where it is cloudflared: %j %s', (path, isOne) => {
    expect(isCloudflaredPath(path)).toBe(isOne);
  });

  it('make the address that Helcim is given', () => {
    expect(publicWebhookUrl({ kind: 'none' }, webhookPath)).toBeNull();
    expect(publicWebhookUrl({ kind: 'ngrok', domain: 'till.ngrok.app' }, webhookPath)).toBe(
      `https://till.ngrok.app${webhookPath}`,
    );
    expect(publicWebhookUrl({ kind: 'own_url', publicUrl: 'https://t.example.com:8443' }, webhookPath)).toBe(
      `https://t.example.com:8443${webhookPath}`,
    );
  });
});
