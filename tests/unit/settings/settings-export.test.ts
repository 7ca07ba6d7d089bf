import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, exportText, planImport, readExport } from '../../../electron/settings/settings-export.ts';
import { auditValue, auditValueMax } from '../../../shared/audit.ts';
import { cashierOf } from '../../../shared/session.ts';
import { type ShopSettings, shopDefaults, shopSettingNames } from '../../../shared/shop-settings.ts';
import { checkPatch } from '../../../shared/shop-settings-schema.ts';

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((text) => {
  const checked = checkPatch({ cashiers: [{ number: null, name: text }] });
  return checked.ok && text === text.trim();
});
const shop: fc.Arbitrary<ShopSettings> = fc.record({
  theme: fc.constantFrom('light', 'dark', 'system'),
  language: fc.constantFrom('en', 'fr'),
  tillsOnAccount: fc.integer({ min: 1, max: 50 }),
  timeZone: fc.constantFrom(null, 'America/Halifax'),
  cutOverHour: fc.integer({ min: 0, max: 23 }),
  cashiers: fc
    .uniqueArray(name, { maxLength: 5, selector: (text) => text.toLowerCase() })
    .map((names) => names.map((each, number) => ({ number, name: each }))),
  walkInCustomerCode: fc.constantFrom(null, 'WALK-IN'),
  lockAfterMinutes: fc.constantFrom(null, 1, 240),
  webhookPort: fc.constantFrom(null, 4100),
  tunnel: fc.constantFrom<ShopSettings['tunnel'][]>(
    { kind: 'none' },
    { kind: 'ngrok', domain: 'shop.example.com' },
    { kind: 'cloudflared', publicUrl: 'https://shop.example.com', program: null },
    { kind: 'own_url', publicUrl: 'https://shop.example.com:8443' },
  ),
});

describe('settings of one till in another', () => {
  it('are the same after export, preview and import, whatever either was set to', () => {
    fc.assert(
      fc.property(shop, shop, (first, second) => {
        const read = readExport(exportText(first, 0));
        if (!read.ok) throw new Error(read.error.code);
        const plan = planImport(second, read.value);
        expect(plan).toMatchObject({ unknown: [], problems: [] });
        const taken = {
          ...second,
          ...Object.fromEntries(plan.changes.map(({ name: key, to }) => [key, to])),
        };
        expect(taken).toEqual(first);
        for (const change of plan.changes) expect(change.from).toEqual(second[change.name]);
      }),
    );
  });

  it('are judged for any file at all, and nothing that cannot be gets in', () => {
    const key = fc.oneof(fc.constantFrom(...shopSettingNames), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.anything()), (given) => {
        const plan = planImport(shopDefaults, given);
        const patch = Object.fromEntries(plan.changes.map((change) => [change.name, change.to]));
        expect(checkPatch(patch)).toEqual({ ok: true, values: patch });
      }),
    );
  });

  it.each(['', 'null', '[]', '{"format":"tillside-settings"}', 'x'.repeat(1_000)])(
    'are not in %j',
    (text) => {
      expect(readExport(text)).toMatchObject({ ok: false, error: { code: 'not_a_settings_file' } });
    },
  );

  it('are read with the mark that some editors put in front', () => {
    expect(readExport(`\uFEFF${exportText(shopDefaults, 0)}`)).toMatchObject({ ok: true });
  });

  it('are no change where nothing is different', () => {
    expect(changesOf(shopDefaults, { ...shopDefaults, cashiers: [] })).toEqual([]);
  });
});

describe('a value in the audit', () => {
  it('is JSON as long as it is short, and never longer than what the ledger takes', () => {
    expect(auditValue({ a: 1 })).toBe('{"a":1}');
    expect(auditValue(null)).toBe('null');
    expect(auditValue(undefined)).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (text) => {
        const kept = auditValue(text) ?? '';
        expect(kept.length).toBeLessThanOrEqual(auditValueMax);
        expect(kept.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('a cashier', () => {
  const cashiers = [
    { number: 7, name: 'Grace' },
    { number: null, name: '12' },
    { number: 12, name: 'Ada' },
  ];
  it.each([
    ['7', 'Grace'],
    [' grace ', 'Grace'],
    // A number comes before a name that looks like one.
    ['12', 'Ada'],
    ['8', undefined],
    ['', undefined],
  ])('is found by %j as %s', (text, found) => {
    expect(cashierOf(cashiers, text)?.name).toBe(found);
  });
});
