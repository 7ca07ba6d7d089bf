import type { DevTools } from '../browser/devtools.ts';

/** What the running stand-in gives Electron's modules. In a plain unit test nothing is ever set. */
export interface Engine {
  readonly devTools: DevTools;
  /** Ends the browser at once. */
  readonly killBrowser: () => void;
}

/** What the command line and the app's package.json say; set before the app's code runs. */
export interface AppInfo {
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
  readonly executablePath: string;
  readonly userDataDir: string | undefined;
}

let engine: Engine | undefined;
let info: AppInfo | undefined;

export function setEngine(running: Engine): void {
  engine = running;
}

export function setAppInfo(found: AppInfo): void {
  info = found;
}

export function appInfo(): AppInfo | undefined {
  return info;
}

/** The running browser, or undefined where `electron` is only imported (unit tests). */
export function runningEngine(): Engine | undefined {
  return engine;
}

/** The running browser; throws, naming who needed it, where there is none. */
export function requireEngine(who: string): Engine {
  if (engine === undefined)
    throw new Error(`${who} needs a running browser: start the app by the stand-in's executable`);
  return engine;
}

/** `TILLSIDE_STAND_IN_BROWSER=none`: windows without a browser behind them. */
export function isBrowserless(): boolean {
  return process.env.TILLSIDE_STAND_IN_BROWSER === 'none';
}
