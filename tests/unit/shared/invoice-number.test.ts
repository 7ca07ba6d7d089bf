import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInvoiceNumber, isSameInvoiceNumber, makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import type { Random } from '../../../shared/ports.ts';

function randomOf(bytes: (count: number) => Uint8Array): Random {
  return { bytes, uuid: () => randomUUID() };
}

const real = randomOf((count) => randomBytes(count));
const bytesOf26 = fc.uint8Array({ minLength: 26, maxLength: 26 });

describe('an invoice number', () => {
  it('M2 U1 is TS- and 26 letters and digits that nobody takes for one another', () => {
    fc.assert(
      fc.property(bytesOf26, (bytes) => {
        const number = makeInvoiceNumber(randomOf(() => bytes));
        expect(number).toMatch(/^TS-[0-9A-Z]{26}$/);
        expect(number.slice(3)).not.toMatch(/[ILOU]/);
        expect(isInvoiceNumber(number)).toBe(true);
      }),
    );
  });

  it('M2 carries 130 random bits: each of the 26 characters takes each of 32 values', () => {
    const seen = Array.from({ length: 26 }, () => new Set<string>());
    for (let value = 0; value < 256; value += 1) {
      const text = makeInvoiceNumber(randomOf((count) => new Uint8Array(count).fill(value)));
      for (const [index, character] of [...text.slice(3)].entries()) seen[index]?.add(character);
    }
    expect(seen.map((values) => values.size)).toEqual(Array.from({ length: 26 }, () => 32));
  });

  it('M2 is unbiased: a byte gives every character equally often', () => {
    const counts = new Map<string, number>();
    for (let value = 0; value < 256; value += 1) {
      const text = makeInvoiceNumber(randomOf((count) => new Uint8Array(count).fill(value)));
      const [character = ''] = text.slice(3);
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  it('M2 changes with every random byte, the first and the last alike', () => {
    fc.assert(
      fc.property(bytesOf26, fc.nat(25), fc.integer({ min: 1, max: 31 }), (bytes, index, flip) => {
        const other = Uint8Array.from(bytes);
        other[index] = (other[index] ?? 0) ^ flip;
        expect(makeInvoiceNumber(randomOf(() => bytes))).not.toBe(makeInvoiceNumber(randomOf(() => other)));
      }),
    );
  });

  it('M2 is no counter: it keeps nothing between two calls', () => {
    const still = randomOf((count) => new Uint8Array(count).fill(7));
    expect(makeInvoiceNumber(still)).toBe(makeInvoiceNumber(still));
  });

  it('M2 does not come twice in 50,000', () => {
    const numbers = Array.from({ length: 50_000 }, () => makeInvoiceNumber(real));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it.each([0, 1, 25, 27])('M2 is not made when the random source gives %i bytes', (length) => {
    expect(() => makeInvoiceNumber(randomOf(() => new Uint8Array(length)))).toThrow();
  });
});

describe('what is an invoice number of ours', () => {
  const ours = makeInvoiceNumber(real);

  it.each([
    ['an empty text', ''],
    ['a number of Helcim', 'INV001045'],
    ['one character less', ours.slice(0, -1)],
    ['one character more', `${ours}0`],
    ['another prefix', ours.replace('TS-', 'TX-')],
    ['lower case', ours.toLowerCase()],
    ['a letter that is left out', `TS-${'I'.repeat(26)}`],
    ['a line behind it', `${ours}\n`],
    ['a space before it', ` ${ours}`],
    ['a number', 12],
    ['nothing', null],
    ['a list of one', [ours]],
  ])('M2 refuses %s', (_, value) => {
    expect(isInvoiceNumber(value)).toBe(false);
  });

  it.each([ours, ours.toLowerCase(), ` ${ours} `, `Ts-${ours.slice(3).toLowerCase()}`])(
    'M2 U17 knows its own number again as %j',
    (theirs) => {
      expect(isSameInvoiceNumber(ours, theirs)).toBe(true);
    },
  );

  it.each([null, '', ours.slice(0, -1), `${ours}0`, `${ours} ${ours}`, makeInvoiceNumber(real)])(
    'M2 U17 does not take %j for its own',
    (theirs) => {
      expect(isSameInvoiceNumber(ours, theirs)).toBe(false);
    },
  );
});
