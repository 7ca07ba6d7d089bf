import { describe, expect, it } from 'vitest';
import { amountCents } from '../../../shared/money.ts';
import { approve, aRow, endAs, freshLedger, prepared, startMs, terminalB } from './ledger-rig.ts';

describe('changeAttempt', () => {
  it('knows no attempt that is not there, and does not ask for a decision', async () => {
    const { ledger } = await freshLedger();
    let asked = 0;
    const decide = () => {
      asked += 1;
      return null;
    };
    expect(await ledger.changeAttempt('nothing', decide)).toBeNull();
    expect(asked).toBe(0);
  });

  it('M6 writes state, claim, evidence and alarm together, and shows them to the next reader', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const row = aRow(41);
    const after = await ledger.changeAttempt(id, ({ attempt, transactions }) => {
      expect(attempt.state).toBe('prepared');
      expect(transactions).toEqual([]);
      return {
        patch: { state: 'approved', approvedCents: row.amountCents, endedAtMs: startMs },
        claims: [{ transaction: row, source: 'webhook' }],
        notes: [{ kind: 'transaction_seen', source: 'webhook', data: { transactionId: 41 } }],
        alarms: [{ kind: 'late_approval', attemptId: id, transactionId: 41, terminalCode: null }],
      };
    });
    expect(after).toEqual(await ledger.attempt(id));
    expect(after?.attempt).toMatchObject({ state: 'approved', approvedCents: 12_34 });
    expect(after?.transactions).toEqual([
      { ...row, attemptId: id, source: 'webhook', firstSeenAtMs: startMs },
    ]);
    expect((await ledger.evidenceOf(id)).map((entry) => entry.kind)).toEqual([
      'sale_created',
      'attempt_prepared',
      'transaction_seen',
      'alarm_raised',
    ]);
    expect(await ledger.openAlarms()).toMatchObject([
      { kind: 'late_approval', attemptId: id, transactionId: 41 },
    ]);
  });

  it('M6 writes nothing at all when one part is refused', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(41));
    const before = await ledger.evidenceOf(id);
    const wrong = ledger.changeAttempt(id, () => ({
      claims: [{ transaction: aRow(42), source: 'lookup' }],
      notes: [{ kind: 'transaction_seen', source: 'lookup', data: {} }],
      patch: { state: 'declined' },
    }));
    await expect(wrong).rejects.toThrow('approved is never left');
    expect(await ledger.evidenceOf(id)).toEqual(before);
    expect(await ledger.transaction(42)).toBeNull();
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('writes nothing when the decision throws, and goes on working', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const thrown = ledger.changeAttempt(id, () => {
      throw new Error('a bug');
    });
    await expect(thrown).rejects.toThrow('a bug');
    await endAs(ledger, id, 'declined');
    expect((await ledger.attempt(id))?.attempt.state).toBe('declined');
  });

  it('writes nothing for null', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const before = await ledger.verifyChain();
    expect((await ledger.changeAttempt(id, () => null))?.attempt.id).toBe(id);
    expect(await ledger.verifyChain()).toEqual(before);
  });

  it('M7 turns the declined row of an attempt into the approved one it became', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const declined = aRow(41, { status: 'declined', statusText: 'DECLINED', approvalCode: null });
    await ledger.changeAttempt(id, () => ({ claims: [{ transaction: declined, source: 'lookup' }] }));
    await approve(ledger, id, aRow(41, { amountCents: amountCents(13_00) }));
    const rows = (await ledger.attempt(id))?.transactions;
    expect(rows).toMatchObject([
      { transactionId: 41, status: 'approved', amountCents: 13_00, approvalCode: 'T5E6ST' },
    ]);
  });

  it('M6 claims a row that was filed without an owner', async () => {
    const { ledger } = await freshLedger();
    await ledger.fileTransaction(aRow(41), 'webhook', startMs - 5);
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(41));
    const row = await ledger.transaction(41);
    expect(row).toMatchObject({ attemptId: id, cardLast4: '4242', firstSeenAtMs: startMs - 5 });
  });

  it('M6 leaves a transaction with its first owner and flags it once on the other', async () => {
    const { ledger } = await freshLedger();
    const owner = await prepared(ledger);
    await approve(ledger, owner, aRow(41));
    const other = await prepared(ledger, { terminalCode: terminalB });
    const claim = () =>
      ledger.changeAttempt(other, ({ attempt }, foreignIds) => {
        const lookup = { lookupCount: attempt.lookupCount + 1, lastLookupAtMs: startMs };
        if (foreignIds.has(41)) return { patch: lookup };
        return {
          patch: { ...lookup, state: 'approved', approvedCents: amountCents(12_34) },
          claims: [{ transaction: aRow(41), source: 'lookup' }],
          notes: [{ kind: 'transaction_seen', source: 'lookup', data: {} }],
        };
      });
    await claim();
    const after = await claim();
    expect(after?.attempt).toMatchObject({ state: 'prepared', approvedCents: null, lookupCount: 2 });
    expect((await ledger.transaction(41))?.attemptId).toBe(owner);
    const flags = (await ledger.evidenceOf(other)).filter((entry) => entry.kind === 'transaction_flagged');
    expect(flags.map((entry) => entry.data.transactionId)).toEqual([41]);
    expect((await ledger.evidenceOf(other)).map((entry) => entry.kind)).not.toContain('transaction_seen');
  });

  it('M6 takes an own approval from a read that also names a transaction of another attempt', async () => {
    const { ledger } = await freshLedger();
    await approve(ledger, await prepared(ledger), aRow(41));
    const other = await prepared(ledger, { terminalCode: terminalB });
    const after = await ledger.changeAttempt(other, (_facts, foreignIds) => {
      const rows = [aRow(41), aRow(42)].filter(({ transactionId }) => !foreignIds.has(transactionId));
      return {
        patch: { state: 'approved', approvedCents: amountCents(12_34 * rows.length) },
        claims: rows.map((transaction) => ({ transaction, source: 'lookup' as const })),
      };
    });
    expect(after?.attempt).toMatchObject({ state: 'approved', approvedCents: 12_34 });
    expect(after?.transactions.map(({ transactionId }) => transactionId)).toEqual([42]);
  });

  it('gives an attempt of a split sale its siblings', async () => {
    const { ledger } = await freshLedger();
    const sale = { newId: 'sale-1', totalCents: amountCents(20_00), reference: null, customerCode: null };
    const first = await prepared(ledger, { sale });
    await endAs(ledger, first, 'declined');
    const second = await prepared(ledger, { sale: { id: 'sale-1' } });
    expect((await ledger.attempt(second))?.siblings.map((each) => each.id)).toEqual([first]);
  });
});

