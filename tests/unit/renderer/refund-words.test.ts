import { describe, expect, it } from 'vitest';
import { attemptLook } from '../../../renderer/components/phase-look.tsx';
import { headlineOf } from '../../../renderer/features/attempt/headline.ts';
import { cardToPresent } from '../../../renderer/features/attempt/refund-headline.ts';
import { duplicateUntilMs } from '../../../renderer/features/attempt/suspected-duplicate.ts';
import { leftCentsOf } from '../../../renderer/features/refund/left-cents.ts';
import { refundFormFacts } from '../../../renderer/features/refund/refund-form-facts.ts';
import { cardToSay, originalTime, sayToCustomer } from '../../../renderer/features/refund/refund-words.ts';
import { en, type Text } from '../../../renderer/i18n/en.ts';
import { enRefunds } from '../../../renderer/i18n/en-refunds.ts';
import { startTexts } from '../../../renderer/i18n/text.ts';
import { retryRemainingNowMs, stampReceipt } from '../../../renderer/state/age.ts';
import { needsPerson } from '../../../renderer/state/pending-attempts.ts';
import { draftFor, type RefundDraft } from '../../../renderer/state/refund-store.ts';
import { shortEvidence } from '../../../renderer/state/short-evidence.ts';
import type { EvidenceKind } from '../../../shared/evidence.ts';
import { amountCents } from '../../../shared/money.ts';
import { attemptPhases } from '../../../shared/payment.ts';
import { type RefundPlan, type RefundRoad, refundRefusals } from '../../../shared/refund.ts';
import { fakeOriginal } from '../../fakes/fake-originals.ts';
import { fakeAttempt, fakeSnapshot, fakeTerminal } from '../../fakes/fake-views.ts';

const instance = await startTexts();
const t: Text = (key, values) => instance.t(key, values ?? {});
const money = (cents: number) => (cents / 100).toFixed(2);

const go = (road: RefundRoad, cents = 25_00): Extract<RefundPlan, { kind: 'go' }> => ({
  kind: 'go',
  road,
  amountCents: cents,
  refundableCents: 25_00,
  needsManager: null,
});

describe('the card that a terminal has to be shown', () => {
  it.each([
    [{ cardType: 'IN', cardLast4: '0000' }, 'It has to be the card that paid: Interac ••••0000.'],
    [{ cardType: null, cardLast4: '0000' }, 'It has to be the card that paid: ••••0000.'],
    [{ cardType: null, cardLast4: null }, 'It has to be the very debit card that paid.'],
    [null, 'It has to be the very debit card that paid.'],
  ])('is named as far as it is known: %j', (originalCard, words) => {
    expect(cardToPresent(fakeAttempt(1, { originalCard }), t)).toBe(words);
  });
});

describe('the sentence to the customer', () => {
  const original = fakeOriginal(1);
  const say = (road: RefundRoad, cents = 25_00, terminal: string | null = null) =>
    sayToCustomer({ t, money, original, go: go(road, cents), terminal });

  it.each([
    [
      'reverse',
      25_00,
      null,
      'The whole 25.00 goes back to the Visa ending 1234 now; the card is not needed.',
    ],
    [
      'credit_refund',
      25_00,
      null,
      'The whole 25.00 goes back to the Visa ending 1234 now; the card is not needed.',
    ],
    [
      'credit_refund',
      20_00,
      null,
      '20.00 of 25.00 goes back to the Visa ending 1234 now; the card is not needed.',
    ],
    [
      'debit_refund',
      25_00,
      'DY6L',
      'Please present the same debit card, the Visa ending 1234, at terminal DY6L.',
    ],
  ] as const)(
    'of the road %s for %d says what happens and whether the card is needed',
    (road, cents, terminal, words) => {
      expect(say(road, cents, terminal)).toContain(words);
    },
  );

  it('knows none of the words of the API', () => {
    for (const text of Object.entries(enRefunds)
      .filter(([key]) => /^refund\.say/.test(key))
      .map(([, words]) => words)) {
      expect(text).not.toMatch(/reverse|batch|API|settle|transaction/i);
    }
  });

  it.each([
    ['VI', '1234', 'Visa ending 1234'],
    [null, '1234', 'card ending 1234'],
    ['IN', null, 'Interac'],
    [null, null, 'card that paid'],
  ])('calls a card of type %j with digits %j the %s', (cardType, cardLast4, words) => {
    expect(cardToSay(t, { cardType, cardLast4 })).toBe(words);
  });

  it('M15 gives the time as Helcim wrote it where that names no instant', () => {
    const doubled = { createdAtMs: null, dateCreatedText: '2026-11-01 01:30:00' };
    expect(originalTime(t, doubled, 0, 'en-CA')).toBe('2026-11-01 01:30:00 at Helcim');
  });
});

