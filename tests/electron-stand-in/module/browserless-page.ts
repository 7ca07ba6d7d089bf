import { EventEmitter } from 'node:events';
import { ipcMain } from './ipc-main.ts';
import { pageEvents } from './page-events.ts';
import { defaultSession, protocol } from './session.ts';
import { onlyEvents, preventable, strict, unsupported } from './unsupported.ts';
import { FrameTree, type WebFrame } from './web-frame.ts';

/** What the process that started the app says on its IPC channel in the place of a page. */
export type FromPagesPlace = {
  readonly kind: 'invoke';
  readonly id: number;
  readonly channel: string;
  readonly args: readonly unknown[];
};

/** What it hears there. */
export type ToPagesPlace =
  /** The app has loaded its page; calls are taken from now on. */
  | { readonly kind: 'loaded'; readonly url: string }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: string }
  /** `webContents.send` */
  | { readonly kind: 'message'; readonly channel: string; readonly args: readonly unknown[] };

const mainFrameId = 'main';
let lastId = 0;

/**
 * A page that nobody sees, for runs without a browser. Loading asks the app's own protocol handler and throws the
 * document away; no script of it runs. In its place the process that started the app makes `ipcRenderer.invoke` calls,
 * which reach `ipcMain` as calls of this page's main frame do. Whatever needs a real page throws.
 */
export class BrowserlessPage extends EventEmitter {
  /** What others get: the same object, which throws for what it lacks. */
  readonly self: BrowserlessPage = strict('webContents', this);
  readonly id: number;
  readonly session = defaultSession;
  private readonly frames = new FrameTree();
  private readonly hear = (message: FromPagesPlace) => void this.answer(message);
  private isLoaded = false;
  private destroyed = false;

  constructor() {
    super();
    onlyEvents('webContents', this, pageEvents);
    this.setMaxListeners(0);
    lastId += 1;
    this.id = lastId;
    process.on('message', this.hear);
  }

  get mainFrame(): WebFrame {
    return this.frames.describe(mainFrameId);
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  getType(): string {
    return 'window';
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isCrashed(): boolean {
    return false;
  }
  isLoading(): boolean {
    return false;
  }
  /** Taken, never called: no page is there to open a window. */
  setWindowOpenHandler(): void {}
  /** Closing a page closes its window; BrowserWindow listens. */
  close(): void {
    this.emit('stand-in-close');
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    if (this.isLoaded) tell({ kind: 'message', channel, args });
  }

  /** Resolves when the app's handler has served the page; rejects when it did not. */
  async loadURL(url: string): Promise<void> {
    const scheme = url.split(':')[0] ?? '';
    const handler = protocol.handlerOf(scheme);
    if (handler === undefined) throw unsupported(`loadURL('${url}') without a browser`);
    const response = await handler(new Request(url));
    if (!response.ok) {
      this.emit('did-fail-load', preventable({}), -2, 'ERR_FAILED', url, true);
      throw Object.assign(new Error(`ERR_FAILED (${response.status}) loading '${url}'`), {
        code: 'ERR_FAILED',
        url,
      });
    }
    const { protocol: origin, host } = new URL(url);
    this.frames.frameNavigated({ id: mainFrameId, url, securityOrigin: `${origin}//${host}` });
    this.isLoaded = true;
    this.emit('did-navigate', preventable({}), url, 200, '');
    this.emit('dom-ready', preventable({}));
    this.emit('did-finish-load', preventable({}));
    tell({ kind: 'loaded', url });
  }
  reload(): void {
    void this.loadURL(this.getURL()).catch(() => undefined);
  }

  private async answer({ kind, id, channel, args }: FromPagesPlace): Promise<void> {
    if (kind !== 'invoke') return;
    if (!this.isLoaded || this.destroyed)
      return tell({ kind: 'answer', id, ok: false, error: 'no page is loaded' });
    const event = { sender: this.self, senderFrame: this.mainFrame, frameId: 1, processId: 1 };
    await ipcMain.answer(channel, event, [...args]).then(
      (value) => tell({ kind: 'answer', id, ok: true, value }),
      (error: unknown) => tell({ kind: 'answer', id, ok: false, error: String(error) }),
    );
  }

  /** For BrowserWindow alone. */
  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    process.off('message', this.hear);
    this.emit('destroyed');
  }
  /** For BrowserWindow alone. */
  async command(method: string): Promise<never> {
    throw unsupported(`${method} without a browser`);
  }
  /** For BrowserWindow alone. */
  async target(): Promise<never> {
    throw unsupported('a DevTools target without a browser');
  }
}

/** Without an IPC channel nobody listens, and a channel that has just gone takes nothing. */
function tell(message: ToPagesPlace): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
