import { BrowserWindow, screen } from 'electron';
import { fitBounds, type Rectangle, windowHeightMin, windowWidthMin } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly title: string;
  /** Absolute path of the bundled preload script. */
  readonly preloadPath: string;
  readonly bounds: Rectangle | null;
  readonly isPackaged: boolean;
  /** Told where the window was when it closes, so that it opens there again. */
  readonly onClose: (bounds: Rectangle) => void;
}

/**
 * Makes the one window, hidden until its first paint. The caller trusts its web contents and loads the page.
 * Every option that guards the page is spelled out, also where it is the default of today.
 */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...fitBounds(options.bounds, workAreas),
    minWidth: windowWidthMin,
    minHeight: windowHeightMin,
    show: false,
    title: options.title,
    webPreferences: {
      preload: options.preloadPath,
      nodeIntegration: false, // SECURITY: 2
      nodeIntegrationInWorker: false, // SECURITY: 2
      nodeIntegrationInSubFrames: false, // SECURITY: 2
      contextIsolation: true, // SECURITY: 3
      sandbox: true, // SECURITY: 4
      disableBlinkFeatures: 'Auxclick', // SECURITY: 10
      webviewTag: false, // SECURITY: 11
      navigateOnDragDrop: false, // SECURITY: 13
      // A till in use has no inspector; developers have one.
      devTools: !options.isPackaged,
      // The spell checker would fetch its dictionaries from a server.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => options.onClose(window.getNormalBounds()));
  return window;
}
