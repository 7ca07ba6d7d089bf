import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardKindOf } from '../../../shared/card-kind.ts';

const credit = ['VI', 'MC', 'AX', 'DI', 'DCI', 'JCB', 'UP'];
const debit = ['IN', 'DB', 'MR', 'AF', 'AO', 'CU', 'EX', 'IL', 'NT', 'NY', 'PS', 'ST', 'SZ', 'AT'];

describe('the kind of a card', () => {
  it.each(credit)('is credit for the code %s', (code) => expect(cardKindOf(code)).toBe('credit'));
  it.each(debit)('is debit for the code %s', (code) => expect(cardKindOf(code)).toBe('debit'));

  it.each([
    ['Visa', 'credit'],
    ['master card', 'credit'],
    ['American Express', 'credit'],
    [' union\tpay ', 'credit'],
    ['INTERAC', 'debit'],
    ['alaska option', 'debit'],
    ['Maestro', 'debit'],
  ])('is read from the name %j too: %s', (name, kind) => expect(cardKindOf(name)).toBe(kind));

  it.each([
    null,
    '',
    '  ',
    'EB',
    'EBT',
    'XX',
    'V',
    'VISAS',
    'Visa Debit',
    'credit',
    '__proto__',
    'constructor',
  ])('is unknown for %j: a person is asked, nothing is guessed', (text) =>
    expect(cardKindOf(text)).toBe('unknown'),
  );

  it('does not depend on letter case and blanks', () => {
    const spread = fc.tuple(fc.constantFrom(...credit, ...debit), fc.stringMatching(/^\s{0,3}$/));
    fc.assert(
      fc.property(spread, ([code, blanks]) => {
        const written = [...code.toLowerCase()].join(blanks);
        expect(cardKindOf(`${blanks}${written}${blanks}`)).toBe(cardKindOf(code));
      }),
    );
  });
});
