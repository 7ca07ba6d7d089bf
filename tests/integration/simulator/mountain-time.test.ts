import { describe, expect, it } from 'vitest';
import { mountainText, nextMountainHour } from '../../../electron/simulator/mountain-time.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { openSimulator, paid } from './support.ts';

describe('Mountain Time', () => {
  it.each([
    ['2026-03-24T06:12:48Z', '2026-03-24 00:12:48'],
    ['2026-01-05T12:00:00Z', '2026-01-05 05:00:00'],
    ['2026-03-08T08:59:59Z', '2026-03-08 01:59:59'],
    ['2026-03-08T09:00:00Z', '2026-03-08 03:00:00'],
    ['2026-11-01T07:00:00Z', '2026-11-01 01:00:00'],
    ['2026-11-01T07:59:59Z', '2026-11-01 01:59:59'],
    ['2026-11-01T08:00:00Z', '2026-11-01 01:00:00'],
    ['2026-11-01T09:00:00Z', '2026-11-01 02:00:00'],
    ['2027-01-01T06:59:59Z', '2026-12-31 23:59:59'],
    ['2027-03-14T09:00:00Z', '2027-03-14 03:00:00'],
    ['2028-11-05T08:00:00Z', '2028-11-05 01:00:00'],
  ])('of %s is %s', (utc, local) => {
    expect(mountainText(Date.parse(utc))).toBe(local);
  });

  it('agrees with the zone data of the runtime through whole years', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Denver',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let hour = 0; hour < 3 * 366 * 24; hour++) {
      const wallMs = Date.UTC(2025, 0, 1) + hour * 3_600_000;
      expect(mountainText(wallMs)).toBe(format.format(wallMs));
    }
  });

  it.each([
    ['2026-03-08T00:30:00Z', '2026-03-08T23:00:00.000Z'],
    ['2026-11-01T01:00:00Z', '2026-11-02T00:00:00.000Z'],
    ['2026-01-05T12:00:00Z', '2026-01-06T00:00:00.000Z'],
  ])('shows 17:00 next after %s at %s', (from, expected) => {
    expect(new Date(nextMountainHour(Date.parse(from), 17)).toISOString()).toBe(expected);
  });

  it('stamps two payments of the doubled hour alike, an hour apart', async () => {
    const clock = createVirtualClock(Date.parse('2026-11-01T07:30:00Z'));
    const { api, simulator } = await openSimulator({ clock });
    await paid(simulator, api, 1);
    clock.advance(3_600_000);
    await paid(simulator, api, 2);
    const stamps = simulator.transactions().map(({ dateCreated }) => dateCreated);
    expect(stamps).toEqual(['2026-11-01 01:30:00', '2026-11-01 01:30:00']);
    expect((await api('/card-transactions?dateFrom=2026-11-01&dateTo=2026-11-01')).json).toHaveLength(2);
  });

  it('has no payment in the missing hour', async () => {
    const clock = createVirtualClock(Date.parse('2026-03-08T08:59:59Z'));
    const { api, simulator } = await openSimulator({ clock });
    await paid(simulator, api, 1);
    clock.advance(1_000);
    await paid(simulator, api, 2);
    const stamps = simulator.transactions().map(({ dateCreated }) => dateCreated);
    expect(stamps).toEqual(['2026-03-08 01:59:59', '2026-03-08 03:00:00']);
  });

  it('files a late evening payment under its Mountain day, not its UTC day', async () => {
    const clock = createVirtualClock(Date.parse('2026-07-02T05:30:00Z'));
    const { api, simulator } = await openSimulator({ clock });
    await paid(simulator, api, 1);
    expect((await api('/card-transactions?dateFrom=2026-07-02')).json).toEqual([]);
    expect((await api('/card-transactions?dateTo=2026-07-01')).json).toHaveLength(1);
  });

  it('follows the Date header, skew included', async () => {
    const clock = createVirtualClock(Date.UTC(2026, 0, 5, 12));
    const { api, simulator } = await openSimulator({ clock });
    expect((await api('/connection-test')).headers.get('date')).toBe('Mon, 05 Jan 2026 12:00:00 GMT');
    simulator.faults.add({ kind: 'clock-skew', ms: -600_000 });
    await paid(simulator, api, 1);
    expect((await api('/connection-test')).headers.get('date')).toBe('Mon, 05 Jan 2026 11:50:00 GMT');
    expect(simulator.transactions()[0]?.dateCreated).toBe('2026-01-05 04:50:00');
    simulator.faults.clear();
    expect((await api('/connection-test')).headers.get('date')).toBe('Mon, 05 Jan 2026 12:00:00 GMT');
  });
});
