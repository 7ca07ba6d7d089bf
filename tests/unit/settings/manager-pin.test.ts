import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { createApiTokenCheck } from '../../../electron/settings/api-token-check.ts';
import { hashPin, keyOfPin, pinHashSchema } from '../../../electron/settings/manager-pin.ts';

describe('the hash of a PIN', () => {
  it('M11 tells the PIN from others, and holds no digit of it', async () => {
    const { hash, key } = await hashPin('482915', systemRandom.bytes);
    expect(pinHashSchema.parse(hash)).toEqual(hash);
    expect(JSON.stringify(hash)).not.toContain('482915');
    expect(await keyOfPin('482915', hash)).toEqual(key);
    expect(key.toString('base64')).not.toBe(hash.key);
    for (const other of ['482916', '4829150', '48291', '', '582914']) {
      expect(await keyOfPin(other, hash)).toBeNull();
    }
  });

  it('differs for the same PIN, since each has a salt of its own', async () => {
    const [one, other] = [
      await hashPin('482915', systemRandom.bytes),
      await hashPin('482915', systemRandom.bytes),
    ];
    expect(one.hash.salt).not.toBe(other.hash.salt);
    expect(one.hash.key).not.toBe(other.hash.key);
    expect(one.key).not.toEqual(other.key);
  });

  it.each([
    { cost: 2 ** 30 },
    { cost: 2 },
    { parallel: 1_000 },
    { blockSize: 1_000_000 },
    { key: '' },
    { salt: 'AAAA' },
  ])('is refused when a file asks for other work or says too little: %o', async (more) => {
    const { hash } = await hashPin('482915', systemRandom.bytes);
    expect(pinHashSchema.safeParse({ ...hash, ...more }).success).toBe(false);
  });
});

describe('the API token, pasted again', () => {
  const isApiToken = createApiTokenCheck(() => ['aT0k3n/with+signs==', 'practice-token']);

  it.each(['aT0k3n/with+signs==', '  aT0k3n/with+signs==\n', 'practice-token'])('is known: %j', (text) => {
    expect(isApiToken(text)).toBe(true);
  });

  it.each(['', ' ', 'aT0k3n/with+signs=', 'aT0k3n/with+signs===', 'AT0K3N/WITH+SIGNS==', 'practice token'])(
    'is told from another text: %j',
    (text) => {
      expect(isApiToken(text)).toBe(false);
    },
  );

  it('is none where no token is in use', () => {
    expect(createApiTokenCheck(() => [])('')).toBe(false);
  });
});
