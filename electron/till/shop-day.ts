import type { DayRule } from '../../shared/business-day.ts';

/** What the manager has said of the shop's day; a null zone is the machine's own. */
interface DayChoice {
  readonly timeZone: string | null;
  readonly cutOverHour: number;
}

export interface ShopDay {
  readonly machineTimeZone: string;
  rule(): DayRule;
}

export function createShopDay(choice: () => DayChoice): ShopDay {
  const machineTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    machineTimeZone,
    rule() {
      const { timeZone, cutOverHour } = choice();
      return { timeZone: timeZone ?? machineTimeZone, cutOverHour };
    },
  };
}
