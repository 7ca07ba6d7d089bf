import { type IpcArea, ipcCalls } from '../../shared/ipc-contract.ts';
import type { Till } from '../till/till.ts';
import type { IpcHandlers } from './register.ts';

/** The handlers of each till, made once: some remember what they are in the middle of. */
export function createHandlersOfTills(make: (till: Till) => IpcHandlers): (till: Till) => IpcHandlers {
  const made = new WeakMap<Till, IpcHandlers>();
  return (till) => {
    const known = made.get(till) ?? make(till);
    made.set(till, known);
    return known;
  };
}

type AnyHandlers = Readonly<Record<string, Readonly<Record<string, (input: unknown) => unknown>>>>;

/** Every call goes to the handlers of whichever till its area belongs to at that moment. */
export function frontHandlers(current: (area: IpcArea) => IpcHandlers): IpcHandlers {
  const areas = Object.entries(ipcCalls).map(([area, calls]) => [
    area,
    Object.fromEntries(
      Object.keys(calls).map((call) => [
        call,
        (input: unknown) => (current(area as IpcArea) as unknown as AnyHandlers)[area]?.[call]?.(input),
      ]),
    ),
  ]);
  return Object.fromEntries(areas);
}
