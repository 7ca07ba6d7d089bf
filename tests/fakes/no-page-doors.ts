import type { FileDoor } from '../../electron/ipc/handlers/history.ts';
import { failed } from '../../shared/app-error.ts';

/** For a till without a window: there is nobody to ask for a place. */
export const noPageDoors: FileDoor = {
  saveFile: async () => failed('file_not_saved'),
};
