import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { openWithPin, pinSealedSchema, sealWithPin } from '../../../electron/settings/pin-sealed.ts';

const token = 'aToken-for.refunds_alone+1';
const pin = '482915';

describe('a secret that opens with the PIN', () => {
  it('M11 opens with that PIN and no other, and holds nothing of itself in clear', async () => {
    const sealed = await sealWithPin(token, pin, systemRandom.bytes);
    expect(pinSealedSchema.safeParse(JSON.parse(JSON.stringify(sealed))).success).toBe(true);
    expect(await openWithPin(sealed, pin)).toBe(token);
    expect(await openWithPin(sealed, '482916')).toBeNull();
    const text = JSON.stringify(sealed);
    for (const secret of [token, pin, Buffer.from(token).toString('base64')])
      expect(text).not.toContain(secret);
  });

  it('does not open once a byte of it was changed, or its tag cut', async () => {
    const sealed = await sealWithPin(token, pin, systemRandom.bytes);
    const bytes = Buffer.from(sealed.sealed, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(await openWithPin({ ...sealed, sealed: bytes.toString('base64') }, pin)).toBeNull();
    const short = { ...sealed, tag: Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64') };
    expect(pinSealedSchema.safeParse(short).success).toBe(false);
  });

  it('is sealed anew each time', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => sealWithPin(token, pin, systemRandom.bytes)));
    expect(one?.sealed).not.toBe(other?.sealed);
    expect(one?.salt).not.toBe(other?.salt);
  });
});
