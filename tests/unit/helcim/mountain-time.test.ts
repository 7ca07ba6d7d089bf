import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantsOfMountainText,
  mountainDateText,
  mountainText,
} from '../../../electron/helcim/mountain-time.ts';

const iso = (instants: readonly number[]) => instants.map((ms) => new Date(ms).toISOString());

describe('Mountain Time', () => {
  it.each([
    ['in winter', '2026-01-15 12:00:00', ['2026-01-15T19:00:00.000Z']],
    ['in summer', '2026-07-15 12:00:00', ['2026-07-15T18:00:00.000Z']],
    ['on a recorded reply of March', '2026-03-24 00:12:48', ['2026-03-24T06:12:48.000Z']],
    ['a second before the spring gap', '2026-03-08 01:59:59', ['2026-03-08T08:59:59.000Z']],
    ['a second after the spring gap', '2026-03-08 03:00:00', ['2026-03-08T09:00:00.000Z']],
    ['a second before the doubled hour', '2026-11-01 00:59:59', ['2026-11-01T06:59:59.000Z']],
    ['after the doubled hour', '2026-11-01 02:00:00', ['2026-11-01T09:00:00.000Z']],
    ['at midnight', '2026-01-01 00:00:00', ['2026-01-01T07:00:00.000Z']],
    ['around spaces', ' 2026-01-15 12:00:00 ', ['2026-01-15T19:00:00.000Z']],
  ])('reads one instant %s', (_name, text, expected) => {
    expect(iso(instantsOfMountainText(text))).toEqual(expected);
  });

  it.each(['2026-11-01 01:00:00', '2026-11-01 01:30:00', '2026-11-01 01:59:59', '2025-11-02 01:30:00'])(
    'M15 reads two instants an hour apart from %s in the doubled hour',
    (text) => {
      const [first = 0, second = 0, ...more] = instantsOfMountainText(text);
      expect(more).toEqual([]);
      expect(second - first).toBe(3_600_000);
    },
  );

  it.each([
    '2026-03-08 02:00:00',
    '2026-03-08 02:59:59',
    '0000-00-00 00:00:00',
    '2026-02-30 12:00:00',
    '2026-13-01 12:00:00',
    '2026-01-01 24:00:00',
    '2026-01-01 12:60:00',
    '2026-01-01T12:00:00',
    '2026-01-01',
    '',
    'yesterday',
    '1969-12-31 23:59:59',
    '99999-01-01 00:00:00',
  ])('reads no instant from %j', (text) => {
    expect(instantsOfMountainText(text)).toEqual([]);
  });

  it('finds every instant again in the text it makes of it', () => {
    const moment = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(moment, (ms) => {
        const wholeSecond = Math.floor(ms / 1_000) * 1_000;
        expect(instantsOfMountainText(mountainText(wholeSecond))).toContain(wholeSecond);
      }),
    );
  });

  it.each([
    ['2026-01-15T06:59:59Z', 0, '2026-01-14'],
    ['2026-01-15T07:00:00Z', 0, '2026-01-15'],
    ['2026-07-15T05:59:59Z', 0, '2026-07-14'],
    ['2026-07-15T06:00:00Z', 0, '2026-07-15'],
    ['2026-03-01T12:00:00Z', -1, '2026-02-28'],
    ['2026-12-31T12:00:00Z', 1, '2027-01-01'],
    ['2026-03-08T08:30:00Z', 1, '2026-03-09'],
    ['2026-11-01T07:30:00Z', -1, '2026-10-31'],
  ])('names the Mountain date of %s shifted by %i days', (text, shift, expected) => {
    expect(mountainDateText(Date.parse(text), shift)).toBe(expected);
  });
});
