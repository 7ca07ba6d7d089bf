import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/app-error.ts';
import { type HistoryFilter, wholeHistory } from '../../shared/history-filter.ts';
import type { Bridge } from '../../shared/ipc-contract.ts';
import { ask } from './ask.ts';
import { type DraftProblems, emptyDraft, type HistoryDraft, readDraft } from './history-draft.ts';
import { appendPage, emptyHistory, type LoadedHistory, mergeFirstPage } from './loaded-history.ts';

const pageSize = 50;
/** A search that finds little goes on so often by itself; after that a person says whether it is worth it. */
const goesOnMax = 20;

export interface HistoryState {
  readonly draft: HistoryDraft;
  readonly problems: DraftProblems;
  /** What was last asked for without a problem; the export takes the same. */
  readonly filter: HistoryFilter;
  readonly loaded: LoadedHistory;
  /** True until `loaded` is what `filter` asks for. */
  readonly isSearching: boolean;
  readonly isReadingMore: boolean;
  readonly error: AppError | null;
  readonly isMoreOpen: boolean;
  /** Where the list stood when it was left. */
  readonly scrollTopPx: number;
}

/** The history's filter and what was read with it: kept while other screens are open, and until the window goes. */
export interface History {
  readonly store: StoreApi<HistoryState>;
  edit(fields: Partial<HistoryDraft>): void;
  clear(): void;
  /** Forgets what was read; the filter stays. */
  forget(): void;
  showMore(isMoreOpen: boolean): void;
  keepScroll(scrollTopPx: number): void;
  /** Reads the first page of the filter; answers to an earlier filter are not heard any more. */
  search(): Promise<void>;
  /** Reads the first page again and lays it over what is loaded. */
  refresh(): Promise<void>;
  readMore(): Promise<void>;
}

export function createHistory(bridge: Pick<Bridge, 'history'>): History {
  const store = createStore<HistoryState>(() => ({
    draft: emptyDraft,
    problems: {},
    filter: wholeHistory,
    loaded: emptyHistory,
    isSearching: true,
    isReadingMore: false,
    error: null,
    isMoreOpen: false,
    scrollTopPx: 0,
  }));
  /** The number of the search that is heard; each one that begins takes the next. */
  let current = 0;
  let isReading = false;

  const readPage = (cursor: string | null) =>
    ask(() => bridge.history.page({ cursor, limit: pageSize, filter: store.getState().filter }));

  /** Reads on while pages end early, so that a rare find is not left to the person's patience. */
  const readOn = async (search: number, from: string) => {
    let cursor: string | null = from;
    for (let round = 0; cursor !== null && round < goesOnMax; round += 1) {
      const answer = await readPage(cursor);
      if (search !== current) return;
      if (!answer.ok) {
        store.setState({ error: answer.error });
        return;
      }
      const { value } = answer;
      store.setState((state) => ({ loaded: appendPage(state.loaded, value), error: null }));
      cursor = value.searchedBackToMs === null ? null : value.nextCursor;
    }
  };

  const readMore = async () => {
    const { loaded, isSearching } = store.getState();
    if (isReading || isSearching || loaded.nextCursor === null) return;
    isReading = true;
    store.setState({ isReadingMore: true });
    await readOn(current, loaded.nextCursor);
    isReading = false;
    store.setState({ isReadingMore: false });
  };

  const search = async () => {
    current += 1;
    const mine = current;
    store.setState({ isSearching: true });
    const answer = await readPage(null);
    if (mine !== current) return;
    if (!answer.ok) {
      store.setState({ isSearching: false, error: answer.error });
      return;
    }
    store.setState({ isSearching: false, error: null, loaded: answer.value, scrollTopPx: 0 });
    if (answer.value.searchedBackToMs !== null) await readMore();
  };

  const take = (draft: HistoryDraft) => {
    const { filter, problems } = readDraft(draft);
    const before = store.getState().filter;
    const isSame = JSON.stringify(filter) === JSON.stringify(before) || Object.keys(problems).length > 0;
    store.setState(isSame ? { draft, problems } : { draft, problems, filter, isSearching: true });
  };

  return {
    store,
    edit: (fields) => take({ ...store.getState().draft, ...fields }),
    clear: () => take(emptyDraft),
    forget() {
      current += 1;
      // A filter of its own, since a new one is what a screen that is open searches for.
      const filter = { ...store.getState().filter };
      store.setState({ loaded: emptyHistory, filter, isSearching: true, error: null, scrollTopPx: 0 });
    },
    showMore: (isMoreOpen) => store.setState({ isMoreOpen }),
    keepScroll: (scrollTopPx) => store.setState({ scrollTopPx }),
    search,
    readMore,
    async refresh() {
      const mine = current;
      if (store.getState().isSearching) return;
      const answer = await readPage(null);
      if (mine !== current || store.getState().isSearching) return;
      if (answer.ok) {
        const { value } = answer;
        store.setState((state) => ({ loaded: mergeFirstPage(state.loaded, value), error: null }));
      } else store.setState({ error: answer.error });
    },
  };
}
