import { describe, expect, it } from 'vitest';
import { createDayCloseWork } from '../../../renderer/state/day-close-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { BusinessDay } from '../../../shared/business-day.ts';
import type { DayClose } from '../../../shared/day-close.ts';
import { createFakeBridge } from '../../fakes/fake-bridge.ts';
import { fakeSnapshot } from '../../fakes/fake-views.ts';

const monday = '2026-11-23' as BusinessDay;
const tuesday = '2026-11-24' as BusinessDay;

/** A bridge whose reports end when the test says so. */
function openWork() {
  const waiting: ((answer: Result<DayClose>) => void)[] = [];
  const fake = createFakeBridge(fakeSnapshot(), {
    close: {
      report: () => new Promise<Result<DayClose>>((resolve) => waiting.push(resolve)),
      stop: () => ok(null),
    },
  });
  const work = createDayCloseWork(fake.bridge);
  const end = async (index: number, answer: Result<DayClose>) => {
    waiting[index]?.(answer);
    // The answer passes through the bridge in a few turns.
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { work, end, state: () => work.store.getState(), calls: fake.calls };
}

const reportOf = (day: BusinessDay) => ok({ day } as DayClose);

describe('the report of a day in the window', () => {
  it('is shown once it is made', async () => {
    const { work, end, state } = openWork();
    const making = work.make(monday);
    expect(state()).toMatchObject({ isMaking: true, report: null });
    await end(0, reportOf(monday));
    await making;
    expect(state()).toMatchObject({ isMaking: false, report: { day: monday }, error: null });
  });

  it('of a day that is no longer chosen is not shown, and its making is stopped', async () => {
    const { work, end, state, calls } = openWork();
    void work.make(monday);
    work.choose(tuesday);
    expect(calls.map(({ call }) => call)).toEqual(['report', 'stop']);
    await end(0, reportOf(monday));
    expect(state()).toEqual({ day: tuesday, report: null, isMaking: false, error: null });
  });

  it('that was asked for again is the later one, whichever comes first', async () => {
    const { work, end, state } = openWork();
    void work.make(monday);
    void work.make(tuesday);
    await end(1, reportOf(tuesday));
    await end(0, failed('close_stopped'));
    expect(state()).toMatchObject({ report: { day: tuesday }, isMaking: false, error: null });
  });

  it('that was stopped by hand leaves what was there, and is no error', async () => {
    const { work, end, state } = openWork();
    void work.make(monday);
    await end(0, reportOf(monday));
    void work.make(monday);
    work.stop();
    await end(1, failed('close_stopped'));
    expect(state()).toMatchObject({ report: { day: monday }, isMaking: false, error: null });
  });

  it('that failed says why', async () => {
    const { work, end, state } = openWork();
    void work.make(monday);
    await end(0, failed('close_not_made'));
    expect(state()).toMatchObject({ isMaking: false, error: { code: 'close_not_made' } });
    work.dismiss();
    expect(state().error).toBeNull();
  });
});
