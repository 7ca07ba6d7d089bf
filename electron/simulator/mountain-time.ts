/*
 * Helcim stamps transactions in Mountain Time without an offset, daylight time included
 * (https://devdocs.helcim.com/reference, `dateCreated`). The rule is computed here rather than taken from the
 * runtime's zone data, so that a mistake in the application's conversion cannot hide behind the same one here.
 */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STANDARD_OFFSET_HOURS = -7;
const DAYLIGHT_OFFSET_HOURS = -6;

/** What Helcim writes where a time is missing. */
export const NO_MOUNTAIN_TIME = '0000-00-00 00:00:00';

/** `YYYY-MM-DD hh:mm:ss` in Mountain Time. */
export function mountainText(wallMs: number): string {
  const local = new Date(wallMs + mountainOffsetMs(wallMs));
  return local.toISOString().slice(0, 19).replace('T', ' ');
}

/** The next moment after `wallMs` at which Mountain clocks show the given full hour (not 1 or 2, which may be doubled or missing). */
export function nextMountainHour(wallMs: number, hour: number): number {
  const localMs = wallMs + mountainOffsetMs(wallMs);
  const dayStartLocalMs = Math.floor(localMs / DAY_MS) * DAY_MS;
  for (let day = 0; ; day++) {
    const targetLocalMs = dayStartLocalMs + day * DAY_MS + hour * HOUR_MS;
    const standardMs = targetLocalMs - STANDARD_OFFSET_HOURS * HOUR_MS;
    const candidateMs = targetLocalMs - mountainOffsetMs(standardMs - HOUR_MS);
    if (candidateMs > wallMs) return candidateMs;
  }
}

function mountainOffsetMs(wallMs: number): number {
  const year = new Date(wallMs + STANDARD_OFFSET_HOURS * HOUR_MS).getUTCFullYear();
  const begins = sundayUtcMs(year, 2, 2) + (2 - STANDARD_OFFSET_HOURS) * HOUR_MS;
  const ends = sundayUtcMs(year, 10, 1) + (2 - DAYLIGHT_OFFSET_HOURS) * HOUR_MS;
  const isDaylight = wallMs >= begins && wallMs < ends;
  return (isDaylight ? DAYLIGHT_OFFSET_HOURS : STANDARD_OFFSET_HOURS) * HOUR_MS;
}

/** Midnight (as if UTC) of the nth Sunday of a month; months count from 0. */
function sundayUtcMs(year: number, month: number, nth: number): number {
  const firstWeekday = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - firstWeekday) % 7) + (nth - 1) * 7);
}
