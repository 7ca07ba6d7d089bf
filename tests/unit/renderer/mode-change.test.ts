import { describe, expect, it, vi } from 'vitest';
import { afterModeChange, type Screen } from '../../../renderer/state/screen-store.ts';
import { createTill } from '../../../renderer/state/till.ts';
import { failed, type Result } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { amountCents } from '../../../shared/money.ts';
import { createFakeBridge } from '../../fakes/fake-bridge.ts';
import { fakeAttempt, fakeId, fakeSnapshot, fakeTerminalCode } from '../../fakes/fake-views.ts';

const unseen = fakeSnapshot({ unacknowledged: [fakeAttempt(1, { state: 'approved', approvedCents: 4250 })] });

describe('M13 the window after a change between practice and real money', () => {
  it.each<Screen>([
    { name: 'attempt', attemptId: fakeId(9) },
    { name: 'detail', attemptId: fakeId(9) },
  ])('leaves an attempt of the other till: %o', (screen) => {
    expect(afterModeChange(screen, unseen).screen).toEqual({ name: 'charge' });
  });

  it('stays where nothing of the other till stands, and has what is unseen here seen first', () => {
    const screen: Screen = { name: 'setup', step: 'token' };
    const after = afterModeChange(screen, unseen);
    expect(after.screen).toBe(screen);
    expect(after.mustSeeIds).toEqual(unseen.unacknowledged.map(({ id }) => id));
  });
});

const demo = { kind: 'demo', practice: true, host: '127.0.0.1:1' } as const;
const live = { kind: 'live', practice: false, host: 'api.example.com' } as const;

describe('M13 what was in hand at one till', () => {
  function open(charge: () => Promise<Result<AttemptView>>) {
    vi.stubGlobal('addEventListener', () => undefined);
    const fake = createFakeBridge(fakeSnapshot({ mode: demo }), { payments: { charge } });
    const till = createTill({
      bridge: fake.bridge,
      time: { nowMs: () => 0, later: () => () => undefined },
      wallMs: () => 0,
      makePressId: () => fakeId(1),
      keep: { read: () => null, write: () => undefined },
    });
    return { fake, till };
  }

  it('never goes to the other: a press without an answer is dropped, and the typed amount stays', async () => {
    const { fake, till } = open(() => Promise.reject(new Error('the channel broke')));
    const stop = till.start();
    await till.mirror.refresh();
    till.charge.edit({ amountText: '12.34', terminalCode: fakeTerminalCode('VT01') });
    await till.charge.send(amountCents(1234), fakeTerminalCode('VT01'));
    expect(till.charge.store.getState().press?.status).toBe('no_answer');
    fake.publish({ mode: live });
    const { draft, press } = till.charge.store.getState();
    expect(press).toBeNull();
    expect(draft).toMatchObject({ amountText: '12.34', terminalCode: null });
    const before = fake.calls.length;
    await till.charge.askAgain();
    expect(fake.calls.slice(before)).toEqual([]);
    stop();
  });

  it('is not touched by changes that leave the till where it is', async () => {
    const { fake, till } = open(async () => failed('terminal_busy'));
    const stop = till.start();
    await till.mirror.refresh();
    till.charge.edit({ terminalCode: fakeTerminalCode('VT01') });
    await till.history.search();
    fake.publish({ mode: { ...demo }, currency: 'CAD' });
    expect(till.charge.store.getState().draft.terminalCode).toBe('VT01');
    expect(till.history.store.getState().isSearching).toBe(false);
    fake.publish({ mode: live });
    expect(till.history.store.getState()).toMatchObject({ isSearching: true, loaded: { attempts: [] } });
    stop();
  });
});