describe('a filed transaction', () => {
  it('M12 keeps nothing of the customer of another tool', async () => {
    const { ledger } = await freshLedger();
    await ledger.fileTransaction(
      aRow(50, { invoiceNumber: 'INV0042', warning: 'x', errors: 'y' }),
      'lookup',
      startMs,
    );
    expect(await ledger.transaction(50)).toMatchObject({
      type: 'purchase',
      status: 'approved',
      amountCents: 12_34,
      currency: 'CAD',
      dateCreatedText: '2026-03-24 11:00:00',
      attemptId: null,
      invoiceNumber: null,
      cardBatchId: null,
      cardType: null,
      cardLast4: null,
      approvalCode: null,
      warning: null,
      errors: null,
    });
  });

  it('M14 keeps a number that this program made, for a ledger that lost its attempt', async () => {
    const { ledger } = await freshLedger();
    const invoiceNumber = `TS-${'7'.repeat(26)}`;
    await ledger.fileTransaction(
      aRow(50, { invoiceNumber: ` ${invoiceNumber.toLowerCase()}` }),
      'recovery',
      startMs,
    );
    expect(await ledger.transaction(50)).toMatchObject({ invoiceNumber });
  });

  it('M10 changes nothing the second time but its status', async () => {
    const { ledger } = await freshLedger();
    await ledger.fileTransaction(aRow(50), 'lookup', startMs);
    const { rows } = await ledger.verifyChain();
    await ledger.fileTransaction(aRow(50, { amountCents: amountCents(1) }), 'lookup', startMs);
    expect((await ledger.verifyChain()).rows).toBe(rows);
    await ledger.fileTransaction(aRow(50, { status: 'other', statusText: 'REVERSED' }), 'lookup', startMs);
    expect(await ledger.transaction(50)).toMatchObject({ statusText: 'REVERSED', amountCents: 12_34 });
  });

  it('M6 takes no row from the attempt that owns it', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(41));
    await ledger.fileTransaction(aRow(41, { status: 'declined', statusText: 'DECLINED' }), 'lookup', startMs);
    expect(await ledger.transaction(41)).toMatchObject({
      attemptId: id,
      status: 'approved',
      cardLast4: '4242',
    });
  });
});
