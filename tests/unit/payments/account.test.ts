import { describe, expect, it } from 'vitest';
import type { CardTerminal, ReadResult } from '../../../electron/helcim/helcim-client.ts';
import { accountOf, readAccount } from '../../../electron/payments/account.ts';
import { type AppErrorCode, failed, ok } from '../../../shared/app-error.ts';
import type { Transaction } from '../../../shared/payment.ts';
import { aRow } from '../../fakes/attempt-facts.ts';

function terminal(
  id: number,
  currency: string | null = 'CAD',
  status: string | null = 'ACTIVE',
): CardTerminal {
  return { id, nickname: null, currency, status };
}

const dateFrom = '2026-03-17';

const helcim = (
  terminals: ReadResult<readonly CardTerminal[]>,
  test: ReadResult<{ readonly message: string | null }> = ok({ message: null }),
  rows: readonly Transaction[] = [],
) => ({
  cardTerminals: async () => terminals,
  connectionTest: async () => test,
  searchTransactions: async () => ok({ transactions: rows, unreadableCount: 0, foreignUnreadableCount: 0 }),
});

describe('the account of a token', () => {
  it('M14 is known by the ids of its card terminals, in any order', () => {
    expect(accountOf([terminal(9), terminal(10)]).fingerprint).toBe('9-10');
    expect(accountOf([terminal(10), terminal(9)]).fingerprint).toBe('9-10');
  });

  it('M14 keeps its fingerprint when a terminal is switched off', () => {
    expect(accountOf([terminal(9), terminal(10, 'CAD', 'INACTIVE')]).fingerprint).toBe('9-10');
  });

  it.each([
    [[terminal(1, 'USD')], 'USD', true],
    [[terminal(1, ' usd ')], 'USD', true],
    [[terminal(1, 'CAD', 'inactive'), terminal(2, 'USD')], 'USD', true],
    [[terminal(1, 'USD', 'INACTIVE')], 'USD', true],
    [[terminal(1, 'EUR'), terminal(2, 'USD')], 'USD', true],
    [[terminal(1, 'EUR')], 'CAD', false],
    [[terminal(1, null)], 'CAD', false],
    [[], 'CAD', false],
  ] as const)('takes its currency from %j: %s, known: %s', (terminals, currency, isCurrencyKnown) => {
    expect(accountOf(terminals)).toMatchObject({ currency, isCurrencyKnown });
  });

  it('M14 has no fingerprint when it shows no terminals', () => {
    expect(accountOf([]).fingerprint).toBeNull();
  });

  it.each([
    'token_lacks_permission',
    'not_found',
    'request_rejected',
    'helcim_failed',
    'helcim_unreadable',
  ] as const)('is usable without its terminals when the answer is %s', async (code) => {
    const answer = await readAccount(helcim(failed(code)), dateFrom);
    expect(answer).toMatchObject({ ok: true, account: { fingerprint: null, isCurrencyKnown: false } });
  });

  it.each(['token_invalid', 'helcim_unreachable', 'rate_limited'] as AppErrorCode[])(
    'is not assumed when the answer is %s',
    async (code) => {
      const answer = await readAccount(helcim(failed(code)), dateFrom);
      expect(answer).toMatchObject({ ok: false, error: { code } });
    },
  );

  it.each(['token_invalid', 'helcim_unreachable'] as const)(
    'B4 is not assumed when the connection test answers %s to a token without permission',
    async (code) => {
      const answer = await readAccount(helcim(failed('token_lacks_permission'), failed(code)), dateFrom);
      expect(answer).toMatchObject({ ok: false, error: { code } });
    },
  );

  it('B6 learns its currency from its latest transactions where the terminals do not tell it', async () => {
    const rows = [aRow({ currency: 'USD' })];
    const answer = await readAccount(helcim(failed('not_found'), ok({ message: null }), rows), dateFrom);
    expect(answer).toMatchObject({ ok: true, account: { currency: 'USD', isCurrencyKnown: true } });
  });

  it('is read from the account', async () => {
    const answer = await readAccount(helcim(ok([terminal(7, 'USD')])), dateFrom);
    expect(answer).toEqual({
      ok: true,
      account: { fingerprint: '7', currency: 'USD', isCurrencyKnown: true },
    });
  });
});
