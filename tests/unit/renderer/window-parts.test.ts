import { describe, expect, it } from 'vitest';
import { cardWords } from '../../../renderer/components/card-words.ts';
import { chosenTerminal } from '../../../renderer/components/chosen-terminal.ts';
import { formFacts } from '../../../renderer/features/charge/form-facts.ts';
import { screenOfKey } from '../../../renderer/features/frame/shortcuts.ts';
import { evidenceFacts } from '../../../renderer/features/history/evidence-facts.ts';
import { formatElapsed } from '../../../renderer/i18n/format.ts';
import { ageNowMs, quietRemainingNowMs, stampReceipt } from '../../../renderer/state/age.ts';
import { appendPage, emptyHistory, mergeFirstPage, overlay } from '../../../renderer/state/loaded-history.ts';
import { applyAll, applyChange } from '../../../renderer/state/mirror.ts';
import {
  fakeAttempt,
  fakeHistoryPage,
  fakeSnapshot,
  fakeTerminal,
  fakeTerminalCode,
} from '../../fakes/fake-views.ts';

describe('ages in the window', () => {
  it('tick on from the age at the making of the view, at the pace of the app', () => {
    const view = fakeAttempt(1, { ageMs: 4_000, clockRate: 60 });
    stampReceipt([view], 1_000);
    expect(ageNowMs(view, 1_500)).toBe(4_000 + 500 * 60);
  });

  it('do not start anew when the same view is stamped again', () => {
    const view = fakeAttempt(1, { ageMs: 0 });
    stampReceipt([view], 1_000);
    stampReceipt([view], 9_000);
    expect(ageNowMs(view, 10_000)).toBe(9_000);
  });

  it('never run backwards', () => {
    const view = fakeAttempt(1, { ageMs: 4_000 });
    stampReceipt([view], 1_000);
    expect(ageNowMs(view, 500)).toBe(4_000);
  });

  it('M7 count the quiet period down to nothing, and not below', () => {
    const view = fakeAttempt(1, { quietRemainingMs: 2_000 });
    stampReceipt([view], 0);
    expect(quietRemainingNowMs(view, 500)).toBe(1_500);
    expect(quietRemainingNowMs(view, 60_000)).toBe(0);
    expect(quietRemainingNowMs(fakeAttempt(2), 0)).toBeNull();
  });

  it.each([
    [0, '0:00'],
    [15_900, '0:15'],
    [75_000, '1:15'],
    [-5, '0:00'],
    [3_600_000, '60:00'],
  ])('are written as minutes and seconds: %d ms', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});

describe('changes over the mirror', () => {
  it('are applied only in order', () => {
    const snapshot = fakeSnapshot({ seq: 5 });
    expect(applyChange(snapshot, { seq: 5, slices: {} }).kind).toBe('stale');
    expect(applyChange(snapshot, { seq: 7, slices: {} }).kind).toBe('gap');
    expect(applyChange(snapshot, { seq: 6, slices: { version: 'x' } })).toMatchObject({
      kind: 'applied',
      snapshot: { seq: 6, version: 'x' },
    });
  });

  it('stop at the first gap', () => {
    const { snapshot, hasGap } = applyAll(fakeSnapshot({ seq: 1 }), [
      { seq: 4, slices: { version: 'four' } },
      { seq: 2, slices: { version: 'two' } },
    ]);
    expect({ version: snapshot.version, hasGap }).toEqual({ version: 'two', hasGap: true });
  });
});

describe('the terminal of a charge', () => {
  const front = fakeTerminal('AAAA', { isDefault: true });
  const patio = fakeTerminal('BBBB');

  it('is the one the cashier chose, else the default, else the only one', () => {
    expect(chosenTerminal([front, patio], fakeTerminalCode('BBBB'))?.code).toBe('BBBB');
    expect(chosenTerminal([front, patio], null)?.code).toBe('AAAA');
    expect(chosenTerminal([patio], null)?.code).toBe('BBBB');
  });

  it('M3 stays the busy default: the window never moves an amount to another counter by itself', () => {
    const busy = fakeTerminal('AAAA', { isDefault: true, openAttemptId: fakeAttempt(1).id });
    expect(chosenTerminal([busy, patio], null)?.code).toBe('AAAA');
  });

  it('is none when the choice is not clear, or is no longer paired', () => {
    expect(chosenTerminal([patio, fakeTerminal('CCCC')], null)).toBeNull();
    expect(chosenTerminal([], fakeTerminalCode('BBBB'))).toBeNull();
  });

  it('comes with the amount of the sale when one is charged again', () => {
    const draft = { amountText: '3', reference: '', customerCode: '', terminalCode: null };
    const retry = {
      saleId: fakeAttempt(1).saleId,
      amountCents: fakeAttempt(1).amountCents,
      reference: null,
      terminalCode: fakeTerminalCode('BBBB'),
    };
    const facts = formFacts({ terminals: [front, patio], blocked: null, currency: 'CAD' }, { draft, retry });
    expect(facts).toMatchObject({ amount: { ok: true, amountCents: 4250 }, terminal: { code: 'BBBB' } });
  });
});

describe('the history in the window', () => {
  const page = (numbers: readonly number[], nextCursor: string | null = null) =>
    fakeHistoryPage(
      numbers.map((number) => fakeAttempt(number)),
      { nextCursor, total: 10 },
    );
  const ids = (loaded: { attempts: readonly { id: string }[] }) =>
    loaded.attempts.map(({ id }) => Number(id.slice(-3)));

  it('appends a page and shows no row twice', () => {
    const loaded = appendPage(appendPage(emptyHistory, page([1, 2], 'a')), page([2, 3], 'b'));
    expect(ids(loaded)).toEqual([1, 2, 3]);
    expect(loaded.nextCursor).toBe('b');
  });

  it('puts new rows on top and keeps what was read below', () => {
    const loaded = appendPage(appendPage(emptyHistory, page([3, 4], 'a')), page([5, 6], 'b'));
    expect(ids(mergeFirstPage(loaded, page([2, 3, 4], 'a')))).toEqual([2, 3, 4, 5, 6]);
  });

  it('begins anew when so much is new that rows between would be missing', () => {
    const loaded = appendPage(emptyHistory, page([8, 9], 'z'));
    const merged = mergeFirstPage(loaded, page([1, 2], 'a'));
    expect(ids(merged)).toEqual([1, 2]);
    expect(merged.nextCursor).toBe('a');
  });

  it('shows the fresher view of the mirror in place of a row', () => {
    const fresher = fakeAttempt(1, { state: 'declined' });
    expect(overlay([fakeAttempt(1), fakeAttempt(2)], [fresher])[0]).toBe(fresher);
  });
});

describe('small words', () => {
  it('name a card as far as it is known', () => {
    expect(cardWords({ cardType: 'VI', cardLast4: '4242' })).toBe('Visa ••••4242');
    expect(cardWords({ cardType: 'ZZ', cardLast4: null })).toBe('ZZ');
    expect(cardWords({ cardType: null, cardLast4: null })).toBeNull();
  });

  it('show the data of evidence as money, times and plain facts, and leave out what is empty', () => {
    const data = { amountCents: 4250, transactionId: 7, detail: null, tookMs: 12 };
    expect(evidenceFacts(data, 'CAD', 'en-CA')).toEqual([
      'amount: $42.50',
      'transaction id: 7',
      'took: 12 ms',
    ]);
  });

  it('lead keys to screens and nowhere else', () => {
    expect(screenOfKey('F3', { name: 'charge' })).toEqual({ name: 'terminals' });
    expect(screenOfKey('Escape', { name: 'detail', attemptId: fakeAttempt(1).id })).toEqual({
      name: 'history',
    });
    expect(screenOfKey('F5', { name: 'charge' })).toBeNull();
  });
});
