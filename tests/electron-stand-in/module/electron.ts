import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc-main.ts';
import { nativeTheme } from './native-theme.ts';
import { safeStorage } from './safe-storage.ts';
import { defaultSession, protocol } from './session.ts';
import { dialog, Menu, net, powerMonitor, screen, shell } from './small-modules.ts';
import { nativeImage, Tray } from './tray.ts';
import { missing, strict, unsupported } from './unsupported.ts';
import { webContents } from './web-contents.ts';

/** Everything `import ... from 'electron'` gives in the main process. What is missing() throws at its first use. The names at the end are
 * the window's: undefined here in Electron too, which libraries use to tell the processes apart. */
export const electron: Readonly<Record<string, unknown>> = strict(
  'main',
  {
    app,
    autoUpdater: missing('autoUpdater'),
    BaseWindow: missing('BaseWindow'),
    BrowserView: missing('BrowserView'),
    BrowserWindow,
    clipboard: missing('clipboard'),
    contentTracing: missing('contentTracing'),
    crashReporter: missing('crashReporter'),
    desktopCapturer: missing('desktopCapturer'),
    dialog,
    globalShortcut: missing('globalShortcut'),
    inAppPurchase: missing('inAppPurchase'),
    ipcMain,
    Menu,
    MenuItem: missing('MenuItem'),
    MessageChannelMain: missing('MessageChannelMain'),
    nativeImage,
    nativeTheme,
    net,
    netLog: missing('netLog'),
    Notification: missing('Notification'),
    powerMonitor,
    powerSaveBlocker: missing('powerSaveBlocker'),
    protocol,
    pushNotifications: missing('pushNotifications'),
    safeStorage,
    screen,
    session: strict('session', {
      defaultSession,
      fromPartition: (partition: string): never => {
        throw unsupported(`session.fromPartition('${partition}')`);
      },
    }),
    ShareMenu: missing('ShareMenu'),
    shell,
    systemPreferences: missing('systemPreferences'),
    TouchBar: missing('TouchBar'),
    Tray,
    utilityProcess: missing('utilityProcess'),
    View: missing('View'),
    webContents,
    WebContentsView: missing('WebContentsView'),
    webFrameMain: missing('webFrameMain'),
  },
  ['ipcRenderer', 'contextBridge', 'webFrame', 'webUtils', 'remote', 'sharedTexture', 'default'],
);
