import { execFile } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { approve, aRow, freshLedger, makePlace, prepared, startMs } from './ledger-rig.ts';

const script = fileURLToPath(new URL('../../../electron/ledger/print.ts', import.meta.url));
const run = promisify(execFile);

function print(args: readonly string[], folder = '/nowhere') {
  const env = { PATH: process.env.PATH ?? '', TILLSIDE_USER_DATA: folder };
  return run(process.execPath, [script, ...args], { env, maxBuffer: 10_000_000 });
}

describe('npm run ledger', () => {
  it('prints attempts and evidence as JSON while the app has the ledger open', async () => {
    const { ledger, place } = await freshLedger();
    const sale = { newId: 'sale-1', totalCents: 1234 as never, reference: 'order 7', customerCode: 'CST9' };
    const id = await prepared(ledger, { sale });
    await approve(ledger, id, aRow(5));
    await ledger.raiseAlarm(
      { kind: 'late_approval', attemptId: id, transactionId: 5, terminalCode: null },
      startMs,
    );
    await ledger.storeEvent({
      webhookId: 'msg_1',
      signedAtMs: 1,
      receivedAtMs: 1,
      isFresh: true,
      body: '{}',
    });
    const { stdout, stderr } = await print(['--json', '--file', place.path]);
    expect(JSON.parse(stdout)).toMatchObject({
      ledger: { ledgerId: ledger.info.ledgerId, practice: true },
      attempts: [
        {
          id,
          saleId: 'sale-1',
          kind: 'purchase',
          terminalCode: 'AB12',
          amountCents: 1234,
          currency: 'CAD',
          state: 'approved',
          laterProven: null,
          approvedCents: 1234,
          errorCode: null,
          preparedAt: '2026-03-24T17:00:00.000Z',
          sendBegunAt: null,
          endedAt: '2026-03-24T17:00:00.000Z',
          reference: 'order 7',
          transactions: [{ transactionId: 5, status: 'approved' }],
          evidence: [
            { kind: 'sale_created' },
            { kind: 'attempt_prepared' },
            { kind: 'transaction_seen' },
            { kind: 'alarm_raised' },
          ],
        },
      ],
      alarms: [{ kind: 'late_approval', acknowledgedAt: null }],
      inbox: [{ webhookId: 'msg_1', outcome: null, tries: 0 }],
    });
    expect(stderr).toContain(place.path);
    for (const personal of ['4242', 'T5E6ST', 'CST9']) expect(stdout).not.toContain(personal);
    await prepared(ledger);
  });

  it('finds the ledger of the mode that is named, and says which it did not show', async () => {
    const { ledger, place } = await freshLedger();
    await prepared(ledger);
    await ledger.close();
    renameSync(place.path, join(place.folder, 'ledger-demo.sqlite'));
    const { stdout } = await print(['--mode', 'demo'], place.folder);
    expect(stdout).toContain('PRACTICE: no money moved');
    expect(stdout).toContain('12.34 CAD');
    await expect(print(['--mode', 'switched'], place.folder)).rejects.toMatchObject({ code: 1, stdout: '' });
  });

  it.each([[['--mode', 'live']], [['--secrets']], [['--file', '/nowhere/ledger.sqlite']], [[]]])(
    'ends with 1 and a sentence for %j',
    async (args) => {
      const place = makePlace();
      const failure = await print(args, join(place.folder, 'nothing')).catch((cause: unknown) => cause);
      expect(failure).toMatchObject({ code: 1, stdout: '' });
      expect((failure as { stderr: string }).stderr).not.toMatch(/\n\s+at /);
    },
  );
});
