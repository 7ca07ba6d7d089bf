import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { BusinessDay } from '../../../shared/business-day.ts';
import { toCsv } from '../../../shared/csv.ts';
import type { DayClose, Paper } from '../../../shared/day-close.ts';
import type { SavedFile } from '../../../shared/ipc-contract.ts';
import type { Till } from '../../till/till.ts';
import { dayCloseTable } from '../day-close-table.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';

export interface PrintedPage {
  readonly paper: Paper;
  /** Of a strip of roll paper; a sheet has its own. */
  readonly heightMm: number | null;
}

/** What only Electron can do with the page that the window shows. */
export interface PageDoors {
  /** Resolves once the system has taken the page, or the person has thought better of it. @returns why not, or null */
  print(page: PrintedPage): Promise<string | null>;
  /** Rejects with the reason. */
  pdf(page: PrintedPage): Promise<Uint8Array>;
  saveFile(name: string, content: Uint8Array | string): Promise<Result<SavedFile>>;
}

export async function printPage(doors: Pick<PageDoors, 'print'>, page: PrintedPage): Promise<Result<null>> {
  const why = await doors.print(page).catch((cause: unknown) => String(cause));
  return why === null ? ok(null) : failed('print_failed', { detail: why.slice(0, 200) });
}

export function closeHandlers(till: Till, doors: PageDoors): IpcHandlers['close'] {
  const withRoom = createWithRoom(till);
  const nameOf = (day: BusinessDay, ending: string) => `tillside-close-${day}.${ending}`;

  /** The window may only save what was made: nothing is computed anew behind what the person sees. */
  function lastOf(day: BusinessDay): Promise<Result<DayClose>> {
    return withRoom(async ({ closer }) => {
      const last = closer.last();
      return last?.day === day ? ok(last) : failed('close_not_made');
    });
  }

  return {
    report: ({ day }) =>
      withRoom(async ({ closer }) => {
        const currency = till.currency();
        if (currency === null) return failed('currency_unknown');
        const { practice } = till.parts.mode;
        return closer.make({ day, rule: till.parts.shopDay.rule(), currency, practice });
      }),
    stop() {
      till.room()?.closer.stop();
      return ok(null);
    },
    setDay({ timeZone, cutOverHour }) {
      const changed = till.desk.change({ timeZone, cutOverHour }, till.session.cashier());
      return changed.isSaved
        ? ok(null)
        : failed('invalid_input', { field: changed.problems[0]?.field ?? null });
    },
    print: (page) => printPage(doors, page),
    async savePdf({ day, ...page }) {
      const last = await lastOf(day);
      if (!last.ok) return last;
      try {
        return await doors.saveFile(nameOf(day, 'pdf'), await doors.pdf(page));
      } catch (cause) {
        return failed('print_failed', { detail: String(cause).slice(0, 200) });
      }
    },
    async saveCsv({ day }) {
      const last = await lastOf(day);
      return last.ok ? doors.saveFile(nameOf(day, 'csv'), toCsv(dayCloseTable(last.value))) : last;
    },
  };
}
