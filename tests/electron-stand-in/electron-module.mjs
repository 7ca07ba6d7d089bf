// What the specifier `electron` means in the main process under the stand-in, and in unit tests, where no browser
// runs: importing it starts nothing. (A file of its own name for vitest.config.ts and module-hooks.ts.)
import { electron } from './module/electron.ts';

export const app = electron.app;
export const autoUpdater = electron.autoUpdater;
export const BaseWindow = electron.BaseWindow;
export const BrowserView = electron.BrowserView;
export const BrowserWindow = electron.BrowserWindow;
export const clipboard = electron.clipboard;
export const contentTracing = electron.contentTracing;
export const crashReporter = electron.crashReporter;
export const desktopCapturer = electron.desktopCapturer;
export const dialog = electron.dialog;
export const globalShortcut = electron.globalShortcut;
export const inAppPurchase = electron.inAppPurchase;
export const ipcMain = electron.ipcMain;
export const Menu = electron.Menu;
export const MenuItem = electron.MenuItem;
export const MessageChannelMain = electron.MessageChannelMain;
export const nativeImage = electron.nativeImage;
export const nativeTheme = electron.nativeTheme;
export const net = electron.net;
export const netLog = electron.netLog;
export const Notification = electron.Notification;
export const powerMonitor = electron.powerMonitor;
export const powerSaveBlocker = electron.powerSaveBlocker;
export const protocol = electron.protocol;
export const pushNotifications = electron.pushNotifications;
export const safeStorage = electron.safeStorage;
export const screen = electron.screen;
export const session = electron.session;
export const ShareMenu = electron.ShareMenu;
export const shell = electron.shell;
export const systemPreferences = electron.systemPreferences;
export const TouchBar = electron.TouchBar;
export const Tray = electron.Tray;
export const utilityProcess = electron.utilityProcess;
export const View = electron.View;
export const webContents = electron.webContents;
export const WebContentsView = electron.WebContentsView;
export const webFrameMain = electron.webFrameMain;

export default electron;
// What require('electron') gives: Node takes this name before the default export.
export { electron as 'module.exports' };
