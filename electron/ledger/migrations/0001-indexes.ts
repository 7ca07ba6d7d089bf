/** The file's own hold on M3, M6 and M9, and the ways into it. */
export function indexes(openStates: string): readonly string[] {
  return [
    `CREATE UNIQUE INDEX attempts_one_open_per_terminal ON attempts (terminal_code) WHERE state IN ${openStates}`,
    `CREATE UNIQUE INDEX attempts_one_open_per_sale ON attempts (sale_id) WHERE state IN ${openStates}`,
    `CREATE UNIQUE INDEX attempts_one_unsettled_refund ON attempts (original_transaction_id)
      WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking','unknown')`,
    `CREATE INDEX attempts_of_sale ON attempts (sale_id)`,
    `CREATE INDEX attempts_of_terminal ON attempts (terminal_code, prepared_at_ms)`,
    `CREATE INDEX attempts_unknown ON attempts (terminal_code) WHERE state = 'unknown'`,
    `CREATE INDEX attempts_unacknowledged ON attempts (n) WHERE acknowledged_at_ms IS NULL`,
    `CREATE INDEX attempts_watched ON attempts (n) WHERE watch_closed_at_ms IS NULL`,
    `CREATE INDEX transactions_of_attempt ON transactions (attempt_id) WHERE attempt_id IS NOT NULL`,
    `CREATE INDEX journal_of_attempt ON journal (attempt_id) WHERE attempt_id IS NOT NULL`,
    `CREATE INDEX inbox_due ON inbox (next_try_at_ms) WHERE next_try_at_ms IS NOT NULL`,
    `CREATE UNIQUE INDEX terminals_one_default ON terminals (is_default) WHERE is_default = 1`,
    `CREATE INDEX alarms_open ON alarms (raised_at_ms) WHERE acknowledged_at_ms IS NULL`,
    // What concerns one attempt or transaction is raised once for ever; the rest once while it is open.
    `CREATE UNIQUE INDEX alarms_once_ever
      ON alarms (kind, coalesce(attempt_id, ''), coalesce(transaction_id, 0), coalesce(terminal_code, ''))
      WHERE attempt_id IS NOT NULL OR transaction_id IS NOT NULL`,
    `CREATE UNIQUE INDEX alarms_once_open ON alarms (kind, coalesce(terminal_code, ''))
      WHERE attempt_id IS NULL AND transaction_id IS NULL AND acknowledged_at_ms IS NULL`,
  ];
}
