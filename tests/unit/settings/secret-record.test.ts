import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { hashPin } from '../../../electron/settings/manager-pin.ts';
import { secretFileName } from '../../../electron/settings/secret-file-name.ts';
import { noSecrets, openSecretRecord, type Secrets } from '../../../electron/settings/secret-record.ts';
import { firstRefundLimits } from '../../../shared/refund-limits.ts';
import { createKeyVault, type KeyVault } from '../../fakes/key-vault.ts';

let folder: string;
let path: string;
let vault: KeyVault;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-secrets-'));
  path = join(folder, 'secrets.json');
  vault = createKeyVault();
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const note = (message: string, fields?: unknown) => void lines.push(`${message} ${JSON.stringify(fields)}`);
const open = (with_: KeyVault = vault, at = path) =>
  openSecretRecord({
    path: at,
    vault: with_,
    logger: { info: note, warn: note, error: note },
    wallMs: () => 7,
  });

const { hash } = await hashPin('482915', systemRandom.bytes);
const makeSecrets = (more: Partial<Secrets> = {}): Secrets => ({
  ...noSecrets,
  id: randomUUID(),
  apiToken: 'a-token-of-the-account',
  pin: { id: randomUUID(), hash },
  limits: firstRefundLimits,
  change: { kind: 'pin_set', who: 'Ada', atMs: 5 },
  ...more,
});

describe('the record of secrets', () => {
  it('M11 holds token, PIN and limits together over a restart, sealed and for its owner alone', async () => {
    const record = await open();
    expect([record.current(), record.loss(), record.unkeptBecause()]).toEqual([null, null, null]);
    const secrets = makeSecrets();
    expect(await record.change(() => secrets)).toBe(true);
    expect((await open()).current()).toEqual(secrets);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const kept = readFileSync(path, 'latin1');
    for (const secret of ['a-token-of-the-account', hash.key, hash.salt, 'scrypt', 'Ada', 'aboveCents'])
      expect(kept).not.toContain(secret);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['not JSON', () => 'secrets'],
    ['of another form', () => '{"pin":"none"}'],
    [
      'flipped by a bit',
      (text: string) =>
        text.replace(/"sealed":"(.)/, (_all, first) => `"sealed":"${first === 'A' ? 'B' : 'A'}`),
    ],
    ['huge', () => ' '.repeat(40_000)],
  ])('says that its file is damaged when it is %s, and leaves it as it is', async (_how, harm) => {
    await (await open()).change(() => makeSecrets());
    const harmed = harm(readFileSync(path, 'utf8'));
    writeFileSync(path, harmed);
    const record = await open();
    expect([record.current(), record.loss()]).toEqual([null, 'damaged']);
    expect(readFileSync(path, 'utf8')).toBe(harmed);
  });

  it('says that another key sealed it, and keeps that file aside when it is set up again', async () => {
    const first = makeSecrets();
    await (await open()).change(() => first);
    const before = readFileSync(path, 'utf8');
    const record = await open(createKeyVault());
    expect([record.current(), record.loss()]).toEqual([null, 'foreign_key']);
    const next = makeSecrets();
    expect(await record.change(() => next)).toBe(true);
    expect([record.current(), record.loss()]).toEqual([next, null]);
    expect(readdirSync(folder).sort()).toEqual(['secrets.json', 'secrets.json.unread-7']);
    expect(readFileSync(`${path}.unread-7`, 'utf8')).toBe(before);
    expect((await open()).loss()).toBe('foreign_key');
  });

  it('leaves the file of a newer program alone', async () => {
    writeFileSync(path, JSON.stringify({ format: 2, sealed: 'whatever' }));
    expect((await open()).loss()).toBe('newer');
  });

  it('says that content under the right key is damaged when it makes no sense', async () => {
    const odd = makeSecrets();
    const sealed = Buffer.from(await vault.seal(JSON.stringify({ ...odd, limits: { aboveCents: -1 } })));
    const { createHash } = await import('node:crypto');
    const check = createHash('sha256').update(sealed).digest('hex');
    writeFileSync(path, JSON.stringify({ format: 1, check, sealed: sealed.toString('base64') }));
    expect((await open()).loss()).toBe('damaged');
  });

  it.each(['no_encryption', 'plain_text'] as const)(
    'M11 is held in memory only, and nothing is written, where the system has %s',
    async (weakness) => {
      vault.setWeakness(weakness);
      const record = await open();
      expect(record.unkeptBecause()).toBe(weakness);
      const secrets = makeSecrets();
      expect(await record.change(() => secrets)).toBe(true);
      expect(record.current()).toEqual(secrets);
      expect(readdirSync(folder)).toEqual([]);
      expect(lines.join()).toContain('cannot be kept on this computer');
      expect((await open()).current()).toBeNull();
    },
  );

  it('is locked, not lost, while the key store of its file is not there', async () => {
    const secrets = makeSecrets();
    await (await open()).change(() => secrets);
    vault.setWeakness('no_encryption');
    const record = await open();
    expect([record.current(), record.loss()]).toEqual([null, 'locked']);
    expect(await record.change(() => makeSecrets())).toBe(true);
    vault.setWeakness(null);
    expect((await open()).current()).toEqual(secrets);
  });

  it('M11 keeps the earlier one when a new one cannot be sealed, and quotes nothing of it', async () => {
    const record = await open();
    const secrets = makeSecrets();
    await record.change(() => secrets);
    vault.setSealing(false);
    expect(await record.change(() => makeSecrets())).toBe(false);
    expect(record.current()).toEqual(secrets);
    expect((await open()).current()).toEqual(secrets);
    expect(lines.join()).toContain('could not be written');
    expect(lines.join()).not.toContain('a-token-of-the-account');
  });

  it('keeps the earlier one when the disk refuses, and leaves no draft', async () => {
    const at = join(folder, 'no-such-folder', 'secrets.json');
    const record = await open(vault, at);
    expect(await record.change(() => makeSecrets())).toBe(false);
    expect(record.current()).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is sealed anew when the system has changed its key', async () => {
    const secrets = makeSecrets();
    await (await open()).change(() => secrets);
    const before = readFileSync(path, 'utf8');
    vault.setOutdated(true);
    expect((await open()).current()).toEqual(secrets);
    expect(readFileSync(path, 'utf8')).not.toBe(before);
    vault.setOutdated(false);
    expect((await open()).current()).toEqual(secrets);
  });

  it('M13 of the demo is another file than that of any server', () => {
    const names = [
      secretFileName('demo', 'http://127.0.0.1:1/v2'),
      secretFileName('switched', 'http://127.0.0.1:1/v2'),
      secretFileName('switched', 'https://api.helcim.com/v2'),
    ];
    expect(new Set(names).size).toBe(3);
    expect(secretFileName('demo', 'http://127.0.0.1:2/v2')).toBe(names[0]);
  });
});
