import type { DayRule } from '../../shared/business-day.ts';

/** What the manager has said of the shop's day; a null zone is the machine's own. */
export interface DayChoice {
  readonly timeZone: string | null;
  readonly cutOverHour: number;
}

export interface ShopDay {
  readonly machineTimeZone: string;
  rule(): DayRule;
  choose(choice: DayChoice): void;
}

export interface ShopDayStore {
  read(): DayChoice;
  write(choice: DayChoice): void;
}

/** Without a store the choice ends with the program. */
export function createShopDay(store: ShopDayStore = keptInMemory()): ShopDay {
  const machineTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    machineTimeZone,
    rule() {
      const { timeZone, cutOverHour } = store.read();
      return { timeZone: timeZone ?? machineTimeZone, cutOverHour };
    },
    choose: (choice) => store.write(choice),
  };
}

function keptInMemory(): ShopDayStore {
  let kept: DayChoice = { timeZone: null, cutOverHour: 0 };
  return {
    read: () => kept,
    write(choice) {
      kept = choice;
    },
  };
}
