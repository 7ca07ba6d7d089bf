import { EventEmitter } from 'node:events';
import type { DevTools } from '../browser/devtools.ts';
import { toAppUrl, toBrowserUrl } from '../window/app-address.ts';
import { type InjectedScripts, injectedScripts } from '../window/injected-scripts.ts';
import { app } from './app.ts';
import { isBrowserless, requireEngine } from './engine.ts';
import { nativeTheme } from './native-theme.ts';
import { NavigationGuard } from './navigation-guard.ts';
import { pageEvents } from './page-events.ts';
import { createPage, emulateTheme, followFrames, type PageTarget, preparePage } from './page-target.ts';
import { type PdfOptions, type PrintOptions, pdfCommand, printCommand } from './paper.ts';
import { applyPermissions } from './permissions.ts';
import { PreloadChannel } from './preload-channel.ts';
import { defaultSession, protocol } from './session.ts';
import { onlyEvents, preventable, strict, unsupported } from './unsupported.ts';
import { FrameTree, type WebFrame } from './web-frame.ts';

/** How a window wants its page made. */
export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly argv: readonly string[];
}

type WindowOpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
}) => { action: string };

const all = new Map<number, WebContents>();
let lastId = 0;

/** One page: a DevTools target, its preload world and its IPC. */
export class WebContents extends EventEmitter {
  /** What others get: the same object, which throws for what it lacks. */
  readonly self: WebContents = strict('webContents', this);
  readonly id: number;
  readonly session = defaultSession;
  readonly frames = new FrameTree();
  private readonly navigation = new NavigationGuard(this.frames, (event, ...args) =>
    this.emit(event, ...args),
  );
  private readonly devTools: DevTools;
  private readonly opened: Promise<PageTarget>;
  private readonly options: PageOptions;
  private readonly stops: (() => void)[] = [];
  private channel: PreloadChannel | undefined;
  private targetId: string | undefined;
  private windowOpenHandler: WindowOpenHandler | undefined;
  private destroyed = false;
  private crashed = false;
  private loading = false;

  constructor(options: PageOptions) {
    super();
    onlyEvents('webContents', this, pageEvents);
    this.setMaxListeners(0);
    lastId += 1;
    this.id = lastId;
    this.options = options;
    this.devTools = requireEngine('BrowserWindow').devTools;
    all.set(this.id, this);
    this.opened = this.open();
    this.opened.catch((error: Error) => {
      if (!this.destroyed)
        process.stderr.write(`stand-in: the window could not be opened: ${error.message}\n`);
    });
  }

