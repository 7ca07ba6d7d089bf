/**
 * A shop's day: from the cut-over hour on its own clocks to the same hour of the next date. On the two days of the year
 * on which clocks change it has 23 or 25 hours. Bounds are UTC milliseconds, the first included, the last not, so that
 * every instant belongs to exactly one day.
 *
 * By `Intl`, which main and window both have (Node 24 has no `Temporal`).
 */

/** `YYYY-MM-DD`, a date of the calendar that exists. */
declare const businessDayBrand: unique symbol;
export type BusinessDay = string & { readonly [businessDayBrand]: true };

/** Where and when a shop's day begins. */
export interface DayRule {
  /** IANA name, `America/Toronto`. */
  readonly timeZone: string;
  /** The hour at which the new day begins, 0 to 23. */
  readonly cutOverHour: number;
}

export interface DayBounds {
  readonly fromMs: number;
  readonly toMs: number;
}

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daysKnown = { first: '2000-01-02', last: '2199-12-30' } as const;

export function isBusinessDay(value: unknown): value is BusinessDay {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  if (value < daysKnown.first || value > daysKnown.last) return false;
  const atMs = Date.parse(`${value}T00:00:00Z`);
  return Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(value);
}

/** Whether `Intl` knows the zone. An offset such as `+05:00` is none: it has no clock changes, and no shop lives in one. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z][A-Za-z0-9_+/-]{0,59}$/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError at the ends of the two centuries this app knows: a bug of ours */
export function shiftDay(day: BusinessDay, days: number): BusinessDay {
  const shifted = new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
  if (!isBusinessDay(shifted)) throw new RangeError(`not a day: ${shifted}`);
  return shifted;
}

/** When the day begins and when the next one does. */
export function boundsOfDay(day: BusinessDay, rule: DayRule): DayBounds {
  return { fromMs: beginOf(day, rule), toMs: beginOf(shiftDay(day, 1), rule) };
}

/** The day an instant belongs to. */
export function dayOf(atMs: number, rule: DayRule): BusinessDay {
  const wallMs = atMs + offsetMs(atMs, rule.timeZone) - rule.cutOverHour * hourMs;
  const near = new Date(wallMs).toISOString().slice(0, 10);
  if (!isBusinessDay(near)) throw new RangeError(`not within the days that are known: ${atMs}`);
  // The clocks may have changed between the cut-over and now: the day is the one whose bounds hold the instant.
  const { fromMs, toMs } = boundsOfDay(near, rule);
  if (atMs < fromMs) return shiftDay(near, -1);
  return atMs >= toMs ? shiftDay(near, 1) : near;
}

/** The instants at which the hours of a day begin, 23 to 25 of them. */
export function hoursOfDay({ fromMs, toMs }: DayBounds): readonly number[] {
  const count = Math.ceil((toMs - fromMs) / hourMs);
  return Array.from({ length: count }, (_, index) => fromMs + index * hourMs);
}

/**
 * The first instant at which the shop's clocks show the cut-over hour of this date or a later time: where that hour
 * happens twice the earlier one, where it is missing the moment the clocks jump over it.
 */
function beginOf(day: BusinessDay, { timeZone, cutOverHour }: DayRule): number {
  const wantedMs = Date.parse(`${day}T00:00:00Z`) + cutOverHour * hourMs;
  const before = offsetMs(wantedMs - dayMs, timeZone);
  const after = offsetMs(wantedMs + dayMs, timeZone);
  const fitting = [wantedMs - before, wantedMs - after].filter(
    (atMs) => atMs + offsetMs(atMs, timeZone) === wantedMs,
  );
  return fitting.length > 0
    ? Math.min(...fitting)
    : jumpOver(wantedMs, wantedMs - after, wantedMs - before, timeZone);
}

/** Where clocks jump over the wanted time: halving the span in which they do, down to the millisecond. */
function jumpOver(wantedMs: number, earliestMs: number, latestMs: number, timeZone: string): number {
  let beforeMs = earliestMs;
  let afterMs = latestMs;
  while (afterMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + afterMs) / 2);
    if (middleMs + offsetMs(middleMs, timeZone) < wantedMs) beforeMs = middleMs;
    else afterMs = middleMs;
  }
  return afterMs;
}

/** Making one takes far longer than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** What the zone's clocks are ahead of UTC at an instant, in milliseconds; negative in the Americas. */
function offsetMs(atMs: number, timeZone: string): number {
  const wholeMs = Math.floor(atMs / 1_000) * 1_000;
  const at: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(wholeMs)) at[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeMs;
}
