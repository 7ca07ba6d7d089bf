/** Times for a person, shaped by the locale. */

const shapes = {
  time: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  shortMoment: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  fullMoment: { dateStyle: 'medium', timeStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making one takes far longer than using it, and between an outcome and its picture that would be seen. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(shape: keyof typeof shapes, locale: string): Intl.DateTimeFormat {
  const key = `${shape} ${locale}`;
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, shapes[shape]);
  made.set(key, format);
  return format;
}

export function formatTime(atMs: number, locale: string): string {
  return formatOf('time', locale).format(atMs);
}

/** Time of day alone when it is today, the date before it otherwise. */
export function formatMoment(atMs: number, nowMs: number, locale: string): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  if (isToday) return formatTime(atMs, locale);
  return formatOf('shortMoment', locale).format(atMs);
}

export function formatFullMoment(atMs: number, locale: string): string {
  return formatOf('fullMoment', locale).format(atMs);
}

/** An hour of the day: 4 becomes `4:00 a.m.`. */
export function formatHour(hour: number, locale: string): string {
  const shape = { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, shape).format(hour * 3_600_000);
}

/** Hours and minutes of a long while: 5 400 000 ms becomes `1:30 h`. */
export function formatLong(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** Minutes and seconds of a wait: 75 000 ms becomes `1:15`. Negative waits count as none. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
