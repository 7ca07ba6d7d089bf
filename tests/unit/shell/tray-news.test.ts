import { describe, expect, it } from 'vitest';
import { createTrayNews } from '../../../electron/shell/tray-news.ts';
import { trayPicture, trayPictureSize } from '../../../electron/shell/tray-picture.ts';
import { trayWords } from '../../../electron/shell/tray-words.ts';
import type { Alarm } from '../../../shared/alarm.ts';
import { fakeAttempt, fakeSnapshot } from '../../fakes/fake-views.ts';

const alarm = { id: 'a' } as Alarm;
const calm = fakeSnapshot({ mode: { kind: 'live', practice: false, host: 'x' } });

describe('M6 the tray', () => {
  it('tells of alarms and unclear payments as they come and go, and of nothing else', () => {
    const news = createTrayNews();
    expect(news(calm)).toEqual({ alarms: 0, unclear: 0, isPractice: false, language: 'en' });
    expect(news({ currency: 'CAD' })).toBeNull();
    expect(news({ alarms: [alarm] })).toEqual({ alarms: 1, unclear: 0, isPractice: false, language: 'en' });
    expect(news({ unknowns: [fakeAttempt(1, { state: 'unknown' })] })).toMatchObject({
      alarms: 1,
      unclear: 1,
    });
    expect(news({ alarms: [alarm] })).toBeNull();
    expect(news({ preferences: { theme: 'dark', language: 'en' } })).toBeNull();
    expect(news({ preferences: { theme: 'dark', language: 'fr' } })).toMatchObject({ language: 'fr' });
    news({ preferences: { theme: 'dark', language: 'en' } });
    expect(news({ alarms: [], unknowns: [] })).toEqual({
      alarms: 0,
      unclear: 0,
      isPractice: false,
      language: 'en',
    });
  });

  it('counts what waits at the real till while practice stands before the window', () => {
    const news = createTrayNews();
    news({ ...calm, alarms: [alarm] });
    const practice = fakeSnapshot({ liveWatch: { alarms: 2, open: 1, unknowns: 3 } });
    expect(news(practice)).toEqual({ alarms: 2, unclear: 3, isPractice: true, language: 'en' });
    expect(news({ ...calm, alarms: [alarm] })).toEqual({
      alarms: 1,
      unclear: 0,
      isPractice: false,
      language: 'en',
    });
  });

  it.each([
    [{ alarms: 0, unclear: 0, isPractice: false, language: 'en' }, 'Tillside'],
    [{ alarms: 0, unclear: 0, isPractice: true, language: 'en' }, 'Tillside (practice)'],
    [
      { alarms: 1, unclear: 2, isPractice: false, language: 'en' },
      'Tillside · 1 alarm that nobody has taken note of · 2 payments whose end is not known',
    ],
    [
      { alarms: 2, unclear: 1, isPractice: true, language: 'fr' },
      'Tillside (exercice) · 2 alertes dont personne n’a pris note · 1 paiement dont la fin n’est pas connue',
    ],
  ] as const)('says %o as %j', (news, tip) => {
    expect(trayWords(news).tip).toBe(tip);
  });

  it('shows an alarm by another shape', () => {
    const [without, with_] = [trayPicture(false), trayPicture(true)];
    expect(without).toHaveLength(trayPictureSize ** 2 * 4);
    expect(with_).toHaveLength(without.length);
    const opaque = (picture: Buffer) =>
      picture.filter((_byte, at) => at % 4 === 3).filter((alpha) => alpha > 0).length;
    expect(opaque(with_)).not.toBe(opaque(without));
  });
});
