import { EventEmitter } from 'node:events';
import { preventable, strict, unsupported } from './unsupported.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  constructor() {
    super();
    this.setMaxListeners(0);
  }
  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** For WebContents alone: runs the handler; rejects with the words Electron's window sees. */
  async answer(channel: string, event: object, args: unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return await handler(preventable({ ...event, type: 'frame' }), ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${error}`);
    }
  }
  /** For WebContents alone. */
  receive(
    channel: string,
    event: object,
    args: unknown[],
    reply: (channel: string, ...args: unknown[]) => void,
  ): void {
    const full = preventable({ ...event, type: 'frame', ports: [], reply });
    Object.defineProperty(full, 'returnValue', {
      set: () => {
        throw unsupported('ipcRenderer.sendSync');
      },
    });
    this.emit(channel, full, ...args);
  }
}

export const ipcMain = strict('ipcMain', new IpcMain());
