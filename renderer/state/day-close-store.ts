import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/app-error.ts';
import type { BusinessDay } from '../../shared/business-day.ts';
import type { DayClose } from '../../shared/day-close.ts';
import type { Bridge } from '../../shared/ipc-contract.ts';
import { ask } from './ask.ts';

/** What the screen of the day's close shows; kept while somebody looks at a payment and comes back. */
export interface DayCloseState {
  /** Null for the business day of now. */
  readonly day: BusinessDay | null;
  readonly report: DayClose | null;
  readonly isMaking: boolean;
  readonly error: AppError | null;
}

export interface DayCloseWork {
  readonly store: StoreApi<DayCloseState>;
  choose(day: BusinessDay | null): void;
  /** One at a time; a later one takes the place of an earlier one. */
  make(day: BusinessDay): Promise<void>;
  stop(): void;
  dismiss(): void;
}

export function createDayCloseWork(bridge: Bridge): DayCloseWork {
  const store = createStore<DayCloseState>(() => ({ day: null, report: null, isMaking: false, error: null }));
  let latest = 0;
  const stop = () => void ask(() => bridge.close.stop(null));
  return {
    store,
    choose(day) {
      if (store.getState().isMaking) stop();
      latest += 1;
      store.setState({ day, report: null, isMaking: false, error: null });
    },
    async make(day) {
      latest += 1;
      const own = latest;
      store.setState({ isMaking: true, error: null });
      const answer = await ask(() => bridge.close.report({ day }));
      // Another day was chosen, or it was asked for again: this answer is of no interest any more.
      if (own !== latest) return;
      store.setState(
        answer.ok
          ? { report: answer.value, isMaking: false }
          : { isMaking: false, error: answer.error.code === 'close_stopped' ? null : answer.error },
      );
    },
    stop,
    dismiss: () => store.setState({ error: null }),
  };
}
