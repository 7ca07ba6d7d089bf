/**
 * Triggers that refuse what no statement may do, whoever sends it. The ones before an insert are there because
 * `INSERT OR REPLACE` deletes the row in its way without asking the delete triggers.
 */
export function guards(openStates: string): readonly string[] {
  const refuse = (name: string, when: string, message: string) =>
    `CREATE TRIGGER ${name} ${when} BEGIN SELECT RAISE(ABORT, '${message}'); END`;
  const keep = (table: string) =>
    refuse(`${table}_kept`, `BEFORE DELETE ON ${table}`, `rows of ${table} are never deleted`);
  const fixed = (table: string, columns: string) =>
    refuse(`${table}_fixed`, `BEFORE UPDATE OF ${columns} ON ${table}`, `facts of ${table} never change`);
  const fresh = (table: string, same: string) =>
    refuse(
      `${table}_fresh`,
      `BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} AS kept WHERE ${same})`,
      `a row of ${table} is never replaced`,
    );
  return [
    keep('ledger'),
    keep('sales'),
    keep('attempts'),
    keep('transactions'),
    keep('journal'),
    keep('inbox'),
    keep('alarms'),
    keep('doubt_confirmations'),

    refuse('ledger_one', 'BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger)', 'one ledger a file'),
    fixed('ledger', 'one, ledger_id, mode, practice, created_at_ms'),

    fresh('sales', 'kept.id = NEW.id'),
    fixed('sales', 'id, till_id, cashier_id, total_cents, currency, created_at_ms'),

    fresh('attempts', 'kept.n = NEW.n OR kept.id = NEW.id OR kept.invoice_number = NEW.invoice_number'),
    fixed(
      'attempts',
      'n, id, sale_id, kind, terminal_code, invoice_number, original_transaction_id, amount_cents, currency, till_id, cashier_id, prepared_at_ms',
    ),
    refuse(
      'attempts_begin',
      `BEFORE INSERT ON attempts WHEN NEW.state <> 'prepared'`,
      'an attempt begins as prepared',
    ),
    refuse(
      'attempts_terminal_free',
      `BEFORE INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts
        WHERE terminal_code = NEW.terminal_code AND state IN ${openStates})`,
      'terminal_busy',
    ),
    refuse(
      'attempts_sale_free',
      `BEFORE INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts
        WHERE sale_id = NEW.sale_id AND state IN ${openStates})`,
      'sale_busy',
    ),
    refuse(
      'attempts_refund_free',
      `BEFORE INSERT ON attempts WHEN NEW.kind = 'refund' AND EXISTS (SELECT 1 FROM attempts
        WHERE original_transaction_id = NEW.original_transaction_id AND kind = 'refund'
          AND state IN ('prepared','sending','on_terminal','checking','unknown'))`,
      'refund_unsettled',
    ),
    refuse(
      'attempts_sale_certain',
      `BEFORE INSERT ON attempts WHEN EXISTS (SELECT 1 FROM attempts AS doubt
        WHERE doubt.sale_id = NEW.sale_id AND doubt.state = 'unknown' AND NOT EXISTS (
          SELECT 1 FROM doubt_confirmations
          WHERE doubt_attempt_id = doubt.id AND for_attempt_id = NEW.id))`,
      'sale_in_doubt',
    ),
    refuse(
      'attempts_sale_currency',
      `BEFORE INSERT ON attempts WHEN NEW.currency <> (SELECT currency FROM sales WHERE id = NEW.sale_id)`,
      'currency_mismatch',
    ),
    refuse(
      'attempts_approved_kept',
      `BEFORE UPDATE OF state ON attempts WHEN OLD.state = 'approved' AND NEW.state <> 'approved'`,
      'approved is never left',
    ),
    refuse(
      'attempts_never_reopened',
      `BEFORE UPDATE OF state ON attempts WHEN OLD.state NOT IN ${openStates} AND NEW.state IN ${openStates}`,
      'an ended attempt is never opened again',
    ),
    refuse(
      'attempts_proof_kept',
      `BEFORE UPDATE OF later_proven ON attempts WHEN OLD.later_proven = 'approved' AND NEW.later_proven IS NOT 'approved'`,
      'a proven approval is never taken back',
    ),

    fresh('transactions', 'kept.transaction_id = NEW.transaction_id'),
    fixed('transactions', 'transaction_id, first_seen_at_ms'),
    refuse(
      'transactions_one_owner',
      `BEFORE UPDATE OF attempt_id ON transactions
        WHEN OLD.attempt_id IS NOT NULL AND NEW.attempt_id IS NOT OLD.attempt_id`,
      'a transaction belongs to one attempt',
    ),

    refuse('journal_unchanged', 'BEFORE UPDATE ON journal', 'the journal only grows'),
    refuse(
      'journal_next',
      `BEFORE INSERT ON journal
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
          OR NEW.prev_hash IS NOT (SELECT coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1),
            '0000000000000000000000000000000000000000000000000000000000000000'))`,
      'the journal only grows at its end',
    ),

    fresh('inbox', 'kept.id = NEW.id OR kept.webhook_id = NEW.webhook_id'),
    fixed('inbox', 'id, webhook_id, signed_at_ms, received_at_ms, is_fresh'),
    refuse(
      'inbox_done',
      `BEFORE UPDATE OF outcome, next_try_at_ms ON inbox WHEN OLD.outcome IS NOT NULL`,
      'a finished event stays finished',
    ),

    fresh('alarms', 'kept.id = NEW.id'),
    fixed('alarms', 'id, kind, attempt_id, transaction_id, terminal_code, raised_at_ms'),
    refuse(
      'alarms_acknowledged_once',
      `BEFORE UPDATE OF acknowledged_by, acknowledged_at_ms ON alarms WHEN OLD.acknowledged_at_ms IS NOT NULL`,
      'an alarm is acknowledged once',
    ),
    refuse(
      'doubt_confirmations_fixed',
      'BEFORE UPDATE ON doubt_confirmations',
      'a confirmation never changes',
    ),
  ];
}
