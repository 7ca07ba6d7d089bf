import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { hashPin, keyOfPin } from '../../../electron/settings/manager-pin.ts';
import { openUnderPin, pinSealedSchema, sealUnderPin } from '../../../electron/settings/pin-sealed.ts';

const token = 'aToken-for.refunds_alone+1';
const pin = '482915';
const keyOf = async (text: string) => (await hashPin(text, systemRandom.bytes)).key;

describe('a secret that opens with the PIN', () => {
  it('M11 opens with that PIN and no other, and holds nothing of itself in clear', async () => {
    const { hash, key } = await hashPin(pin, systemRandom.bytes);
    const sealed = sealUnderPin(token, key, systemRandom.bytes);
    expect(pinSealedSchema.safeParse(JSON.parse(JSON.stringify(sealed))).success).toBe(true);
    expect(openUnderPin(sealed, (await keyOfPin(pin, hash)) ?? Buffer.alloc(32))).toBe(token);
    expect(openUnderPin(sealed, await keyOf('482916'))).toBeNull();
    // What is kept to compare with opens nothing.
    expect(openUnderPin(sealed, Buffer.from(hash.key, 'base64'))).toBeNull();
    const text = JSON.stringify([hash, sealed]);
    for (const secret of [token, pin, Buffer.from(token).toString('base64'), key.toString('base64')])
      expect(text).not.toContain(secret);
  });

  it('does not open once a byte of it was changed, or its tag cut', async () => {
    const key = await keyOf(pin);
    const sealed = sealUnderPin(token, key, systemRandom.bytes);
    const bytes = Buffer.from(sealed.sealed, 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(openUnderPin({ ...sealed, sealed: bytes.toString('base64') }, key)).toBeNull();
    const short = { ...sealed, tag: Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64') };
    expect(pinSealedSchema.safeParse(short).success).toBe(false);
  });

  it('is sealed anew each time', async () => {
    const key = await keyOf(pin);
    const [one, other] = [1, 2].map(() => sealUnderPin(token, key, systemRandom.bytes));
    expect(one?.iv).not.toBe(other?.iv);
    expect(one?.sealed).not.toBe(other?.sealed);
  });
});
