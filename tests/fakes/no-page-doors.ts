import type { PageDoors } from '../../electron/ipc/handlers/close.ts';
import type { OpenFileDoor } from '../../electron/ipc/handlers/settings.ts';
import { failed } from '../../shared/app-error.ts';

/** For a till without a window: there is no page to print and nobody to ask for a place. */
export const noPageDoors: PageDoors & OpenFileDoor = {
  print: async () => 'there is no window',
  pdf: async () => {
    throw new Error('there is no window');
  },
  saveFile: async () => failed('file_not_saved'),
  openFile: async () => failed('file_not_read'),
};
