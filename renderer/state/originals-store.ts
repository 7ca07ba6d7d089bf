import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError, Result } from '../../shared/app-error.ts';
import type { IpcInput, OriginalsFound } from '../../shared/ipc-contract.ts';
import { type Currency, parseAmountText } from '../../shared/money.ts';
import type { Original } from '../../shared/refund.ts';
import { ask } from './ask.ts';

type FindInput = IpcInput<'refunds', 'find'>;

/** What is typed to find the payment whose money goes back. Kept while the cashier is elsewhere. */
export interface OriginalsSearch {
  readonly text: string;
  /** `YYYY-MM-DD`, empty for no bound. */
  readonly dateFrom: string;
  readonly dateTo: string;
}

export interface OriginalsState {
  readonly search: OriginalsSearch;
  /** What was found so far; null before the first answer. */
  readonly found: OriginalsFound | null;
  readonly isBusy: boolean;
  readonly error: AppError | null;
}

export interface Originals {
  readonly store: StoreApi<OriginalsState>;
  edit(fields: Partial<OriginalsSearch>): void;
  /** Searches anew. The answer of an earlier search that is still under way is thrown away. */
  run(currency: Currency | null): Promise<void>;
  /** The same, without showing meanwhile what was found before. */
  runAnew(currency: Currency | null): Promise<void>;
  /** The next page below what is there. */
  more(): Promise<void>;
  /** Forgets what was found; what is typed stays. */
  forget(): void;
}

export const emptySearch: OriginalsSearch = { text: '', dateFrom: '', dateTo: '' };

export function isEmptySearch({ text, dateFrom, dateTo }: OriginalsSearch): boolean {
  return text.trim() === '' && dateFrom === '' && dateTo === '';
}

const dateShape = /^\d{4}-\d{2}-\d{2}$/;
export const searchTextMax = 60;

/**
 * The one field as the call takes it. Only what can be nothing but an amount (a decimal part, a currency sign) counts
 * as one: `1234` is rather the last four digits of a card, or a reference.
 */
export function findInputOf(search: OriginalsSearch, currency: Currency | null): FindInput {
  const text = search.text.trim().slice(0, searchTextMax);
  const amount = /[.,$]|CAD|USD/i.test(text) ? parseAmountText(text, currency ?? undefined) : null;
  const amountCents = amount?.ok ? amount.amountCents : null;
  const dateOrNull = (date: string) => (dateShape.test(date) ? date : null);
  return {
    text: amountCents === null ? text : '',
    amountCents,
    dateFrom: dateOrNull(search.dateFrom),
    dateTo: dateOrNull(search.dateTo),
    cursor: null,
  };
}

/** The next page under the first ones; a payment that is there already is not shown twice. */
export function withNextPage(found: OriginalsFound, page: OriginalsFound): OriginalsFound {
  const known = new Set(found.originals.map((original) => original.transactionId));
  const fresh = page.originals.filter((original) => !known.has(original.transactionId));
  const isLocalOnly = found.helcim === 'unreachable' || page.helcim === 'unreachable';
  return {
    originals: [...found.originals, ...fresh],
    nextCursor: page.nextCursor,
    helcim: isLocalOnly ? 'unreachable' : 'included',
    isCut: found.isCut || page.isCut,
  };
}

export function createOriginals(
  find: (input: FindInput) => Promise<Result<OriginalsFound>>,
  search: OriginalsSearch = emptySearch,
): Originals {
  const store = createStore<OriginalsState>(() => ({ search, found: null, isBusy: false, error: null }));
  /** What the pages at hand were asked for; its number tells a late answer from the one that is wanted. */
  let asked: FindInput | null = null;
  let number = 0;

  const read = async (input: FindInput, lay: (page: OriginalsFound) => OriginalsFound) => {
    number += 1;
    const mine = number;
    store.setState({ isBusy: true, error: null });
    const answer = await ask(() => find(input));
    if (mine !== number) return;
    if (answer.ok) store.setState({ isBusy: false, found: lay(answer.value) });
    else store.setState({ isBusy: false, error: answer.error });
  };

  const run = async (currency: Currency | null) => {
    asked = findInputOf(store.getState().search, currency);
    await read(asked, (page) => page);
  };

  return {
    store,
    edit: (fields) => store.setState((state) => ({ search: { ...state.search, ...fields } })),
    run,
    runAnew(currency) {
      store.setState({ found: null });
      return run(currency);
    },
    async more() {
      const { found, isBusy } = store.getState();
      if (asked === null || isBusy || found === null || found.nextCursor === null) return;
      await read({ ...asked, cursor: found.nextCursor }, (page) => withNextPage(found, page));
    },
    forget() {
      number += 1;
      asked = null;
      store.setState({ found: null, isBusy: false, error: null });
    },
  };
}

/** One step of the arrow keys through a list; from nowhere, down leads to the first. */
export function stepTo(
  key: 'ArrowDown' | 'ArrowUp' | 'Home' | 'End' | 'PageDown' | 'PageUp',
  from: number | null,
  count: number,
  pageSize: number,
): number | null {
  if (count === 0) return null;
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: pageSize, PageUp: -pageSize };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (from === null) return 0;
  return Math.min(count - 1, Math.max(0, from + steps[key]));
}

/** What of an original is known to be free to go back; what is in doubt does not count as free (M9). */
export function freeCents(original: Original): number {
  return Math.max(0, original.amountCents - original.refundedCents - original.unsettledCents);
}
