/**
 * The bridge of the window, made from the contract alone. Runs sandboxed, so it is bundled to one CommonJS file and
 * must import nothing heavier than the contract's table.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, type Change, changeChannel, channelOf, ipcCalls } from '../shared/ipc-contract.ts';

type Call = (input: unknown) => Promise<unknown>;

/** SECURITY: 20 - the page gets one named function a call: no channel of its choice, no `ipcRenderer`. */
function callsOf(area: string, names: readonly string[]): Record<string, Call> {
  return Object.fromEntries(
    names.map((name) => {
      const channel = channelOf(area, name);
      return [name, (input: unknown) => ipcRenderer.invoke(channel, input)];
    }),
  );
}

/** SECURITY: 20 - the event object stays here; the page sees the change alone. */
function onChange(listener: (change: Change) => void): () => void {
  const forward = (_event: unknown, change: Change): void => listener(change);
  ipcRenderer.on(changeChannel, forward);
  return () => {
    ipcRenderer.removeListener(changeChannel, forward);
  };
}

const areas = Object.entries(ipcCalls).map(([area, calls]) => [area, callsOf(area, Object.keys(calls))]);
contextBridge.exposeInMainWorld(bridgeName, { ...Object.fromEntries(areas), onChange });