  get mainFrame(): WebFrame {
    return this.frames.describe(this.targetId ?? '');
  }
  getURL(): string {
    const { url } = this.mainFrame;
    return url === 'about:blank' ? '' : url;
  }
  getType(): string {
    return 'window';
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  isLoading(): boolean {
    return this.loading;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  openDevTools(): never {
    throw unsupported('webContents.openDevTools');
  }
  /** What the app gave to a printer: the options and the pages, as PDF. There is no printer here; tests read them. */
  readonly standInPrinted: { readonly options: PrintOptions; readonly pdf: Buffer }[] = [];

  /** The real pages, made by the browser itself. */
  async printToPDF(options: PdfOptions): Promise<Buffer> {
    const { data } = await this.command<{ data: string }>('Page.printToPDF', pdfCommand(options));
    return Buffer.from(data, 'base64');
  }
  /** Lays the pages out as for a printer and keeps them; nothing is printed, and no dialog asks. */
  print(options: PrintOptions = {}, done?: (success: boolean, failureReason: string) => void): void {
    this.command<{ data: string }>('Page.printToPDF', printCommand(options)).then(
      ({ data }) => {
        this.standInPrinted.push({ options, pdf: Buffer.from(data, 'base64') });
        process.stderr.write('stand-in: webContents.print recorded, not printed\n');
        done?.(true, '');
      },
      (error: Error) => done?.(false, error.message),
    );
  }
  /** Closing a page closes its window; BrowserWindow listens. */
  close(): void {
    this.emit('stand-in-close');
  }

  /** Sends to the preload of the current document; without one the message is lost, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    const encoded = PreloadChannel.encode(channel, args);
    void this.opened.then(
      ({ targetId }) => this.channel?.send(targetId, encoded),
      () => undefined,
    );
  }

  /** Resolves when the page has loaded; rejects with Chromium's reason. */
  async loadURL(url: string): Promise<void> {
    const scheme = url.split(':')[0] ?? '';
    if (!['http', 'https', 'about', 'data'].includes(scheme) && !protocol.schemes.has(scheme)) {
      throw unsupported(`loadURL('${url}')`);
    }
    const { session } = await this.opened;
    const address = toBrowserUrl(url, protocol.schemes);
    await applyPermissions(this.devTools, this.self, address);
    const loaded = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    this.navigation.expect(address);
    const { errorText } = await this.devTools.send<{ errorText?: string }>(
      'Page.navigate',
      { url: address },
      session,
    );
    this.navigation.expect(undefined);
    if (errorText !== undefined) {
      this.emit('did-fail-load', preventable({}), -2, errorText, url, true);
      throw Object.assign(new Error(`${errorText} loading '${url}'`), { code: errorText, url });
    }
    await loaded;
  }
  reload(): void {
    this.navigation.expect(toBrowserUrl(this.getURL(), protocol.schemes));
    void this.command('Page.reload').catch(() => undefined);
  }

  private async open(): Promise<PageTarget> {
    const scripts = this.scripts();
    const target = await createPage(this.devTools, this.options.width, this.options.height);
    this.targetId = target.targetId;
    this.listen(target);
    await preparePage(this.devTools, target, scripts, this.frames);
    return target;
  }

  /** A preload that cannot be loaded leaves a page without one, and says so, as in Electron. */
  private scripts(): InjectedScripts {
    try {
      return injectedScripts(this.options.preload, this.options.argv);
    } catch (error) {
      process.nextTick(() => this.preloadFailed(error));
      return injectedScripts(undefined, this.options.argv);
    }
  }

  /** For the preload channel alone. */
  preloadFailed(error: unknown): void {
    const path = this.options.preload ?? '';
    process.stderr.write(
      `Unable to load preload script: ${path}\n${error instanceof Error ? error.stack : error}\n`,
    );
    this.emit(
      'preload-error',
      preventable({}),
      path,
      error instanceof Error ? error : new Error(String(error)),
    );
  }

  private listen({ session, targetId }: PageTarget): void {
    const on = <T>(method: string, listener: (params: T) => void) =>
      this.stops.push(this.devTools.listen<T>(method, session, listener));
    this.channel = new PreloadChannel(this.devTools, session, this);
    this.stops.push(...followFrames(this.devTools, session, this.frames), this.channel.open());
    on<{ frame: { id: string; url: string } }>('Page.frameNavigated', ({ frame }) => {
      if (frame.id === targetId) this.emit('did-navigate', preventable({}), toAppUrl(frame.url), 200, '');
    });
    on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) =>
      this.emit('did-navigate-in-page', preventable({}), toAppUrl(url), frameId === targetId),
    );
    on<{ frameId: string; url: string }>('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === targetId) this.navigation.announce(url);
    });
    on<{ frameId: string }>(
      'Page.frameStartedLoading',
      ({ frameId }) => frameId === targetId && this.setLoading(true),
    );
    on<{ frameId: string }>(
      'Page.frameStoppedLoading',
      ({ frameId }) => frameId === targetId && this.setLoading(false),
    );
    on('Page.domContentEventFired', () => this.emit('dom-ready', preventable({})));
    on('Page.loadEventFired', () => this.emit('did-finish-load', preventable({})));
    on<WindowAsked>('Page.windowOpen', (asked) => this.askedForWindow(asked));
    on('Inspector.targetCrashed', () => this.pageCrashed());
    on('Inspector.targetReloadedAfterCrash', () => {
      this.crashed = false;
    });
    const detached = (gone: { sessionId: string }) =>
      gone.sessionId === session && this.emit('stand-in-gone');
    this.stops.push(this.devTools.listen('Target.detachedFromTarget', undefined, detached));
    const recolour = () => void emulateTheme(this.devTools, session).catch(() => undefined);
    nativeTheme.on('stand-in-source', recolour);
    this.stops.push(() => nativeTheme.off('stand-in-source', recolour));
  }

  private setLoading(loading: boolean): void {
    if (this.loading === loading) return;
    this.loading = loading;
    this.emit(loading ? 'did-start-loading' : 'did-stop-loading');
  }

  private pageCrashed(): void {
    this.crashed = true;
    const details = { reason: 'crashed', exitCode: 1 };
    this.emit('render-process-gone', preventable({}), details);
    app.emit('render-process-gone', preventable({}), this.self, details);
  }

  /** No page gets a second window here, whatever is answered. The app's handler still has its say. */
  private askedForWindow(asked: WindowAsked): void {
    const details = {
      url: toAppUrl(asked.url),
      frameName: asked.windowName,
      features: asked.windowFeatures.join(','),
      disposition: 'new-window',
    };
    if (this.windowOpenHandler === undefined) {
      process.stderr.write(`stand-in: a window for ${details.url} was refused; Electron would open it\n`);
    } else if (this.windowOpenHandler(details).action !== 'deny') {
      throw unsupported("webContents.setWindowOpenHandler answering 'allow'");
    }
  }

  /** For the request gate alone: does this page hold the frame? */
  owns(frameId: string): boolean {
    return !this.destroyed && (frameId === this.targetId || this.frames.has(frameId));
  }
  /** For the request gate alone: may this document request go on? */
  allowsNavigation(frameId: string, address: string, redirected: boolean): Promise<boolean> {
    return this.navigation.allows(frameId, frameId === this.targetId, address, redirected);
  }

  /** For BrowserWindow alone: ends the page; resolves when the browser has closed it. */
  async destroy(): Promise<void> {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
    await this.opened.catch(() => undefined);
    for (const stop of this.stops) stop();
    await this.devTools.send('Target.closeTarget', { targetId: this.targetId }).catch(() => undefined);
  }
  /** For BrowserWindow alone: a command to the page, once it is open. */
  async command<T>(method: string, params: object = {}): Promise<T> {
    const { session } = await this.opened;
    return this.devTools.send<T>(method, params, session);
  }
  /** For BrowserWindow alone: the browser and the page's name in it, once it is open. */
  async target(): Promise<{ devTools: DevTools; targetId: string }> {
    const { targetId } = await this.opened;
    return { devTools: this.devTools, targetId };
  }
  get devToolsTargetId(): string | undefined {
    return this.targetId;
  }
}

interface WindowAsked {
  readonly url: string;
  readonly windowName: string;
  readonly windowFeatures: readonly string[];
}

/** All open pages, as the raw objects. */
export function allPages(): WebContents[] {
  return [...all.values()];
}

/** Without a browser there are windows whose pages are none of these: then a look-up throws instead of finding nothing. */
function knownPages(): WebContents[] {
  if (isBrowserless()) throw unsupported('webContents look-ups without a browser');
  return allPages();
}

/** Electron's `webContents` namespace. */
export const webContents = strict('webContents', {
  getAllWebContents: () => knownPages().map((page) => page.self),
  fromId: (id: number) => knownPages().find((page) => page.id === id)?.self,
  fromDevToolsTargetId: (targetId: string) =>
    knownPages().find((page) => page.devToolsTargetId === targetId)?.self,
  getFocusedWebContents: () => knownPages()[0]?.self ?? null,
});
