import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../../shared/app-error.ts';
import {
  type Bridge,
  callsOfNobody,
  type IpcArea,
  ipcCalls,
  realTillAreas,
} from '../../shared/ipc-contract.ts';

export interface UnlockState {
  /** True while somebody is asked for the manager's PIN. */
  readonly isAsked: boolean;
  /** It is the PIN of the real till, whichever stands before the window. */
  readonly isRealTills: boolean;
}

/** Asks for the manager's PIN wherever something was pressed that needs it. */
export interface Unlock {
  readonly store: StoreApi<UnlockState>;
  /** Resolves with whether the till was unlocked; who asks meanwhile waits for the same answer. */
  ask(area?: IpcArea): Promise<boolean>;
  answer(isUnlocked: boolean): void;
}

export function createUnlock(): Unlock {
  const store = createStore<UnlockState>(() => ({ isAsked: false, isRealTills: false }));
  let waiting: ((isUnlocked: boolean) => void)[] = [];
  return {
    store,
    ask(area) {
      const isRealTills = area !== undefined && realTillAreas.has(area);
      if (!store.getState().isAsked) store.setState({ isAsked: true, isRealTills });
      return new Promise((resolve) => waiting.push(resolve));
    },
    answer(isUnlocked) {
      const answered = waiting;
      waiting = [];
      store.setState({ isAsked: false });
      for (const resolve of answered) resolve(isUnlocked);
    },
  };
}

type Call = (input: unknown) => Promise<Result<unknown>>;

/**
 * The bridge, with a way on for a call that main refused because the till is locked: the person is asked for the PIN, and
 * the same call is made once more, so that nothing typed is lost. What the window asks by itself asks nobody.
 */
export function withUnlock(bridge: Bridge, ask: Unlock['ask']): Bridge {
  const calls = bridge as unknown as Readonly<Record<string, Readonly<Record<string, Call>>>>;
  const areas = Object.entries(ipcCalls).map(([area, names]) => [
    area,
    Object.fromEntries(Object.keys(names).map((name) => [name, goingOn(area, name)])),
  ]);

  function goingOn(area: string, name: string): Call {
    return async (input) => {
      const call = calls[area]?.[name];
      if (call === undefined) throw new Error(`the bridge has no ${area}.${name}`);
      const answer = await call(input);
      if (answer.ok || answer.error.code !== 'not_allowed' || callsOfNobody.has(`${area}.${name}`))
        return answer;
      return (await ask(area as IpcArea)) ? call(input) : answer;
    };
  }
  // The table has every area and call, so the object made from it is the bridge.
  return { ...Object.fromEntries(areas), onChange: bridge.onChange } as unknown as Bridge;
}
