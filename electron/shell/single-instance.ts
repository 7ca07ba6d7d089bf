import { app, type BrowserWindow } from 'electron';

/**
 * Claims this till for this process, before anything opens the ledger. A second start brings the first one's window
 * to the front instead.
 * @returns false when another process has it: the caller ends at once.
 */
export function claimSingleInstance(mainWindow: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = mainWindow();
    if (window === null || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
