import { EventEmitter } from 'node:events';
import { AppPaths } from './app-paths.ts';
import { appInfo, runningEngine } from './engine.ts';
import { SingleInstance } from './single-instance.ts';
import { onlyEvents, preventable, strict, unsupported } from './unsupported.ts';

/** What app.quit() closes; windows register themselves. */
export interface Closable {
  /** Asks the window to close; false when its 'close' listener prevented it. */
  closeForQuit(): Promise<boolean>;
}

const EVENTS = [
  'ready',
  'will-finish-launching',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'second-instance',
  'web-contents-created',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'render-process-gone',
  // Never here, and nothing is lost by never: macOS file and link events, TLS prompts (no page leaves the machine).
  'open-file',
  'open-url',
  'certificate-error',
  'select-client-certificate',
  'login',
  'child-process-gone',
  'session-created',
];

/** Switches for Chromium, kept for whoever asks; the browser of the stand-in runs with its own list. */
class CommandLine {
  private readonly switches = new Map<string, string>();

  appendSwitch(name: string, value = ''): void {
    this.switches.set(name, value);
  }
  appendArgument(): void {}
  hasSwitch(name: string): boolean {
    return (
      this.switches.has(name) ||
      process.argv.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`))
    );
  }
  getSwitchValue(name: string): string {
    const given = process.argv.find((arg) => arg.startsWith(`--${name}=`));
    return this.switches.get(name) ?? given?.slice(name.length + 3) ?? '';
  }
  removeSwitch(name: string): void {
    this.switches.delete(name);
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = strict('app.commandLine', new CommandLine());
  private readonly paths = new AppPaths();
  private readonly instance = new SingleInstance();
  private readonly windows = new Set<Closable>();
  private readonly readiness = Promise.withResolvers<void>();
  private readySent = false;
  private quitting = false;
  private ownName: string | undefined;
  private waitedFor = Promise.withResolvers<void>();
  private readonly waitingSeconds: (() => void)[] = [];

  constructor() {
    super();
    onlyEvents('app', this, EVENTS);
    this.setMaxListeners(0);
    this.on('newListener', (event) => {
      if (event === 'ready') this.waitedFor.resolve();
    });
  }

  get name(): string {
    return this.getName();
  }
  getName(): string {
    return this.ownName ?? appInfo()?.name ?? 'electron-stand-in';
  }
  setName(name: string): void {
    this.ownName = name;
  }
  getVersion(): string {
    return appInfo()?.version ?? '0.0.0';
  }
  getAppPath(): string {
    return appInfo()?.appPath ?? process.cwd();
  }
  getPath(name: string): string {
    return this.paths.get(name, this.getName());
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
  getSystemLocale(): string {
    return this.getLocale();
  }
  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }
  setAppUserModelId(): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
  focus(): void {}

  isReady(): boolean {
    return this.readySent;
  }
  whenReady(): Promise<void> {
    this.waitedFor.resolve();
    return this.readiness.promise;
  }

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    const note = { argv: [...process.argv], cwd: process.cwd(), additionalData };
    return this.instance.request(this.getPath('userData'), note, (second) => {
      const tell = () =>
        this.emit('second-instance', preventable({}), second.argv, second.cwd, second.additionalData);
      if (this.readySent) tell();
      else this.waitingSeconds.push(tell);
    });
  }
  hasSingleInstanceLock(): boolean {
    return this.instance.held;
  }
  releaseSingleInstanceLock(): void {
    this.instance.release();
  }

  /** before-quit, each window's close, will-quit, then the end; any listener may prevent it. */
  quit(): void {
    if (this.quitting) return;
    const before = preventable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    void this.closeAll().then((closed) => {
      if (closed) this.endUnlessPrevented();
      this.quitting = false;
    });
  }

  /** Ends at once, asking nobody. */
  exit(code = 0): void {
    this.emit('quit', preventable({}), code);
    runningEngine()?.killBrowser();
    process.exit(code);
  }
  relaunch(): never {
    throw unsupported('app.relaunch');
  }

  private async closeAll(): Promise<boolean> {
    for (const window of this.windows) {
      if (!(await window.closeForQuit())) return false;
    }
    return true;
  }

  private endUnlessPrevented(): void {
    const will = preventable({});
    this.emit('will-quit', will);
    if (!will.defaultPrevented) this.exit(0);
  }

  /** For BrowserWindow alone. */
  windowOpened(window: Closable): void {
    this.windows.add(window);
  }
  /** For BrowserWindow alone: with no listener for 'window-all-closed' the app quits, as in Electron. */
  windowClosed(window: Closable): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.quitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  /** For run.ts alone: forgets who waited so far (Playwright's loader does), then resolves when the app waits for 'ready'. */
  startWatchingForWaiters(): Promise<void> {
    this.waitedFor = Promise.withResolvers<void>();
    return this.waitedFor.promise;
  }
  /** For run.ts alone: fires 'ready'. */
  becomeReady(): void {
    this.readySent = true;
    this.readiness.resolve();
    app.emit('will-finish-launching');
    app.emit('ready', preventable({}), {});
    for (const tell of this.waitingSeconds.splice(0)) tell();
  }
}

export const app = strict('app', new App(), ['dock', 'applicationMenu', 'badgeCount', 'userAgentFallback']);
