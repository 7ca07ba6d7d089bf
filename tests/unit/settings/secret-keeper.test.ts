import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { createSecretKeeper, type SecretKeeperParts } from '../../../electron/settings/secret-keeper.ts';
import { openSecretRecord } from '../../../electron/settings/secret-record.ts';
import type { UnkeptReason } from '../../../shared/manager.ts';
import { createKeyVault } from '../../fakes/key-vault.ts';

const token = 'first-token-of-this-account-4f2a';
const verifier = 'Zmlyc3QtdmVyaWZpZXItb2YtaXQ=';
const nextVerifier = 'bmV4dC12ZXJpZmllci1vZi1pdHM=';
const hourMs = 3_600_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: string;
let nowMs: number;
let told: string[];
const vault = createKeyVault();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-keeper-'));
  nowMs = 1_000;
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(
  fixed: SecretKeeperParts['fixed'] = {},
  { weakness = null, accepted = false }: { weakness?: UnkeptReason | null; accepted?: boolean } = {},
) {
  const record = await openSecretRecord({
    path: join(folder, 'secrets.json'),
    vault: { ...vault, weakness: async () => weakness },
    logger: silent,
    wallMs: () => nowMs,
    isUnprotectedAccepted: accepted,
  });
  return createSecretKeeper({
    record,
    fixed,
    addSecret: (secret) => void told.push(secret),
    clock: { wallMs: () => nowMs },
    random: systemRandom,
  });
}

describe('the keeper of secrets', () => {
  it('M11 keeps a pasted token over a restart, and shows no more of it than its end', async () => {
    const keeper = await open();
    expect(keeper.view().apiToken).toEqual({ isSet: false, end: null, isFixed: false });
    expect(await keeper.set('apiToken', ` ${token}\n`)).toEqual({ ok: true, value: null });
    expect(told).toEqual([token]);
    const again = await open();
    expect(again.apiToken()).toBe(token);
    expect(told).toEqual([token, token]);
    expect(again.view().apiToken).toEqual({ isSet: true, end: '4f2a', isFixed: false });
    expect(JSON.stringify(again.view())).not.toContain(token);
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain(token);
  });

  it('refuses a text that can be none, and keeps what it had', async () => {
    const keeper = await open();
    await keeper.set('verifier', verifier);
    expect(await keeper.set('verifier', 'whsec_')).toMatchObject({
      error: { code: 'secret_unusable', detail: 'only_prefix', field: 'verifier' },
    });
    expect(keeper.verifiers()).toEqual([verifier]);
  });

  it('takes events signed with the old verifier for a day and a bit, over a restart too', async () => {
    const keeper = await open();
    await keeper.set('verifier', verifier);
    nowMs += hourMs;
    await keeper.set('verifier', nextVerifier);
    expect(keeper.verifiers()).toEqual([nextVerifier, verifier]);
    nowMs += 27.6 * hourMs;
    const again = await open();
    expect(again.verifiers()).toEqual([nextVerifier, verifier]);
    nowMs += hourMs;
    expect(again.verifiers()).toEqual([nextVerifier]);
  });

  it('has one old verifier once, and none that is in use again', async () => {
    const keeper = await open();
    for (const each of [verifier, nextVerifier, verifier]) await keeper.set('verifier', each);
    expect(keeper.verifiers()).toEqual([verifier, nextVerifier]);
  });

  it('forgets what a person takes back', async () => {
    const keeper = await open();
    await keeper.set('ngrokAuthtoken', '2abc_the-authtoken');
    expect(keeper.tunnelSecrets().ngrokAuthtoken).toBe('2abc_the-authtoken');
    await keeper.forget('ngrokAuthtoken');
    expect((await open()).tunnelSecrets().ngrokAuthtoken).toBeNull();
  });

  it('leaves what a switch gave alone, and writes it nowhere', async () => {
    const keeper = await open({ apiToken: token, verifier });
    expect(keeper.view().apiToken).toEqual({ isSet: true, end: '4f2a', isFixed: true });
    expect(await keeper.set('apiToken', 'another-token-of-it')).toMatchObject({
      error: { code: 'secret_fixed' },
    });
    expect(await keeper.forget('verifier')).toMatchObject({ error: { code: 'secret_fixed' } });
    await keeper.set('cloudflaredToken', 'eyJhIjoiYiJ9-tunnel');
    expect((await open()).apiToken()).toBeNull();
  });

  it('loses no change when two are made at once', async () => {
    const keeper = await open();
    await Promise.all([
      keeper.set('apiToken', token),
      keeper.set('verifier', verifier),
      keeper.set('ngrokAuthtoken', '2abc_the-authtoken'),
    ]);
    const again = await open();
    expect([again.apiToken(), again.verifiers(), again.tunnelSecrets().ngrokAuthtoken]).toEqual([
      token,
      [verifier],
      '2abc_the-authtoken',
    ]);
  });

  it.each(['no_encryption', 'plain_text'] as const)(
    'keeps nothing on a computer that protects nothing (%s) until a person accepts it, and takes that back',
    async (weakness) => {
      const keeper = await open({}, { weakness });
      await keeper.set('apiToken', token);
      expect(keeper.view()).toMatchObject({ unkeptBecause: weakness, isKept: false });
      expect((await open({}, { weakness })).apiToken()).toBeNull();
      expect(await keeper.keepUnprotected(true)).toMatchObject({ ok: true });
      expect(keeper.view().isKept).toBe(true);
      expect((await open({}, { weakness, accepted: true })).apiToken()).toBe(token);
      expect(await keeper.keepUnprotected(false)).toMatchObject({ ok: true });
      expect(keeper.apiToken()).toBe(token);
      const later = await open({}, { weakness });
      expect([later.apiToken(), later.view().lostBecause]).toEqual([null, null]);
    },
  );
});
