import { describe, expect, it } from 'vitest';
import { createUnlock, withUnlock } from '../../../renderer/state/unlock.ts';
import { failed, ok } from '../../../shared/app-error.ts';
import { createFakeBridge, type FakeAnswers } from '../../fakes/fake-bridge.ts';
import { fakeId, fakeSnapshot } from '../../fakes/fake-views.ts';

const input = { alarmId: fakeId(1), who: 'Ada' };

function setUp() {
  const main = { isLocked: true };
  const guarded = () => (main.isLocked ? failed('not_allowed') : ok(null));
  const answers: FakeAnswers = {
    alarms: { acknowledge: guarded },
    audit: { page: () => failed('not_allowed') },
    setup: { noteStep: guarded },
    payments: { acknowledge: () => failed('attempt_unknown') },
  };
  const fake = createFakeBridge(fakeSnapshot(), answers);
  const unlock = createUnlock();
  return { main, fake, unlock, bridge: withUnlock(fake.bridge, unlock.ask) };
}

/** Answers come in later turns. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a call that needs a manager', () => {
  it('asks for the PIN and goes on with the very same input', async () => {
    const { main, fake, unlock, bridge } = setUp();
    const answer = bridge.alarms.acknowledge(input);
    await turn();
    expect(unlock.store.getState().isAsked).toBe(true);
    main.isLocked = false;
    unlock.answer(true);
    expect(await answer).toEqual(ok(null));
    expect(unlock.store.getState().isAsked).toBe(false);
    expect(fake.calls).toEqual([
      { area: 'alarms', call: 'acknowledge', input },
      { area: 'alarms', call: 'acknowledge', input },
    ]);
  });

  it('M13 of what both tills share asks for the PIN of the real one', async () => {
    const { main, unlock, bridge } = setUp();
    const shared = bridge.setup.noteStep({ step: 'pairing', state: 'done' });
    await turn();
    expect(unlock.store.getState()).toEqual({ isAsked: true, isRealTills: true });
    main.isLocked = false;
    unlock.answer(true);
    expect(await shared).toEqual(ok(null));
    main.isLocked = true;
    const ofOneTill = bridge.alarms.acknowledge(input);
    await turn();
    expect(unlock.store.getState()).toEqual({ isAsked: true, isRealTills: false });
    unlock.answer(false);
    await ofOneTill;
  });

  it('is refused when nobody types it, and is made once only', async () => {
    const { fake, unlock, bridge } = setUp();
    const answer = bridge.alarms.acknowledge(input);
    await turn();
    unlock.answer(false);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    expect(fake.calls).toHaveLength(1);
  });

  it('is made a second time at most, although it is refused again', async () => {
    const { fake, unlock, bridge } = setUp();
    const answer = bridge.alarms.acknowledge(input);
    await turn();
    unlock.answer(true);
    expect(await answer).toMatchObject({ ok: false });
    expect(fake.calls).toHaveLength(2);
  });

  it('shares one question with others that were pressed meanwhile', async () => {
    const { main, unlock, bridge } = setUp();
    const both = [bridge.alarms.acknowledge(input), bridge.alarms.acknowledge(input)];
    await turn();
    main.isLocked = false;
    unlock.answer(true);
    expect(await Promise.all(both)).toEqual([ok(null), ok(null)]);
  });
});

describe('other calls', () => {
  it('ask nobody: what the window reads by itself, and what was refused for another reason', async () => {
    const { unlock, bridge } = setUp();
    expect(await bridge.audit.page({ cursor: null, limit: 10 })).toMatchObject({ ok: false });
    expect(await bridge.payments.acknowledge({ attemptId: fakeId(2) })).toMatchObject({ ok: false });
    expect(unlock.store.getState().isAsked).toBe(false);
  });
});
