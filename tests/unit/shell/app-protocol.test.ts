import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { resolvePagePath } from '../../../electron/shell/page-path.ts';
import { createPageResponder } from '../../../electron/shell/page-response.ts';

const root = join(tmpdir(), 'till', 'renderer');
const resolve = (url: string, method = 'GET') => resolvePagePath(method, url, root);

describe('resolvePagePath', () => {
  it.each([
    ['app://tillside/', 'index.html', 'text/html; charset=utf-8'],
    ['app://tillside', 'index.html', 'text/html; charset=utf-8'],
    ['app://tillside/index.html?x=1#y', 'index.html', 'text/html; charset=utf-8'],
    ['app://tillside/assets/index-B_x-9.js', 'assets/index-B_x-9.js', 'text/javascript; charset=utf-8'],
    ['app://tillside/assets/a.css', 'assets/a.css', 'text/css; charset=utf-8'],
    ['app://tillside/assets/../index.html', 'index.html', 'text/html; charset=utf-8'],
  ])('finds %s', (url, file, contentType) => {
    expect(resolve(url)).toEqual({ ok: true, file: join(root, file), contentType });
  });

  it.each([
    'app://tillside/..%2fmain%2fmain.js',
    'app://tillside/..%5cmain%5cmain.js',
    'app://tillside/%2e%2e%2fmain%2fmain.js',
    'app://tillside/assets%2f..%2f..%2fmain.js',
    'app://tillside/%252e%252e%252fmain.js',
    'app://tillside/..\\main\\main.js',
    'app://tillside//etc/passwd.js',
    'app://tillside/%2fetc%2fpasswd.js',
    'app://tillside/C:/windows/win.js',
    'app://tillside/C%3a%5cwindows%5cwin.js',
    'app://tillside/index.html::$DATA',
    'app://tillside/index.html%00.js',
    'app://tillside/.vite/manifest.json',
    'app://tillside/assets/.hidden.js',
    'app://tillside/assets/',
    'app://tillside/main.cjs',
    'app://tillside/secret.txt',
    'app://tillside/no-extension',
    'app://tillside/a b.js',
    'app://tillside/fullwidth%EF%BC%8Eslash%EF%BC%8F.js',
  ])('does not find %s', (url) => {
    expect(resolve(url)).toEqual({ ok: false, status: 404 });
  });

  it.each([
    'app://other/index.html',
    'app://tillside.evil/index.html',
    'app://tillside:8080/index.html',
    'app://user:pass@tillside/index.html',
    'app://user@tillside/',
    'app:///index.html',
    'https://tillside/index.html',
    'file:///index.html',
    'app://tillside/%zz.js',
    'app://tillside/%ff.js',
    'no address',
    `app://tillside/${'a'.repeat(2_000)}.js`,
  ])('refuses %s', (url) => {
    expect(resolve(url)).toEqual({ ok: false, status: 400 });
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get', ''])('refuses the method %j', (method) => {
    expect(resolve('app://tillside/', method)).toEqual({ ok: false, status: 405 });
  });

  it('never leaves the folder, whatever pieces an address is made of', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '%2f',
      '%5c',
      '\\',
      '%2e',
      '%252e',
      '%00',
      ':',
      'a',
      'b.js',
      '~',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = resolve(`app://tillside/${pieces.join('')}`);
        if (found.ok) expect(found.file.startsWith(join(root, '/'))).toBe(true);
        // By steps: `b.js..b.js` is an odd name, but a name.
        if (found.ok) expect(found.file.split(sep)).not.toContain('..');
      }),
    );
  });
});

describe('page responder', () => {
  let folder: string;
  let respond: ReturnType<typeof createPageResponder>;
  const get = (path: string) => respond({ method: 'GET', url: `app://tillside${path}` });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillside-pages-'));
    await mkdir(join(folder, 'renderer', 'folder.js'), { recursive: true });
    await writeFile(
      join(folder, 'renderer', 'index.html'),
      '<meta nonce="__NONCE__"><link nonce="__NONCE__">',
    );
    await writeFile(join(folder, 'renderer', 'a.js'), 'const text = "__NONCE__";');
    await writeFile(join(folder, 'secret.js'), 'secret');
    respond = createPageResponder(join(folder, 'renderer'), systemRandom);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const nonceOf = (response: Response) =>
    /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

  it('puts one fresh nonce into the page and its policy at each load', async () => {
    const [first, second] = await Promise.all([get('/'), get('/')]);
    const nonce = nonceOf(first);
    expect(Buffer.from(nonce ?? '', 'base64')).toHaveLength(16);
    expect(await first.text()).toBe(`<meta nonce="${nonce}"><link nonce="${nonce}">`);
    expect(nonceOf(second)).not.toBe(nonce);
  });

  it('leaves scripts as they were built', async () => {
    const response = await get('/a.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('const text = "__NONCE__";');
  });

  it('gives no script a way past the policy: nothing inline, no eval, no wildcard, nothing remote', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
    const directives = new Map(
      policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('connect-src')).toBe("'none'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
  });

  it.each([
    ['/missing.js', 404],
    ['/folder.js', 404],
    ['/..%2fsecret.js', 404],
    ['/%zz', 400],
  ])('answers %s with %d, the policy and an empty body', async (path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('');
  });

  it('answers a POST with 405', async () => {
    expect((await respond({ method: 'POST', url: 'app://tillside/' })).status).toBe(405);
  });
});
