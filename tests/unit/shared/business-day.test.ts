import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BusinessDay,
  boundsOfDay,
  dayOf,
  hourMs,
  hoursOfDay,
  isBusinessDay,
  isTimeZone,
  shiftDay,
} from '../../../shared/business-day.ts';

/** Every rule of clocks that a shop in Canada or the United States lives by, and two with odd ones. */
const zones = [
  'America/St_Johns',
  'America/Halifax',
  'America/Toronto',
  'America/Winnipeg',
  'America/Regina',
  'America/Edmonton',
  'America/Vancouver',
  'America/Whitehorse',
  'America/Iqaluit',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Adak',
  'America/Indiana/Indianapolis',
  'America/Detroit',
  'America/Boise',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
  'Pacific/Guam',
  'America/Havana',
  'UTC',
];

const day = (text: string): BusinessDay => {
  if (!isBusinessDay(text)) throw new Error(text);
  return text;
};
const at = (text: string) => Date.parse(text);

const anyRule = fc.record({
  timeZone: fc.constantFrom(...zones),
  cutOverHour: fc.integer({ min: 0, max: 23 }),
});
const anyInstant = fc.integer({ min: at('2007-06-01T00:00:00Z'), max: at('2037-06-01T00:00:00Z') });

describe('the bounds of a business day', () => {
  it.each([
    ['an ordinary day', '2026-11-25', 'America/Toronto', 0, '2026-11-25T05:00:00Z', 24],
    [
      'a day that ends at four in the morning',
      '2026-11-25',
      'America/Toronto',
      4,
      '2026-11-25T09:00:00Z',
      24,
    ],
    ['the day of 23 hours', '2026-03-08', 'America/Toronto', 0, '2026-03-08T05:00:00Z', 23],
    ['the day of 25 hours', '2026-11-01', 'America/Toronto', 0, '2026-11-01T04:00:00Z', 25],
    [
      'the day before, which has the lost hour with a late cut-over',
      '2026-03-07',
      'America/Toronto',
      4,
      '2026-03-07T09:00:00Z',
      23,
    ],
    [
      'the day before, which has the doubled hour with a late cut-over',
      '2026-10-31',
      'America/Toronto',
      4,
      '2026-10-31T08:00:00Z',
      25,
    ],
    [
      'a cut-over in the missing hour: when the clocks jump',
      '2026-03-08',
      'America/Toronto',
      2,
      '2026-03-08T07:00:00Z',
      23,
    ],
    ['the day that a missing hour ends', '2026-03-07', 'America/Toronto', 2, '2026-03-07T07:00:00Z', 24],
    [
      'a cut-over in the doubled hour: the first time',
      '2026-11-01',
      'America/Toronto',
      1,
      '2026-11-01T05:00:00Z',
      25,
    ],
    ['a zone half an hour off', '2026-03-08', 'America/St_Johns', 0, '2026-03-08T03:30:00Z', 23],
    ['a zone without clock changes', '2026-03-08', 'America/Regina', 0, '2026-03-08T06:00:00Z', 24],
    ['clocks that go back at midnight', '2026-11-01', 'America/Havana', 0, '2026-11-01T04:00:00Z', 25],
    ['clocks that jump over midnight', '2026-03-08', 'America/Havana', 0, '2026-03-08T05:00:00Z', 23],
  ])('are right for %s (%s, %s, %d:00)', (_what, text, timeZone, cutOverHour, from, hours) => {
    const bounds = boundsOfDay(day(text), { timeZone, cutOverHour });
    expect(new Date(bounds.fromMs).toISOString().replace('.000', '')).toBe(from);
    expect((bounds.toMs - bounds.fromMs) / hourMs).toBe(hours);
    expect(hoursOfDay(bounds)).toHaveLength(hours);
  });

  it('hold every instant exactly once, in every zone and with every cut-over', () => {
    fc.assert(
      fc.property(anyInstant, anyRule, (atMs, rule) => {
        const own = dayOf(atMs, rule);
        const { fromMs, toMs } = boundsOfDay(own, rule);
        expect(fromMs <= atMs && atMs < toMs).toBe(true);
        expect(boundsOfDay(shiftDay(own, -1), rule).toMs).toBe(fromMs);
        expect(boundsOfDay(shiftDay(own, 1), rule).fromMs).toBe(toMs);
      }),
      { numRuns: 500 },
    );
  });

  it('are 23 to 25 hours apart, and begin at the cut-over on the shop’s own clock unless that hour is missing', () => {
    fc.assert(
      fc.property(anyInstant, anyRule, (atMs, rule) => {
        const own = dayOf(atMs, rule);
        const { fromMs, toMs } = boundsOfDay(own, rule);
        expect([23, 24, 25]).toContain((toMs - fromMs) / hourMs);
        const clock = (ms: number) =>
          new Intl.DateTimeFormat('sv-SE', {
            timeZone: rule.timeZone,
            dateStyle: 'short',
            timeStyle: 'medium',
          }).format(ms);
        const wanted = `${own} ${String(rule.cutOverHour).padStart(2, '0')}:00:00`;
        expect(clock(fromMs) >= wanted).toBe(true);
        expect(clock(fromMs - 1) < wanted).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('names of days and zones', () => {
  it.each([
    '2026-02-30',
    '2026-13-01',
    '26-01-01',
    '2026-1-1',
    '1999-01-01',
    '2500-01-01',
    '',
    20260101,
    null,
  ])('B13 %j is no day', (value) => {
    expect(isBusinessDay(value)).toBe(false);
  });

  it.each(['Mars/Base', '+05:00', '', ' UTC', 'America/Toronto; drop', 'x'.repeat(100), null, 5])(
    'B13 %j is no zone',
    (value) => {
      expect(isTimeZone(value)).toBe(false);
    },
  );

  it.each(zones)('%s is a zone', (zone) => expect(isTimeZone(zone)).toBe(true));

  it('days follow one another over months and leap years', () => {
    expect(shiftDay(day('2028-02-28'), 1)).toBe('2028-02-29');
    expect(shiftDay(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(shiftDay(day('2026-03-01'), -1)).toBe('2026-02-28');
  });
});