describe('a refusal of a refund', () => {
  it.each(refundRefusals)('says of %s what it is, that no money moved, and what to do', (why) => {
    expect(t(`refuse.${why}.what`, { left: '5.00' })).toMatch(/^[A-Z].*\.$/);
    expect(t(`refuse.${why}.next`, { left: '5.00' })).toMatch(/^[A-Z].*\.$/);
    expect(t(`refuse.${why}.next`, { left: '5.00' })).not.toContain('{{');
    expect(en['refuse.money']).toContain('no money moved');
  });
});

describe('what is missing before the press', () => {
  const typed: RefundDraft = { ...draftFor(1), amountText: '25.00', reason: 'returned' };
  const facts = (
    plan: RefundPlan | null,
    draft: Partial<RefundDraft> = {},
    who = 'Dana',
    snapshot = fakeSnapshot(),
  ) => refundFormFacts(snapshot, { plan, draft: { ...typed, ...draft }, who });

  it('is nothing when all is there', () => {
    expect(facts(go('credit_refund')).need).toBeNull();
  });

  it.each([
    ['an amount', { amountText: '' }, 'amount'],
    ['a reason', { reason: null }, 'reason'],
    ['the words of another reason', { reason: 'other', reasonText: ' ' }, 'reason_text'],
  ] as const)('is %s', (_, draft, need) => {
    expect(facts(go('credit_refund'), draft).need).toBe(need);
  });

  it('is the name of the cashier', () => {
    expect(facts(go('credit_refund'), {}, '  ').need).toBe('who');
  });

  it('is the answer about the card, or another amount, where the plan says so', () => {
    expect(facts({ kind: 'ask_card_kind', cardType: 'EB', refundableCents: 25_00 }).need).toBe('card_kind');
    const refused = {
      kind: 'refuse',
      why: 'nothing_left',
      refundableCents: 0,
      attemptId: null,
      canRemind: false,
    };
    expect(facts(refused as RefundPlan).need).toBe('possible');
    expect(facts(refused as RefundPlan, { amountText: null }).need).toBe('possible');
    expect(facts(null, { amountText: null }).need).toBe('plan');
  });

  it('M9 is the plan while there is none for exactly this amount', () => {
    expect(facts(null).need).toBe('plan');
    expect(facts(go('credit_refund', 24_00)).need).toBe('plan');
    expect(facts(go('credit_refund', 24_00)).go).toBeNull();
  });

  it('M3 is a terminal that is free, and only where the card is needed', () => {
    const none = fakeSnapshot({ terminals: [] });
    expect(facts(go('debit_refund'), {}, 'Dana', none).need).toBe('terminal');
    const busy = fakeSnapshot({
      terminals: [fakeTerminal('VT01', { isDefault: true, openAttemptId: fakeAttempt(1).id })],
    });
    expect(facts(go('debit_refund'), {}, 'Dana', busy).need).toBe('free_terminal');
    expect(facts(go('credit_refund'), {}, 'Dana', busy)).toMatchObject({ need: null, terminal: null });
    expect(facts(go('debit_refund')).terminal?.code).toBe('VT01');
  });

  it('takes what is left from the plan, which has just counted it, before what was found', () => {
    const original = fakeOriginal(1, { refundedCents: 5_00 });
    expect(leftCentsOf({ plan: go('credit_refund', 10_00), original })).toBe(25_00);
    expect(leftCentsOf({ plan: null, original })).toBe(20_00);
    expect(leftCentsOf({ plan: null, original: null })).toBeNull();
  });
});

