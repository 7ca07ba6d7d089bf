import { unsupported } from './unsupported.ts';

interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: string[];
  readonly [option: string]: unknown;
}
/** What a BrowserWindow is made with; options that only change its looks on a desktop are taken and have no effect. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
  readonly [option: string]: unknown;
}

/** Only a page kept apart from Node is run here; each of these values would ask for the opposite, or for more. */
const REFUSED: readonly (readonly [string, unknown])[] = [
  ['contextIsolation', false],
  ['nodeIntegration', true],
  ['nodeIntegrationInSubFrames', true],
  ['nodeIntegrationInWorker', true],
  ['sandbox', false],
  ['webSecurity', false],
  ['allowRunningInsecureContent', true],
  ['webviewTag', true],
  ['experimentalFeatures', true],
];

/** Throws for options whose promise the stand-in could not keep. */
export function refuseUnsupported(options: WindowOptions): void {
  for (const [option, value] of REFUSED) {
    if (options.webPreferences?.[option] === value)
      throw unsupported(`BrowserWindow with webPreferences.${option} = ${value}`);
  }
  for (const option of ['parent', 'modal', 'kiosk', 'type', 'webContents']) {
    if (options[option] !== undefined && options[option] !== false)
      throw unsupported(`BrowserWindow with ${option}`);
  }
}
