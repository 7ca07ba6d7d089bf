import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createOriginals,
  emptySearch,
  findInputOf,
  freeCents,
  isEmptySearch,
  stepTo,
  withNextPage,
} from '../../../renderer/state/originals-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { IpcInput, OriginalsFound } from '../../../shared/ipc-contract.ts';
import { inputSchemas } from '../../../shared/ipc-schemas.ts';
import { fakeFound, fakeOriginal } from '../../fakes/fake-originals.ts';

function rig() {
  const asked: IpcInput<'refunds', 'find'>[] = [];
  const answers: ((result: Result<OriginalsFound>) => void)[] = [];
  const originals = createOriginals((input) => {
    asked.push(input);
    return new Promise((resolve) => answers.push(resolve));
  });
  const ids = () =>
    originals.store.getState().found?.originals.map(({ transactionId }) => transactionId - 48_000_000);
  return {
    originals,
    asked,
    ids,
    async answer(index: number, result: Result<OriginalsFound>) {
      answers[index]?.(result);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}
const page = (numbers: readonly number[], fields: Partial<OriginalsFound> = {}) =>
  ok(
    fakeFound(
      numbers.map((number) => fakeOriginal(number)),
      fields,
    ),
  );

describe('the one search field', () => {
  it.each([
    ['25.00', '', 25_00],
    ['$25', '', 25_00],
    [' 1 234,56 $ ', '', 1_234_56],
    ['1234', '1234', null],
    ['48213377', '48213377', null],
    ['TS-0123456789', 'TS-0123456789', null],
    ['T4E5ST', 'T4E5ST', null],
    ['Order 12.345', 'Order 12.345', null],
    ['USD 5', 'USD 5', null],
    ['', '', null],
  ])('reads %j as text %j and amount %j', (typed, text, cents) => {
    expect(findInputOf({ ...emptySearch, text: typed }, 'CAD')).toMatchObject({ text, amountCents: cents });
  });

  it('takes whole dates alone', () => {
    const search = { text: '', dateFrom: '2026-08-01', dateTo: '2026-8' };
    expect(findInputOf(search, 'CAD')).toMatchObject({ dateFrom: '2026-08-01', dateTo: null });
  });

  it('makes an input that main takes of every line that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
        const input = findInputOf({ ...emptySearch, text }, 'CAD');
        expect(inputSchemas.refunds.find.safeParse(input).success).toBe(true);
      }),
    );
  });
});

describe('the payments found', () => {
  it('are those of the last search, though an earlier one is answered later', async () => {
    const { originals, asked, answer, ids } = rig();
    void originals.run('CAD');
    originals.edit({ text: '1234' });
    void originals.run('CAD');
    await answer(1, page([2]));
    await answer(0, page([1]));
    expect(ids()).toEqual([2]);
    expect(asked[1]?.text).toBe('1234');
  });

  it('stay when another search fails, with the reason beside them', async () => {
    const { originals, answer, ids } = rig();
    void originals.run('CAD');
    await answer(0, page([1]));
    void originals.run('CAD');
    await answer(1, failed('ledger_not_open'));
    expect(ids()).toEqual([1]);
    expect(originals.store.getState()).toMatchObject({ isBusy: false, error: { code: 'ledger_not_open' } });
  });

  it('give way to another reading when the screen opens again, what was typed stays', async () => {
    const { originals, asked, answer, ids } = rig();
    originals.edit({ text: '1234' });
    void originals.run('CAD');
    await answer(0, page([1]));
    void originals.runAnew('CAD');
    expect(ids()).toBeUndefined();
    expect(asked[1]).toEqual(asked[0]);
    await answer(1, page([2, 1]));
    expect(ids()).toEqual([2, 1]);
  });

  it('grow by the next page of the search that was asked, whatever is typed meanwhile', async () => {
    const { originals, asked, answer, ids } = rig();
    originals.edit({ text: 'a' });
    void originals.run('CAD');
    await answer(0, page([1, 2], { nextCursor: 'next' }));
    originals.edit({ text: 'b' });
    void originals.more();
    void originals.more();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ text: 'a', cursor: 'next' });
    await answer(1, page([2, 3]));
    expect(ids()).toEqual([1, 2, 3]);
    await originals.more();
    expect(asked).toHaveLength(2);
  });

  it('are only local once one of their pages is', () => {
    const found = withNextPage(
      fakeFound([fakeOriginal(1)]),
      fakeFound([fakeOriginal(2)], { helcim: 'unreachable', isCut: true }),
    );
    expect(found).toMatchObject({ helcim: 'unreachable', isCut: true });
  });

  it('M9 count what is in doubt as not free to go back', () => {
    expect(freeCents(fakeOriginal(1, { refundedCents: 10_00, unsettledCents: 5_00 }))).toBe(10_00);
    expect(freeCents(fakeOriginal(1, { refundedCents: 25_00, unsettledCents: 5_00 }))).toBe(0);
  });
});

describe('a search for nothing in particular', () => {
  it.each([
    [{}, true],
    [{ text: '  ' }, true],
    [{ text: '1' }, false],
    [{ dateFrom: '2026-08-01' }, false],
    [{ dateTo: '2026-08-01' }, false],
  ])('is told: %j', (fields, isEmpty) => {
    expect(isEmptySearch({ ...emptySearch, ...fields })).toBe(isEmpty);
  });
});

describe('the arrow keys', () => {
  it.each([
    ['ArrowDown', null, 0],
    ['ArrowUp', null, 0],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 8],
    ['PageUp', 2, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
  ] as const)('%s leads from %j to %d of ten', (key, from, to) => {
    expect(stepTo(key, from, 10, 6)).toBe(to);
  });

  it('lead nowhere in an empty list', () => {
    expect(stepTo('ArrowDown', null, 0, 6)).toBeNull();
  });
});
