import { describe, expect, it } from 'vitest';
import { alarmWords } from '../../../renderer/features/alarms/alarm-words.ts';
import { headlineOf } from '../../../renderer/features/attempt/headline.ts';
import { en, type Text } from '../../../renderer/i18n/en.ts';
import { enAttempt } from '../../../renderer/i18n/en-attempt.ts';
import { enCheck } from '../../../renderer/i18n/en-check.ts';
import { enClose } from '../../../renderer/i18n/en-close.ts';
import { enErrors } from '../../../renderer/i18n/en-errors.ts';
import { enEvidence } from '../../../renderer/i18n/en-evidence.ts';
import { enFrame } from '../../../renderer/i18n/en-frame.ts';
import { enHealth } from '../../../renderer/i18n/en-health.ts';
import { enHistory } from '../../../renderer/i18n/en-history.ts';
import { enManager } from '../../../renderer/i18n/en-manager.ts';
import { enRefunds } from '../../../renderer/i18n/en-refunds.ts';
import { enScreens } from '../../../renderer/i18n/en-screens.ts';
import { enSettings } from '../../../renderer/i18n/en-settings.ts';
import { enSetup } from '../../../renderer/i18n/en-setup.ts';
import { startTexts, textOrNull } from '../../../renderer/i18n/text.ts';
import { alarmKinds } from '../../../shared/alarm.ts';
import { appErrorCodes } from '../../../shared/app-error.ts';
import { differenceCauses, differenceKinds } from '../../../shared/day-close.ts';
import { evidenceKinds } from '../../../shared/evidence.ts';
import { checkCodes } from '../../../shared/opening-check.ts';
import { attemptPhases, closeReasons } from '../../../shared/payment.ts';
import { publicUrlProblems } from '../../../shared/public-url.ts';
import { secretProblems } from '../../../shared/secret-text.ts';
import { setupStepIds } from '../../../shared/setup.ts';
import { healthCodes } from '../../../shared/till-health.ts';
import { selfTestProblems, tunnelCauses } from '../../../shared/tunnel.ts';
import { fakeAttempt } from '../../fakes/fake-views.ts';

const instance = await startTexts();
const t: Text = (key, values) => instance.t(key, values ?? {});
const money = (cents: number) => `$${(cents / 100).toFixed(2)}`;

