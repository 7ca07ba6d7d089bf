import { describe, expect, it } from 'vitest';
import { readSwitches } from '../../../electron/settings/switches.ts';

const token = 'aT0k3n-of.the_test';
const verifier = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
type Env = Record<string, string | undefined>;
const read = (env: Env) => readSwitches({ ...env }, { isPackaged: false });

function problems(env: Env): readonly string[] {
  const result = read(env);
  return result.ok ? [] : result.problems;
}

describe('readSwitches', () => {
  it('asks nothing when nothing is set', () => {
    expect(read({ PATH: '/bin', TILLSIDE_HELCIM_URL: '  ' })).toEqual({
      ok: true,
      switches: {
        helcim: null,
        webhookVerifier: null,
        webhookPort: null,
        webhookPath: null,
        userData: null,
        clockRate: 1,
      },
      ignored: [],
    });
  });

  it('reads every switch', () => {
    const result = read({
      TILLSIDE_HELCIM_URL: 'http://127.0.0.1:4010/v2/',
      TILLSIDE_HELCIM_TOKEN: token,
      TILLSIDE_WEBHOOK_VERIFIER: `whsec_${verifier}`,
      TILLSIDE_WEBHOOK_PORT: '0',
      TILLSIDE_WEBHOOK_PATH: '/hooks/a-1_b.c~d',
      TILLSIDE_USER_DATA: process.cwd(),
      TILLSIDE_CLOCK_RATE: '12.5',
    });
    expect(result).toEqual({
      ok: true,
      switches: {
        helcim: { baseUrl: 'http://127.0.0.1:4010/v2', token },
        webhookVerifier: verifier,
        webhookPort: 0,
        webhookPath: '/hooks/a-1_b.c~d',
        userData: process.cwd(),
        clockRate: 12.5,
      },
      ignored: [],
    });
  });

  it.each([
    'https://api.example.com/v2',
    'http://localhost:8080/v2',
    'http://127.9.8.7/v2',
    'http://[::1]:9000/v2',
  ])('takes the address %s', (url) => {
    expect(read({ TILLSIDE_HELCIM_URL: url, TILLSIDE_HELCIM_TOKEN: token })).toMatchObject({
      ok: true,
      switches: { helcim: { baseUrl: url } },
    });
  });

  it.each([
    'http://api.example.com/v2',
    'http://127.0.0.1.example.com/v2',
    'http://localhost.example.com/v2',
    'http://10.0.0.5/v2',
    'http://0.0.0.0/v2',
    'ftp://localhost/v2',
    'file:///v2',
    'javascript:alert(1)',
    'https://user:hunter22@api.example.com/v2',
    'https://user@api.example.com/v2',
    'https://api.example.com/v2?key=1',
    'https://api.example.com/v2?',
    'https://api.example.com/v2#part',
    'api.example.com/v2',
    'https://',
  ])('refuses the address %s without repeating it', (url) => {
    const found = problems({ TILLSIDE_HELCIM_URL: url, TILLSIDE_HELCIM_TOKEN: token });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^TILLSIDE_HELCIM_URL must/);
    expect(found[0]).not.toContain('hunter22');
  });

  it('takes an address without a token, which the window then asks for, but no token without an address', () => {
    expect(read({ TILLSIDE_HELCIM_URL: 'https://api.example.com/v2' })).toMatchObject({
      switches: { helcim: { baseUrl: 'https://api.example.com/v2', token: null } },
    });
    expect(problems({ TILLSIDE_HELCIM_TOKEN: token })).toEqual([
      'TILLSIDE_HELCIM_TOKEN needs TILLSIDE_HELCIM_URL beside it',
    ]);
  });

  it.each([
    ['TILLSIDE_HELCIM_TOKEN', 'two words'],
    ['TILLSIDE_HELCIM_TOKEN', 'line\r\nbreak'],
    ['TILLSIDE_HELCIM_TOKEN', 'pässword'],
    ['TILLSIDE_HELCIM_TOKEN', 'x'.repeat(501)],
    ['TILLSIDE_WEBHOOK_VERIFIER', 'whsec_'],
    ['TILLSIDE_WEBHOOK_VERIFIER', '='],
    ['TILLSIDE_WEBHOOK_VERIFIER', 'A'],
    ['TILLSIDE_WEBHOOK_VERIFIER', 'not base64!'],
    ['TILLSIDE_WEBHOOK_PORT', '65536'],
    ['TILLSIDE_WEBHOOK_PORT', '-1'],
    ['TILLSIDE_WEBHOOK_PORT', '80.5'],
    ['TILLSIDE_WEBHOOK_PORT', '0x50'],
    ['TILLSIDE_WEBHOOK_PATH', 'no-slash'],
    ['TILLSIDE_WEBHOOK_PATH', '/with space'],
    ['TILLSIDE_WEBHOOK_PATH', '/query?x'],
    ['TILLSIDE_WEBHOOK_PATH', '/%2e%2e'],
    ['TILLSIDE_WEBHOOK_PATH', '/from-Helcim'],
    ['TILLSIDE_WEBHOOK_PATH', `/${'x'.repeat(200)}`],
    ['TILLSIDE_USER_DATA', 'relative/folder'],
    ['TILLSIDE_USER_DATA', '/with\0nul'],
    ['TILLSIDE_CLOCK_RATE', '0'],
    ['TILLSIDE_CLOCK_RATE', '0.5'],
    ['TILLSIDE_CLOCK_RATE', '601'],
    ['TILLSIDE_CLOCK_RATE', 'fast'],
    ['TILLSIDE_CLOCK_RATE', '1e2'],
  ])('refuses %s set to %j', (name, value) => {
    const env: Env = {
      TILLSIDE_HELCIM_URL: 'https://api.example.com/v2',
      TILLSIDE_HELCIM_TOKEN: token,
      [name]: value,
    };
    const found = problems(env);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(name);
    if (value.length > 3) expect(found[0]).not.toContain(value);
  });

  it('names every problem at once', () => {
    expect(
      problems({ TILLSIDE_WEBHOOK_PORT: 'x', TILLSIDE_CLOCK_RATE: 'x', TILLSIDE_HELCIM_TOKEN: token }),
    ).toHaveLength(3);
  });

  it('refuses a misspelt switch instead of ignoring it, but leaves the names of other tools alone', () => {
    expect(problems({ TILLSIDE_USERDATA: '/x' })).toEqual(['TILLSIDE_USERDATA is no switch of this program']);
    expect(problems({ TILLSIDE_HOST: 'stand-in', TILLSIDE_CHROMIUM: '/x' })).toEqual([]);
  });

  it.each([true, false])('M11 takes the secrets out of the environment (packaged: %s)', (isPackaged) => {
    const env: Env = {
      TILLSIDE_HELCIM_URL: 'no address',
      TILLSIDE_HELCIM_TOKEN: token,
      TILLSIDE_WEBHOOK_VERIFIER: verifier,
    };
    const result = readSwitches(env, { isPackaged });
    expect(Object.keys(env)).toEqual(['TILLSIDE_HELCIM_URL']);
    if (!result.ok) expect(result.problems.join()).not.toContain(token);
  });

  it('obeys none of them in a packaged build, and says which were set', () => {
    const env: Env = {
      TILLSIDE_HELCIM_URL: 'https://evil.example/v2',
      TILLSIDE_HELCIM_TOKEN: token,
      TILLSIDE_CLOCK_RATE: 'x',
    };
    expect(readSwitches(env, { isPackaged: true })).toMatchObject({
      ok: true,
      switches: { helcim: null, clockRate: 1 },
      ignored: ['TILLSIDE_HELCIM_URL', 'TILLSIDE_HELCIM_TOKEN', 'TILLSIDE_CLOCK_RATE'],
    });
  });
});
