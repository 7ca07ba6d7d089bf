/**
 * Helcim writes the time of a transaction as Mountain Time without an offset, daylight time included, and takes
 * its date filters in the same zone. In one hour of the year a text fits two instants, in another none; neither
 * may ever drop a row (M15).
 * @see https://devdocs.helcim.com/reference (`dateCreated`, `dateFrom`, `dateTo`)
 */
const hourMs = 3_600_000;
/** Daylight time first, so that candidates come out in order. */
const offsetsToUtcMs = [6 * hourMs, 7 * hourMs] as const;
const shape = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

const mountainClock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Denver',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/**
 * The instants a Mountain Time text may stand for, in UTC milliseconds, earliest first: one in ordinary hours, two in the
 * doubled hour of autumn, none in the missing hour of spring, for `0000-00-00 00:00:00`, or for anything else.
 */
export function instantsOfMountainText(text: string): readonly number[] {
  const parts = shape.exec(text.trim());
  if (!parts) return [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  if (year < 1970 || month === 0 || day === 0 || minute > 59 || second > 59) return [];
  const withinHourMs = minute * 60_000 + second * 1_000;
  return instantsOfHour(Date.UTC(year, month - 1, day, hour), parts[0].slice(0, 13)).map(
    (atMs) => atMs + withinHourMs,
  );
}

/** Clocks change at full hours, and the rows of a day share few of them: asking `Intl` for each row would take seconds. */
const hoursKept = new Map<string, readonly number[]>();
const hoursKeptMax = 5_000;

/** @param text `YYYY-MM-DD hh` */
function instantsOfHour(asIfUtcMs: number, text: string): readonly number[] {
  const kept = hoursKept.get(text);
  if (kept) return kept;
  const instants = offsetsToUtcMs
    .map((offsetMs) => asIfUtcMs + offsetMs)
    .filter((instantMs) => mountainText(instantMs) === `${text}:00:00`);
  if (hoursKept.size >= hoursKeptMax) hoursKept.clear();
  hoursKept.set(text, instants);
  return instants;
}

/** `YYYY-MM-DD hh:mm:ss` on Mountain clocks at a UTC instant. */
export function mountainText(instantMs: number): string {
  const at = new Map(mountainClock.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  const date = `${at.get('year')?.padStart(4, '0')}-${at.get('month')}-${at.get('day')}`;
  return `${date} ${at.get('hour')}:${at.get('minute')}:${at.get('second')}`;
}

/** `YYYY-MM-DD` on Mountain clocks, for `dateFrom` and `dateTo`; `dayShift` widens a search by whole days. */
export function mountainDateText(instantMs: number, dayShift = 0): string {
  const [year = 0, month = 0, day = 0] = mountainText(instantMs).slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + dayShift)).toISOString().slice(0, 10);
}