describe('the English catalogue', () => {
  it.each(appErrorCodes)('tells for %s what happened, whether money moved and what to do', (code) => {
    for (const part of ['what', 'money', 'next'] as const) {
      expect(en[`error.${code}.${part}`]).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(attemptPhases)('has a word and a sentence for the phase %s', (phase) => {
    expect(t(`phase.${phase}.word`)).not.toBe('');
    expect(t(`phase.${phase}.say`, { approved: '$1.00', asked: '$2.00' })).toMatch(/[.…]$/);
  });

  it('has a sentence for every kind of evidence and alarm and every reason to close', () => {
    for (const kind of evidenceKinds) expect(en[`evidence.${kind}`]).toMatch(/\.$/);
    for (const kind of alarmKinds) expect(en[`alarm.${kind}.next`]).toMatch(/\.$/);
    for (const reason of closeReasons) {
      expect(en[`closeReason.${reason}`]).not.toBe('');
      expect(en[`refundClose.${reason}`]).not.toBe('');
    }
  });

  it.each(alarmKinds)(
    'M6 says of the alarm %s what happened and what to do, of a payment and of a refund',
    (kind) => {
      for (const attemptKind of ['purchase', 'refund', null] as const) {
        const words = alarmWords({ kind, attemptKind });
        for (const key of [words.what, words.next]) expect(en[key]).toMatch(/^[A-Z].*\.$/);
      }
    },
  );

  it('M6 tells nobody to refund a refund that went back twice', () => {
    const { what, next } = alarmWords({ kind: 'paid_otherwise_and_approved', attemptKind: 'refund' });
    expect(`${en[what]} ${en[next]}`).toMatch(/gone back twice/);
    expect(`${en[what]} ${en[next]}`).not.toMatch(/Refund the|was charged/);
  });

  it.each(differenceKinds)(
    'says of the difference %s what it is, its cause and the one next step',
    (kind) => {
      expect(en[`dayClose.diff.${kind}.title`]).toMatch(/^[A-Z].*[^.]$/);
      for (const part of ['cause', 'next'] as const)
        expect(en[`dayClose.diff.${kind}.${part}`]).toMatch(/^[A-Z].*\.$/);
    },
  );

  it.each(differenceCauses)('says the cause %s in a sentence', (cause) => {
    expect(en[`dayClose.cause.${cause}`]).toMatch(/^[A-Z].*\.$/);
  });

  const wellCodes = /_(ok|none|unknown|waiting|running|quiet)$|^(waiting|running)$/;
  it.each(healthCodes)('says of the health %s how it is, and what to do where something is wrong', (code) => {
    expect(en[`health.${code}.say`]).toMatch(/^[A-Z{].*\.$/);
    const next = textOrNull(`health.${code}.next`, t);
    if (!wellCodes.test(code)) expect(next).toMatch(/^[A-Z].*\.$/);
  });

  it.each(checkCodes)(
    'says of the check %s what was found, and what to do where something is wrong',
    (code) => {
      expect(en[`check.${code}.say`]).toMatch(/^[A-Z].*[.…]$/);
      const next = textOrNull(`check.${code}.next`, t);
      if (!wellCodes.test(code)) expect(next).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('has a sentence for everything that a guide, a tunnel or a self-test can find wrong', () => {
    for (const id of setupStepIds) expect(en[`setup.step.${id}.why`]).toMatch(/^[A-Z].*\.$/);
    for (const problem of secretProblems) expect(en[`setup.secret.problem.${problem}`]).toMatch(/\.$/);
    for (const problem of publicUrlProblems) expect(en[`setup.url.${problem}`]).not.toBe('');
    for (const cause of tunnelCauses) expect(en[`tunnel.cause.${cause}`]).toMatch(/\.$/);
    for (const problem of selfTestProblems) expect(en[`selfTest.${problem}`]).toMatch(/\.$/);
  });

  it('has no key in two of its parts, where one would hide the other', () => {
    const parts = [
      enFrame,
      enScreens,
      enSettings,
      enAttempt,
      enEvidence,
      enErrors,
      enManager,
      enClose,
      enRefunds,
      enHistory,
      enSetup,
      enHealth,
      enCheck,
    ];
    const counts = parts.map((part) => Object.keys(part).length);
    expect(Object.keys(en)).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
  });

  it('has no empty text: its key would be shown in its place', () => {
    expect(Object.entries(en).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has both English plurals wherever it has one', () => {
    const bases = Object.keys(en)
      .filter((key) => key.endsWith('_one'))
      .map((key) => key.slice(0, -'_one'.length));
    expect(bases.length).toBeGreaterThan(0);
    for (const base of bases) expect(en).toHaveProperty([`${base}_other`]);
  });

  it('puts counts and amounts into the sentences', () => {
    expect(t('history.count', { count: 1 })).toBe('1 entry');
    expect(t('history.count', { count: 12 })).toBe('12 entries');
  });

  it('never offers to cancel a payment, because nothing could', () => {
    const offers = Object.entries(enAttempt).filter(
      ([, text]) => /^cancel\b/i.test(text) && !/cancelled/i.test(text),
    );
    expect(offers).toEqual([]);
  });
});

describe('the headline of an attempt', () => {
  it('M8 shows what was approved once it is, tip included', () => {
    expect(headlineOf(fakeAttempt(1, { state: 'approved', approvedCents: 4900 }), t, money).amountCents).toBe(
      4900,
    );
  });

  it('M8 says how much of what was asked is paid', () => {
    const view = fakeAttempt(1, { state: 'approved', amountCents: 5000, approvedCents: 500 });
    expect(headlineOf(view, t, money).say).toBe('Only $5.00 of $50.00 paid.');
  });

  it('M6 says that the customer was charged when an approval was found after a cancel', () => {
    const view = fakeAttempt(1, { state: 'cancelled', laterProven: 'approved', approvedCents: 4250 });
    const headline = headlineOf(view, t, money);
    expect(headline.word).toBe('Charged after all');
    expect(headline.say).toContain('WAS charged $42.50');
  });

  it('M16 does not alarm about an unknown that was stopped at the terminal', () => {
    const view = fakeAttempt(1, { state: 'unknown', filedAs: 'stopped_at_terminal' });
    expect(headlineOf(view, t, money)).toMatchObject({
      word: 'Unknown, stopped',
      say: 'Stopped at the terminal. No payment was found.',
    });
  });
});
