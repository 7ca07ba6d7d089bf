/** What both tills share, changed while somebody practises: the real till's manager may, and its books tell of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveHouse, openLiveHouse } from '../../fakes/live-house.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

const pin = '482915';
const practicePin = '739184';
const who = 'Ada';

let house: LiveHouse;
beforeEach(async () => {
  house = await openLiveHouse();
});
afterEach(() => house.close());

const real = () => house.rig.program().house.live();
const role = (area: 'setup' | 'settings' | 'audit' | 'terminals') => house.rig.program().roleFor(area);
const front = () => house.rig.program().house.front();
async function practise(): Promise<void> {
  expect(await house.handlers().setup.goPractice(null)).toMatchObject({ ok: true });
  await waitUntil('practice has begun', () => front().blocked() === null);
}
const change = (tillsOnAccount: number) =>
  house.handlers().settings.change({ patch: { tillsOnAccount }, who });
const page = { cursor: null, limit: 10 };

async function subjectsIn(till: ReturnType<typeof real>): Promise<readonly (string | null)[] | undefined> {
  await till?.audit.settled();
  return (await till?.room()?.ledger.auditPage(null, 10))?.entries.map(({ subject }) => subject);
}

describe('M13 a setting that is changed during practice', () => {
  it('is in the books of the real till, and in the list that the window shows', async () => {
    await practise();
    await change(3);
    expect((await subjectsIn(real()))?.[0]).toBe('tillsOnAccount');
    expect(await subjectsIn(front())).toEqual([]);
    const shown = await house.handlers().audit.page(page);
    expect(shown).toMatchObject({
      ok: true,
      value: {
        entries: expect.arrayContaining([expect.objectContaining({ subject: 'tillsOnAccount', after: '3' })]),
      },
    });
  });

  it('needs the manager of the real till, whose PIN unlocks it from there', async () => {
    expect(await house.handlers().manager.setPin({ pin, who })).toMatchObject({ ok: true });
    await practise();
    expect(await house.handlers().manager.setPin({ pin: practicePin, who })).toMatchObject({ ok: true });
    real()?.session.lock('person');
    expect([role('setup'), role('settings'), role('audit')]).toEqual(['cashier', 'cashier', 'cashier']);
    expect(role('terminals')).toBe('manager');
    const { setup, manager } = house.handlers();
    await manager.lock(null);
    expect(await setup.unlock({ pin: practicePin })).toMatchObject({ error: { code: 'pin_wrong' } });
    expect(await manager.unlock({ pin: practicePin })).toMatchObject({ ok: true });
    expect([role('settings'), role('terminals')]).toEqual(['cashier', 'manager']);
    expect(await setup.unlock({ pin })).toMatchObject({ ok: true, value: { role: 'manager' } });
    expect(role('settings')).toBe('manager');
  });
});