describe('the words of a refund’s life', () => {
  const refund = (fields: Parameters<typeof fakeAttempt>[1]) =>
    fakeAttempt(1, {
      kind: 'refund',
      amountCents: 20_00,
      originalAmountCents: amountCents(25_00),
      ...fields,
    });

  it('tells what went back, of how much, and what is left', () => {
    const view = refund({ state: 'approved', approvedCents: 20_00, refundedCents: 20_00 });
    expect(headlineOf(view, t, money)).toEqual({
      word: 'Given back',
      say: '20.00 given back of 25.00; 5.00 left.',
      amountCents: 20_00,
    });
  });

  it('tells of one part among several what went back now and what in all', () => {
    const part = { amountCents: 15_00, approvedCents: 15_00 };
    const view = refund({ state: 'approved', ...part, refundedCents: 25_00 });
    expect(headlineOf(view, t, money).say).toBe('15.00 given back now, 25.00 of 25.00 in all; 0.00 left.');
  });

  it.each(attemptPhases)('never says of a refund in the phase %s what is true of a sale alone', (phase) => {
    const say = t(`refundPhase.${phase}.say`, { approved: '1', asked: '2', whole: '3', left: '4' });
    expect(say).toMatch(/[.…]$/);
    expect(say).not.toMatch(/paid|charged|goods|payment/i);
    expect(t(`refundPhase.${phase}.word`)).not.toBe('');
  });

  it('is recognised as one by its word alone, in every phase', () => {
    for (const phase of attemptPhases) {
      const look = attemptLook({ kind: 'refund', phase, filedAs: null, laterProven: null });
      expect(t(look.wordKey)).toMatch(/refund|given back/i);
    }
  });

  it('M6 says that the money went back after all when that was found late', () => {
    const view = refund({ state: 'declined', laterProven: 'approved', approvedCents: 20_00 });
    expect(headlineOf(view, t, money)).toMatchObject({ word: 'Given back after all', amountCents: 20_00 });
  });

  it('counts the time to retry safely down to nothing, in Helcim’s time whatever the clock rate', () => {
    const view = refund({ state: 'unknown', retryRemainingMs: 71_000, clockRate: 60 });
    stampReceipt([view], 1_000);
    expect(retryRemainingNowMs(view, 11_000)).toBe(61_000);
    expect(retryRemainingNowMs(view, 999_000)).toBe(0);
    expect(retryRemainingNowMs(refund({ retryRemainingMs: null }), 0)).toBeNull();
  });

  it('says when a suspected duplicate passes, and only of one', () => {
    const ended = { state: 'declined', endedAtMs: 1_000, preparedAtMs: 0, declineReason: null } as const;
    expect(duplicateUntilMs({ ...ended, errorCode: 'suspected_duplicate' })).toBe(301_000);
    const told = { ...ended, errorCode: null, declineReason: 'SUSPECTED DUPLICATE transaction' };
    expect(duplicateUntilMs(told)).toBe(301_000);
    expect(duplicateUntilMs({ ...ended, errorCode: null, declineReason: 'Do not honour' })).toBeNull();
    expect(duplicateUntilMs({ ...told, state: 'approved' })).toBeNull();
  });
});

describe('what needs a person', () => {
  it('M16 is an unknown end that nobody set aside, of a sale or of a refund', () => {
    expect(needsPerson({ state: 'unknown', filedAs: null })).toBe(true);
    expect(needsPerson({ state: 'unknown', filedAs: 'stopped_at_terminal' })).toBe(false);
    expect(needsPerson({ state: 'checking', filedAs: null })).toBe(false);
  });

  it('is told in a few lines, the latest kept and repeats counted', () => {
    const kinds: EvidenceKind[] = [
      'attempt_prepared',
      'send_begun',
      'lookup_empty',
      'lookup_empty',
      'time_ran_out',
    ];
    const entries = kinds.map((kind, seq) => ({
      seq,
      kind,
      atMs: seq,
      source: 'app' as const,
      attemptId: null,
      data: {},
    }));
    const lines = shortEvidence(entries);
    expect(lines.map(({ entry, times }) => [entry.kind, entry.seq, times])).toEqual([
      ['attempt_prepared', 0, 1],
      ['send_begun', 1, 1],
      ['lookup_empty', 3, 2],
      ['time_ran_out', 4, 1],
    ]);
    expect(shortEvidence(Array.from({ length: 5 }, () => entries).flat())).toHaveLength(8);
  });
});
