import { describe, expect, it } from 'vitest';
import { amountCents } from '../../../shared/money.ts';
import { anUnknown, approve, aRow, endAs, freshLedger, prepared, rawSql, terminalB } from './ledger-rig.ts';

/**
 * Statements sent straight to the file by somebody who knows nothing of this program. Foreign keys are on, as SQLite
 * in Node has them by default; nothing else of the ledger's own settings is.
 */
const insertAttempt = (columns: Record<string, string>) => {
  const all = {
    id: "'raw'",
    sale_id: '(SELECT id FROM sales LIMIT 1)',
    kind: "'purchase'",
    terminal_code: `'${terminalB}'`,
    invoice_number: "'TS-0123456789ABCDEFGHJKMNPQRS'",
    amount_cents: '500',
    currency: "'CAD'",
    till_id: '(SELECT id FROM tills LIMIT 1)',
    cashier_id: '(SELECT id FROM cashiers LIMIT 1)',
    state: "'prepared'",
    prepared_at_ms: '1',
    lookup_count: '0',
    ...columns,
  };
  return `INTO attempts (${Object.keys(all)}) VALUES (${Object.values(all)})`;
};

/** One declined attempt, so that a sale, a cashier and a till are there; its terminal and sale are free. */
async function settledLedger() {
  const { ledger, place } = await freshLedger();
  const id = await prepared(ledger);
  await endAs(ledger, id, 'declined');
  return { ledger, id, run: (sql: string) => () => rawSql(place.path, (database) => database.exec(sql)) };
}

