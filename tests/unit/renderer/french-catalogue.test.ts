import { describe, expect, it } from 'vitest';
import { en } from '../../../renderer/i18n/en.ts';
import { fr } from '../../../renderer/i18n/fr.ts';
import { startTexts } from '../../../renderer/i18n/text.ts';
import { appErrorCodes } from '../../../shared/app-error.ts';

const english: Readonly<Record<string, string>> = en;
const entries = Object.entries(fr) as readonly (readonly [string, string])[];
/** The English text that a French one says: French has a plural of its own for whole millions. */
const englishOf = (key: string) => english[key] ?? english[key.replace(/_many$/, '_other')];
const placeholdersOf = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();

describe('the French catalogue', () => {
  it('has the keys of the English one, and its third plural wherever there is one', () => {
    const plurals = Object.keys(en)
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(/_other$/, '_many'));
    expect(plurals.length).toBeGreaterThan(0);
    expect(Object.keys(fr).toSorted()).toEqual([...Object.keys(en), ...plurals].toSorted());
  });

  it('puts the same values into every sentence', () => {
    const others = entries.filter(
      ([key, text]) => `${placeholdersOf(text)}` !== `${placeholdersOf(englishOf(key))}`,
    );
    expect(others).toEqual([]);
  });

  it('has no empty text', () => {
    expect(entries.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('leaves nothing in English but names and what both languages write alike', () => {
    const alike = entries.filter(([key, text]) => text === englishOf(key)).map(([key]) => key);
    expect(alike.filter((key) => !writtenAlike.has(key))).toEqual([]);
    expect([...writtenAlike].filter((key) => !alike.includes(key))).toEqual([]);
  });

  it('is set as Canada sets it: a no-break space before a colon and inside « », none before ; ? !', () => {
    const badly = entries.filter(([, text]) => {
      const words = text.replaceAll(/https?:\/\/|\d:\d|localhost:/g, '');
      return /(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»|\s[;?!]|['"“”]/.test(words);
    });
    expect(badly).toEqual([]);
  });

  it.each(appErrorCodes)('tells for %s what happened, whether money moved and what to do', (code) => {
    for (const part of ['what', 'money', 'next'] as const)
      expect(fr[`error.${code}.${part}`]).toMatch(/^\p{Lu}.*\.$/u);
  });

  it.each(appErrorCodes)('M5 says for %s that no money moved exactly where English does', (code) => {
    const [inEnglish, inFrench] = [en[`error.${code}.money`], fr[`error.${code}.money`]];
    expect(/aucun argent/i.test(inFrench)).toBe(/\bno money\b/i.test(inEnglish));
    expect(/savons pas|prouve pas|peut-être/.test(inFrench)).toBe(/not know|not prove|may\b/.test(inEnglish));
  });

  it('counts as French does: none and one alike', async () => {
    const texts = await startTexts('fr');
    const looked = (count: number) => texts.t('attempt.fact.lookups', { count });
    expect(looked(0)).toBe('0 vérification, rien trouvé');
    expect(looked(1)).toBe('1 vérification, rien trouvé');
    expect(looked(2)).toBe('2 vérifications, rien trouvé');
    expect(looked(2_000_000)).toBe('2000000 de vérifications, rien trouvé');
  });
});

/** Names, and words that both languages share. */
const writtenAlike: ReadonlySet<string> = new Set([
  'app.name',
  'mode.region',
  'language.en',
  'language.fr',
  'status.version',
  'charge.terminal',
  'attempt.approved.transaction',
  'attempt.approved.transactions',
  'dayClose.paper.a4',
  'dayClose.net',
  'dayClose.count_amount',
  'dayClose.helcim_says',
  'dayClose.transaction',
  'dayClose.on_terminal',
  'dayClose.rows_count_one',
  'dayClose.rows_count_other',
  'check.step.tunnel',
  'check.step.webhook',
  'check.step.terminal',
  'check.step.terminal_code',
  'history.terminal',
  'historyFilter.terminal',
  'detail.error',
  'source.webhook',
  'source.app',
  'refund.row_transaction',
  'refund.fact.terminal',
  'settings.from_to',
  'setting.tunnel.kind.ngrok',
  'setting.tunnel.kind.cloudflared',
  'setup.token.right.processing',
  'setup.token.right.processing_choose',
  'setup.token.right.general',
  'setup.token.right.settings',
  'setup.webhook.url',
  'health.item.helcim',
  'health.item.webhook',
  'health.item.tunnel',
]);
