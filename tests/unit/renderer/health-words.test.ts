import { describe, expect, it } from 'vitest';
import { stepKey, stepName } from '../../../renderer/features/opening-check/check-words.ts';
import {
  attentionCount,
  healthSentence,
  nextPlace,
  placeWords,
} from '../../../renderer/features/status/health-words.ts';
import type { Text } from '../../../renderer/i18n/en.ts';
import { startTexts } from '../../../renderer/i18n/text.ts';
import type { CheckStep } from '../../../shared/opening-check.ts';
import { type HealthCode, type HealthItem, healthCodes } from '../../../shared/till-health.ts';

const instance = await startTexts();
const t: Text = (key, values) => instance.t(key, values ?? {});

const item = (code: HealthCode, fields: Partial<HealthItem> = {}): HealthItem => ({
  id: 'helcim',
  state: 'ok',
  code,
  sinceMs: null,
  values: {},
  ...fields,
});

describe('the status in words', () => {
  it('counts what needs somebody, and not what is only unknown yet', () => {
    const states = ['ok', 'unknown', 'warn', 'bad', 'warn'] as const;
    expect(attentionCount(states.map((state) => item('helcim_ok', { state })))).toBe(3);
    expect(t('health.attention', { count: 1 })).toBe('1 thing needs attention');
  });

  it.each([
    ['behind', 'The clock of this computer is 300 s behind Helcim’s.'],
    ['ahead', 'The clock of this computer is 300 s ahead of Helcim’s.'],
  ] as const)('says that the clock is %s', (direction, sentence) => {
    expect(healthSentence(item('clock_off', { values: { seconds: 300, direction } }), t)).toBe(sentence);
  });

  it('leads to a screen only where something is to be done, and names it', () => {
    const led = healthCodes.filter((code) => nextPlace(item(code)) !== null);
    for (const code of led) expect(code).not.toMatch(/_ok$/);
    const words = (code: HealthCode) => {
      const place = nextPlace(item(code));
      return place === null ? null : placeWords(place, t);
    };
    expect(words('token_refused')).toBe('To “API token” in the guide');
    expect(words('terminals_none')).toBe('To the terminals');
    expect(words('webhook_off')).toBe('To the settings');
    expect(words('token_unknown')).toBe('Opening check');
    expect(words('helcim_silent')).toBeNull();
  });
});

describe('the opening check in words', () => {
  const step = (fields: Partial<CheckStep>): CheckStep => ({
    id: 'token',
    terminalCode: null,
    state: 'ok',
    code: 'token_ok',
    detail: null,
    tookMs: 1,
    ...fields,
  });
  it('names each terminal, and tells two of them apart', () => {
    const first = step({ id: 'terminal', terminalCode: 'AB12' });
    const second = step({ id: 'terminal', terminalCode: 'CD34' });
    expect(stepName(first, t)).toBe('Terminal AB12');
    expect(stepName(step({ id: 'terminal' }), t)).toBe('Terminal');
    expect(stepKey(first)).not.toBe(stepKey(second));
  });
});