describe('the file by itself', () => {
  it('takes an ordinary attempt, so that the refusals below mean something', async () => {
    const { run } = await settledLedger();
    expect(run(`INSERT ${insertAttempt({})}`)).not.toThrow();
  });

  it.each([
    ['M2', 'a counter as invoice number', { invoice_number: "'TS-00000000000000000000000001X'" }],
    ['M2', 'letters outside the alphabet', { invoice_number: "'TS-0123456789ABCDEFGHJKMNPQRU'" }],
    ['M2', 'another prefix', { invoice_number: "'TX-0123456789ABCDEFGHJKMNPQRS'" }],
    ['M2', 'lower case', { invoice_number: "'TS-0123456789abcdefghjkmnpqrs'" }],
    ['M8', 'an amount of nothing', { amount_cents: '0' }],
    ['M8', 'an amount below nothing', { amount_cents: '-5' }],
    ['M8', 'a fraction of a cent', { amount_cents: '5.5' }],
    ['M8', 'words for an amount', { amount_cents: "'five'" }],
    ['M8', 'an amount beyond exact numbers', { amount_cents: '9007199254740992' }],
    ['M8', 'another currency', { currency: "'EUR'" }],
    ['M8', 'another currency than the sale has', { currency: "'USD'" }],
    ['M5', 'a state of its own', { state: "'paid'" }],
    ['M5', 'an approval from the start', { state: "'approved'", approved_cents: '500' }],
    ['M1', 'an attempt that was never prepared', { state: "'sending'" }],
    ['M3', 'a terminal nobody paired', { terminal_code: "'ZZ99'" }],
    ['M3', 'a sale that is not there', { sale_id: "'nothing'" }],
    ['M9', 'a refund without its original', { kind: "'refund'" }],
    ['M9', 'a purchase with an original', { original_transaction_id: '5' }],
  ])('%s refuses %s', async (_rule, _what, columns) => {
    const { run } = await settledLedger();
    expect(run(`INSERT ${insertAttempt(columns)}`)).toThrow(
      /constraint|cannot store|currency|begins as prepared/i,
    );
  });

  it.each(['INSERT', 'INSERT OR REPLACE', 'INSERT OR IGNORE'])(
    'M3 keeps the open attempt against %s',
    async (verb) => {
      const { ledger, id, run } = await settledLedger();
      const open = await prepared(ledger, { confirmedDoubtIds: [id], terminalCode: terminalB });
      try {
        run(`${verb} ${insertAttempt({})}`)();
      } catch {
        // Refused aloud or ignored: what counts is what the file says afterwards.
      }
      const attempts = (await ledger.openAttempts()).map((facts) => facts.attempt.id);
      expect(attempts).toEqual([open]);
    },
  );

  it('M3 has one open attempt a sale, on whatever terminal', async () => {
    const { ledger, run } = await settledLedger();
    const sale = { newId: 'sale-x', totalCents: amountCents(12_34), reference: null, customerCode: null };
    await prepared(ledger, { sale });
    expect(run(`INSERT ${insertAttempt({ sale_id: "'sale-x'" })}`)).toThrow('sale_busy');
  });

  it('M3 gives a sale in doubt no attempt without a recorded confirmation', async () => {
    const { ledger, run } = await settledLedger();
    const sale = { newId: 'sale-x', totalCents: amountCents(12_34), reference: null, customerCode: null };
    const doubt = await anUnknown(ledger, { sale });
    const insert = `INSERT ${insertAttempt({ sale_id: "'sale-x'" })}`;
    expect(run(insert)).toThrow('sale_in_doubt');
    const confirm = `INSERT INTO doubt_confirmations VALUES ('raw', '${doubt}', 'cashier-1', 1)`;
    expect(run(confirm)).toThrow(/FOREIGN KEY/);
    expect(run(`BEGIN; ${confirm}; ${insert}; COMMIT`)).not.toThrow();
  });

  it.each([
    ['M6', "state = 'declined'"],
    ['M6', "state = 'unknown'"],
    ['M6', 'approved_cents = NULL'],
    ['M2', "invoice_number = 'TS-0123456789ABCDEFGHJKMNPQRS'"],
    ['M8', 'amount_cents = 1'],
    ['M3', `terminal_code = '${terminalB}'`],
    ['M14', "till_id = 'other'"],
  ])('%s leaves an approved attempt as it is: %s', async (_rule, assignment) => {
    const { ledger, run } = await settledLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(5));
    expect(run(`UPDATE OR REPLACE attempts SET ${assignment} WHERE id = '${id}'`)).toThrow(
      /never|constraint/i,
    );
  });

  it.each(['prepared', 'sending', 'on_terminal', 'checking'])(
    'M4 opens no ended attempt again as %s',
    async (state) => {
      const { id, run } = await settledLedger();
      expect(run(`UPDATE attempts SET state = '${state}' WHERE id = '${id}'`)).toThrow('never opened again');
    },
  );

  it('M6 keeps a later proven approval', async () => {
    const { ledger, id, run } = await settledLedger();
    await ledger.changeAttempt(id, () => ({ patch: { laterProven: 'approved' } }));
    expect(run('UPDATE attempts SET later_proven = NULL')).toThrow('never taken back');
  });

  it.each([
    ["attempt_id = (SELECT id FROM attempts WHERE state = 'declined')"],
    ['attempt_id = NULL'],
    ['transaction_id = 6'],
  ])('M6 leaves a transaction with its owner: %s', async (assignment) => {
    const { ledger, run } = await settledLedger();
    const id = await prepared(ledger);
    await approve(ledger, id, aRow(5));
    expect(run(`UPDATE transactions SET ${assignment}`)).toThrow(/belongs to one attempt|never change/);
    const insert = `INSERT OR REPLACE INTO transactions SELECT 5, NULL, type, status, status_text, amount_cents,
      currency, invoice_number, card_batch_id, card_type, warning, errors, date_created_text, source, first_seen_at_ms
      FROM transactions`;
    expect(run(insert)).toThrow('never replaced');
  });

  it.each([
    'UPDATE journal SET at_ms = 0',
    "UPDATE journal SET data = '{}' WHERE seq = 2",
    'DELETE FROM journal',
    'DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)',
    'INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2',
    'INSERT INTO journal SELECT seq + 5000, at_ms, kind, source, attempt_id, epoch, data, prev_hash, hash FROM journal',
    'DELETE FROM attempts',
    'DELETE FROM sales',
    'DELETE FROM ledger',
    "UPDATE ledger SET practice = 0, mode = 'switched'",
    'UPDATE sales SET total_cents = 1',
  ])('M6 refuses %s', async (statement) => {
    const { ledger, run } = await settledLedger();
    expect(run(statement)).toThrow(/only grows|never|constraint/i);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('M10 keeps an event that is to do', async () => {
    const { ledger, run } = await settledLedger();
    await ledger.storeEvent({
      webhookId: 'msg_1',
      signedAtMs: 1,
      receivedAtMs: 1,
      isFresh: true,
      body: '{}',
    });
    expect(run('DELETE FROM inbox')).toThrow('never deleted');
    expect(run("UPDATE inbox SET outcome = 'claimed'")).toThrow(/CHECK/);
    const again =
      "INSERT OR REPLACE INTO inbox (webhook_id, signed_at_ms, received_at_ms, is_fresh, body, tries, next_try_at_ms) VALUES ('msg_1', 2, 2, 1, '', 0, 9)";
    expect(run(again)).toThrow('never replaced');
    expect(await ledger.dueEvents(1, 10)).toHaveLength(1);
  });
});
