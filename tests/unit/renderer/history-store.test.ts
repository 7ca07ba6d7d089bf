import { describe, expect, it } from 'vitest';
import { createHistory } from '../../../renderer/state/history-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { HistoryFilter } from '../../../shared/history-filter.ts';
import type { Bridge, HistoryPage } from '../../../shared/ipc-contract.ts';
import { fakeAttempt, fakeHistoryPage } from '../../fakes/fake-views.ts';

interface Asked {
  readonly cursor: string | null;
  readonly filter: HistoryFilter | undefined;
  readonly answer: (result: Result<HistoryPage>) => Promise<void>;
}

/** A history whose questions are answered by the test, one by one. */
function rig() {
  const asked: Asked[] = [];
  const page: Bridge['history']['page'] = ({ cursor, filter }) => {
    const { promise, resolve } = Promise.withResolvers<Result<HistoryPage>>();
    const answer = async (result: Result<HistoryPage>) => {
      resolve(result);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    };
    asked.push({ cursor, filter: filter as HistoryFilter | undefined, answer });
    return promise;
  };
  const history = createHistory({ history: { page } as Bridge['history'] });
  const state = () => history.store.getState();
  const shown = () => state().loaded.attempts.map(({ id }) => Number(id.slice(-3)));
  return { history, asked, state, shown };
}
const page = (numbers: readonly number[], fields: Partial<HistoryPage> = {}) =>
  ok(
    fakeHistoryPage(
      numbers.map((number) => fakeAttempt(number)),
      fields,
    ),
  );

describe('the history of the window', () => {
  it('shows what the last filter asked for, though an earlier one is answered later', async () => {
    const { history, asked, shown, state } = rig();
    void history.search();
    history.edit({ text: 'order' });
    void history.search();
    await asked[1]?.answer(page([2]));
    await asked[0]?.answer(page([1]));
    expect(shown()).toEqual([2]);
    expect(asked[1]?.filter?.text).toBe('order');
    expect(state().isSearching).toBe(false);
  });

  it('searches nothing for a field that cannot be read, and says so at the field', () => {
    const { history, state } = rig();
    history.edit({ amountFrom: '12' });
    const { filter } = state();
    history.edit({ amountFrom: '12.345' });
    expect(state().filter).toBe(filter);
    expect(state().problems).toEqual({ amountFrom: 'amount_unreadable' });
    history.clear();
    expect(state().problems).toEqual({});
    expect(state().filter.amountFromCents).toBeNull();
  });

  it('goes on by itself where a page ended early, and stops once one was filled', async () => {
    const { history, asked, shown, state } = rig();
    void history.search();
    await asked[0]?.answer(page([], { nextCursor: 'a', searchedBackToMs: 30 }));
    await asked[1]?.answer(page([4], { nextCursor: 'b', searchedBackToMs: 20 }));
    expect(state().isReadingMore).toBe(true);
    await asked[2]?.answer(page([5, 6], { nextCursor: 'c' }));
    expect(asked.map(({ cursor }) => cursor)).toEqual([null, 'a', 'b']);
    expect(shown()).toEqual([4, 5, 6]);
    expect(state().isReadingMore).toBe(false);
  });

  it('leaves the decision to a person after a while', async () => {
    const { history, asked, state } = rig();
    void history.search();
    for (let index = 0; index < asked.length; index += 1)
      await asked[index]?.answer(page([], { nextCursor: `c${index}`, searchedBackToMs: 1_000 - index }));
    expect(asked).toHaveLength(21);
    expect(state().loaded.searchedBackToMs).toBe(980);
    void history.readMore();
    expect(asked.at(-1)?.cursor).toBe('c20');
  });

  it('drops the rest of a search that a new filter has overtaken', async () => {
    const { history, asked, shown } = rig();
    void history.search();
    await asked[0]?.answer(page([1], { nextCursor: 'a', searchedBackToMs: 5 }));
    history.edit({ kind: 'refund' });
    void history.search();
    await asked[1]?.answer(page([2]));
    await asked[2]?.answer(page([9]));
    expect(shown()).toEqual([9]);
  });

  it('keeps what is shown when reading failed, with the reason', async () => {
    const { history, asked, shown, state } = rig();
    void history.search();
    await asked[0]?.answer(page([1]));
    void history.refresh();
    await asked[1]?.answer(failed('internal'));
    expect(shown()).toEqual([1]);
    expect(state().error?.code).toBe('internal');
    void history.refresh();
    await asked[2]?.answer(page([0, 1]));
    expect(shown()).toEqual([0, 1]);
    expect(state().error).toBeNull();
  });
});
