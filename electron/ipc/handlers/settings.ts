import { ok, type Result } from '../../../shared/app-error.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';
import type { FileDoor } from './history.ts';

/** Null when the person thought better of it. */
export type OpenedFile = { readonly fileName: string; readonly text: string } | null;

export interface OpenFileDoor {
  /** Asks for a file of this ending and reads it whole. Fails with `file_not_read`. */
  openFile(ending: string): Promise<Result<OpenedFile>>;
}

export function settingsHandlers(till: Till, doors: FileDoor & OpenFileDoor): IpcHandlers['settings'] {
  const { desk } = till;
  return {
    read: () => ok(desk.read()),
    check: ({ patch }) => ok(desk.check(patch)),
    change: ({ patch, who }) => ok(desk.change(patch, who)),
    exportFile({ who }) {
      const day = new Date(till.parts.wireClock.wallMs()).toISOString().slice(0, 10);
      return doors.saveFile(`tillside-settings-${day}.json`, desk.exported(who));
    },
    async chooseImport() {
      const opened = await doors.openFile('json');
      if (!opened.ok) return opened;
      return opened.value === null ? ok(null) : desk.preview(opened.value.fileName, opened.value.text);
    },
    applyImport: (input) => desk.apply(input),
  };
}
