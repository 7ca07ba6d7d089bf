import { describe, expect, it } from 'vitest';
import { emptyDraft, moreFieldsInUse, readDraft } from '../../../renderer/state/history-draft.ts';
import { isWholeHistory, wholeHistory } from '../../../shared/history-filter.ts';

const read = (fields: Partial<typeof emptyDraft>) => readDraft({ ...emptyDraft, ...fields });
const midnight = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();

describe('the fields of the history’s filter', () => {
  it('ask for everything while they are empty', () => {
    expect(read({})).toEqual({ filter: wholeHistory, problems: {} });
    expect(isWholeHistory(read({ text: '  ' }).filter)).toBe(true);
  });

  it('take one amount as exactly that, and two as a range', () => {
    expect(read({ amountFrom: '12.34' }).filter).toMatchObject({
      amountFromCents: 1234,
      amountToCents: 1234,
    });
    expect(read({ amountFrom: '10', amountTo: '20,50' }).filter).toMatchObject({
      amountFromCents: 1000,
      amountToCents: 2050,
    });
    expect(read({ amountTo: '20' }).filter).toMatchObject({ amountFromCents: null, amountToCents: 2000 });
  });

  it('take both days whole, in the time of this machine', () => {
    expect(read({ dateFrom: '2026-03-01', dateTo: '2026-03-31' }).filter).toMatchObject({
      fromMs: midnight(2026, 3, 1),
      toMs: midnight(2026, 4, 1),
    });
  });

  it.each([
    [{ amountFrom: 'abc' }, { amountFrom: 'amount_unreadable' }],
    [{ amountFrom: '1,234' }, { amountFrom: 'amount_unreadable' }],
    [{ amountFrom: '20', amountTo: '10' }, { amountTo: 'amount_turned' }],
    [{ amountFrom: '20', amountTo: 'x' }, { amountTo: 'amount_unreadable' }],
    [{ dateFrom: '2026-03' }, { dateFrom: 'date_unreadable' }],
    [{ dateFrom: '0001-01-01' }, { dateFrom: 'date_unreadable' }],
    [{ dateFrom: '2026-03-02', dateTo: '2026-03-01' }, { dateTo: 'date_turned' }],
  ] as const)('say of %j what is wrong', (fields, problems) => {
    expect(read(fields).problems).toEqual(problems);
  });

  it('allow the same day twice', () => {
    expect(read({ dateFrom: '2026-03-02', dateTo: '2026-03-02' }).problems).toEqual({});
  });

  it('tell how many of those further down are in use', () => {
    expect(moreFieldsInUse({ ...emptyDraft, text: 'x', kind: 'refund', outcome: 'open' })).toBe(0);
    expect(moreFieldsInUse({ ...emptyDraft, cashier: 'Ada', amountFrom: '5', terminalCode: ' ' })).toBe(2);
  });
});
