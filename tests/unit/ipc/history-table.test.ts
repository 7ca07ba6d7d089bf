import { describe, expect, it } from 'vitest';
import { historyTableHead, historyTableRow } from '../../../electron/ipc/history-table.ts';
import { type AttemptKind, closeReasons } from '../../../shared/payment.ts';
import { fakeAttempt } from '../../fakes/fake-views.ts';

describe('a line of the exported history', () => {
  const words = (kind: AttemptKind) =>
    closeReasons.map((closeReason) => {
      const view = fakeAttempt(1, { kind, state: 'closed_by_staff', closedBy: 'Ada', closeReason });
      return historyTableRow(view, { practice: false })[historyTableHead.indexOf('close_reason')];
    });

  it('says why a sale was closed by hand, and of a refund what became of the money', () => {
    expect(words('purchase')).toEqual([...closeReasons]);
    expect(words('refund')).toEqual([
      'given_back_otherwise',
      'left_without_the_money',
      'took_other_goods',
      'given_back_by_attempt',
    ]);
  });
});
