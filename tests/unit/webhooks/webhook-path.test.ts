import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { randomPath } from '../../../electron/webhooks/webhook-path.ts';
import type { Random } from '../../../shared/ports.ts';
import { isWebhookPath } from '../../../shared/webhook-path.ts';

const uuid = () => '00000000-0000-4000-8000-000000000000';
const real: Random = { bytes: (count) => randomBytes(count), uuid };

function scripted(texts: readonly string[]): Random {
  const left = texts.map((text) => Buffer.from(text, 'base64url'));
  return { bytes: () => left.shift() ?? Buffer.alloc(24), uuid };
}

describe('a random path', () => {
  it('has 32 characters that need no escaping, and is never the same', () => {
    const paths = new Set(Array.from({ length: 500 }, () => randomPath(real)));
    expect(paths.size).toBe(500);
    for (const path of paths) expect(path).toMatch(/^\/hook\/[A-Za-z0-9_-]{32}$/);
  });

  it('is thrown again when it holds the name that Helcim refuses, in any case', () => {
    const named = ['HELCIM', 'helcim', 'HeLcIm'].map((name) => `abcd${name}`.padEnd(32, 'x'));
    const clean = 'y'.repeat(32);
    expect(randomPath(scripted([...named, clean]))).toBe(`/hook/${clean}`);
  });

  it('is refused to a random source that gives too little or always the same bad text', () => {
    expect(() => randomPath({ bytes: () => Buffer.alloc(23), uuid })).toThrow(/too few/);
    const stuck = Buffer.from('helcim'.padEnd(32, 'x'), 'base64url');
    expect(() => randomPath({ bytes: () => stuck, uuid })).toThrow(/no usable/);
  });
});

describe('a given path', () => {
  it.each(['/hook/abc', '/a', '/a-b/c_d/0'])('%j is usable', (path) =>
    expect(isWebhookPath(path)).toBe(true),
  );

  it.each([
    '',
    '/',
    'hook',
    '/hook/',
    '//hook',
    '/:id',
    '/*',
    '/a b',
    '/a?b',
    '/a#b',
    '/%41',
    '/é',
    '/../a',
    '/my-Helcim-hook',
    `/${'a'.repeat(200)}`,
    '/a\n',
  ])('%j is not', (path) => expect(isWebhookPath(path)).toBe(false));
});
