import { EventEmitter } from 'node:events';
import { app, type Closable } from './app.ts';
import { BrowserlessPage } from './browserless-page.ts';
import { isBrowserless } from './engine.ts';
import { onlyEvents, preventable, strict } from './unsupported.ts';
import { WebContents } from './web-contents.ts';
import { refuseUnsupported, type WindowOptions } from './window-options.ts';

const EVENTS = [
  'ready-to-show',
  'show',
  'hide',
  'close',
  'closed',
  'focus',
  'blur',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
  'resize',
  'resized',
  'move',
  'moved',
  'page-title-updated',
  // Never here: nobody ends the session or hangs the window under a stand-in.
  'session-end',
  'query-session-end',
  'unresponsive',
  'responsive',
];

type Page = WebContents | BrowserlessPage;

const all = new Map<number, BrowserWindowClass>();
let focused: BrowserWindowClass | undefined;
let lastId = 0;

class BrowserWindowClass extends EventEmitter implements Closable {
  /** What others get: the same object, which throws for what it lacks. */
  readonly self: BrowserWindowClass = strict('BrowserWindow', this);
  readonly id: number;
  readonly webContents: Page;
  private readonly page: Page;
  private bounds: { x: number; y: number; width: number; height: number };
  private title: string;
  private visible: boolean;
  private minimized = false;
  private maximized = false;
  private gone: Promise<void> | undefined;

  static getAllWindows(): BrowserWindowClass[] {
    return [...all.values()].map((window) => window.self);
  }
  static getFocusedWindow(): BrowserWindowClass | null {
    return focused?.self ?? null;
  }
  static fromId(id: number): BrowserWindowClass | null {
    return all.get(id)?.self ?? null;
  }
  static fromWebContents(contents: Page | undefined): BrowserWindowClass | null {
    return [...all.values()].find((window) => window.webContents.id === contents?.id)?.self ?? null;
  }

  constructor(options: WindowOptions = {}) {
    super();
    onlyEvents('BrowserWindow', this, EVENTS);
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    refuseUnsupported(options);
    lastId += 1;
    this.id = lastId;
    const { width = 800, height = 600, x = 0, y = 0, webPreferences } = options;
    this.bounds = { x, y, width, height };
    this.title = options.title ?? app.getName();
    this.visible = options.show !== false;
    this.page = isBrowserless()
      ? new BrowserlessPage()
      : new WebContents({
          width,
          height,
          preload: webPreferences?.preload,
          argv: webPreferences?.additionalArguments ?? [],
        });
    this.webContents = this.page.self;
    all.set(this.id, this);
    app.windowOpened(this);
    this.page.once('did-finish-load', () => this.emit('ready-to-show'));
    this.page.on('stand-in-close', () => this.close());
    this.page.on('stand-in-gone', () => void this.end());
    if (this.visible) this.takeFocus();
    else void this.setState('minimized');
    app.emit('web-contents-created', preventable({}), this.webContents);
    app.emit('browser-window-created', preventable({}), this.self);
  }

  loadURL(url: string): Promise<void> {
    return this.page.loadURL(url);
  }
  reload(): void {
    this.page.reload();
  }
  isDestroyed(): boolean {
    return this.gone !== undefined;
  }

  /** Asks 'close' listeners, then closes. */
  close(): void {
    void this.closeForQuit();
  }
  destroy(): void {
    void this.end();
  }
  async closeForQuit(): Promise<boolean> {
    if (this.gone !== undefined) return true;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.end();
    return true;
  }
  private end(): Promise<void> {
    this.gone ??= this.finish();
    return this.gone;
  }
  private async finish(): Promise<void> {
    if (focused === this) focused = undefined;
    await this.page.destroy();
    all.delete(this.id);
    this.emit('closed');
    app.windowClosed(this);
  }

  show(): void {
    this.showInactive();
    this.takeFocus();
  }
  showInactive(): void {
    if (this.visible) return;
    this.visible = true;
    void this.setState('normal');
    this.emit('show');
  }
  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.blur();
    void this.setState('minimized');
    this.emit('hide');
  }
  focus(): void {
    this.takeFocus();
    void this.page.command('Page.bringToFront').catch(() => undefined);
  }
  blur(): void {
    if (focused !== this) return;
    focused = undefined;
    this.emit('blur', preventable({}));
    app.emit('browser-window-blur', preventable({}), this.self);
  }
  private takeFocus(): void {
    if (focused === this) return;
    focused?.blur();
    focused = this;
    this.emit('focus', preventable({}));
    app.emit('browser-window-focus', preventable({}), this.self);
  }
  isVisible(): boolean {
    return this.visible && !this.minimized;
  }
  isFocused(): boolean {
    return focused === this;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isFullScreen(): boolean {
    return false;
  }
  minimize(): void {
    this.minimized = true;
    void this.setState('minimized');
    this.emit('minimize');
  }
  restore(): void {
    if (!this.minimized) return;
    this.minimized = false;
    void this.setState('normal');
    this.emit('restore');
  }
  maximize(): void {
    this.maximized = true;
    this.visible = true;
    void this.setState('maximized');
    this.emit('maximize');
  }
  unmaximize(): void {
    this.maximized = false;
    void this.setState('normal');
    this.emit('unmaximize');
  }

  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  getBounds(): { x: number; y: number; width: number; height: number } {
    return { ...this.bounds };
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.getBounds();
  }
  getContentBounds(): { x: number; y: number; width: number; height: number } {
    return this.getBounds();
  }
  getSize(): [number, number] {
    return [this.bounds.width, this.bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  setBounds(bounds: { x?: number; y?: number; width?: number; height?: number }): void {
    this.bounds = { ...this.bounds, ...bounds };
    void this.tellBounds(this.bounds);
    this.emit('resize');
  }
  setMinimumSize(): void {}
  setBackgroundColor(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  flashFrame(): void {}
  setProgressBar(): void {}
  setContentProtection(): void {}
  moveTop(): void {
    this.focus();
  }

  private setState(windowState: string): Promise<void> {
    return this.tellBounds({ windowState });
  }
  /** A headless browser has no window to size or hide; the state kept here is then all there is. */
  private async tellBounds(bounds: object): Promise<void> {
    if (isBrowserless()) return;
    if (process.env.TILLSIDE_STAND_IN_BROWSER !== 'visible' && 'windowState' in bounds) return;
    try {
      const { devTools, targetId } = await this.page.target();
      const { windowId } = await devTools.send<{ windowId: number }>('Browser.getWindowForTarget', {
        targetId,
      });
      await devTools.send('Browser.setWindowBounds', { windowId, bounds });
    } catch (error) {
      if (this.gone === undefined) process.stderr.write(`stand-in: window bounds not set: ${error}\n`);
    }
  }
}

/** Electron's BrowserWindow: the class and each window throw for what they lack. */
export const BrowserWindow = new Proxy(strict('BrowserWindow', BrowserWindowClass), {
  construct: (target, args: [WindowOptions?]) => new target(...args).self,
});
