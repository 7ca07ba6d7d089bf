import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccountMemory } from '../../../electron/settings/account-memory.ts';

const url = 'https://api.example.com/v2';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-memory-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (token = 'token-1', at = url) => openAccountMemory(folder, at, () => token, silent);
const file = () => join(folder, 'accounts.json');

describe('the memory of an account', () => {
  it.each([
    { fingerprint: '7-8', currency: 'USD', isCurrencyKnown: true },
    { fingerprint: '7-8', currency: 'CAD', isCurrencyKnown: false },
    { fingerprint: null, currency: 'CAD', isCurrencyKnown: false },
  ] as const)('M14 gives back what Helcim told and what was only assumed: %o', (account) => {
    open().remember(account);
    expect(open().recall()).toMatchObject(account);
  });

  it('M14 knows nothing of another token, another address or a damaged file', () => {
    open().remember({ fingerprint: '7', currency: 'CAD', isCurrencyKnown: true });
    expect(open('token-2').recall()).toBeNull();
    expect(open('token-1', `${url}/other`).recall()).toBeNull();
    const text = readFileSync(file(), 'utf8');
    writeFileSync(file(), text.replace('"isCurrencyKnown": true', '"isCurrencyKnown": "yes"'));
    expect(open().recall()).toBeNull();
    writeFileSync(file(), 'no json');
    expect(open().recall()).toBeNull();
  });

  it('M11 keeps no token', () => {
    open('secret-token').remember({ fingerprint: '7', currency: 'CAD', isCurrencyKnown: true });
    expect(readFileSync(file(), 'utf8')).not.toContain('secret-token');
  });
});
