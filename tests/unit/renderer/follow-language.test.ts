import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { followLanguage } from '../../../renderer/i18n/follow-language.ts';
import { startTexts } from '../../../renderer/i18n/text.ts';
import type { Snapshot } from '../../../shared/ipc-contract.ts';
import type { Language } from '../../../shared/language.ts';
import { fakeSnapshot } from '../../fakes/fake-views.ts';

const told = (language: Language) => fakeSnapshot({ preferences: { theme: 'light', language } });

async function window() {
  const texts = await startTexts('en');
  const store = createStore<{ snapshot: Snapshot | null }>(() => ({ snapshot: null }));
  const page = { lang: 'en' };
  followLanguage(texts, store, page);
  return { texts, store, page };
}

describe('the language of the window', () => {
  it('is main’s from the first snapshot on, before anybody else hears of the snapshot', async () => {
    const { texts, store, page } = await window();
    const heard: string[] = [];
    store.subscribe(() => void heard.push(`${page.lang} ${texts.t('nav.charge')}`));
    store.setState({ snapshot: told('fr') });
    store.setState({ snapshot: told('en') });
    store.setState({ snapshot: told('fr') });
    expect(heard).toEqual(['fr-CA Encaisser', 'en-CA Charge', 'fr-CA Encaisser']);
  });

  it('stays as it is while nothing is known', async () => {
    const { texts, store, page } = await window();
    store.setState({ snapshot: null });
    expect([page.lang, texts.language]).toEqual(['en', 'en']);
  });
});
