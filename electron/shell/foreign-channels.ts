import type { IpcMain } from 'electron';

/** Answers any sender with the path of the data folder; registered by electron-store for windows of another kind. */
const storeChannel = 'electron-store-get-data';

/**
 * SECURITY: 17 - takes off what libraries have put on `ipcMain` by themselves, since it checks no sender. To be
 * called after the settings were opened.
 */
export function closeForeignChannels(ipcMain: IpcMain): void {
  ipcMain.removeAllListeners(storeChannel);
}
