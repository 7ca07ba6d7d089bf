import { describe, expect, it } from 'vitest';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { endAs, freshLedger, prepared, startMs, terminalA, terminalB } from './ledger-rig.ts';

describe('terminals', () => {
  it('are kept in the order of pairing, the first as default', async () => {
    const { ledger } = await freshLedger();
    expect(await ledger.terminals()).toEqual([
      { code: terminalA, nickname: 'front', isDefault: true, pairedAtMs: startMs },
      { code: terminalB, nickname: null, isDefault: false, pairedAtMs: startMs + 1 },
    ]);
  });

  it('have one default at most', async () => {
    const { ledger } = await freshLedger();
    expect(await ledger.setDefaultTerminal(terminalB)).toMatchObject({ ok: true });
    expect((await ledger.terminals()).filter((each) => each.isDefault).map((each) => each.code)).toEqual([
      terminalB,
    ]);
  });

  it('M3 are not unpaired under an open attempt', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const busy = await ledger.unpairTerminal(terminalA, startMs);
    expect(busy).toMatchObject({ ok: false, error: { code: 'terminal_busy', attemptIds: [id] } });
    await endAs(ledger, id, 'declined');
    expect(await ledger.unpairTerminal(terminalA, startMs)).toMatchObject({ ok: true });
    expect((await ledger.terminals()).map((each) => [each.code, each.isDefault])).toEqual([
      [terminalB, false],
    ]);
    expect(await ledger.attemptsOnTerminal(terminalA, 0)).toHaveLength(1);
  });

  it('come back with their past when paired again', async () => {
    const { ledger } = await freshLedger();
    await ledger.unpairTerminal(terminalA, startMs);
    const paired = await ledger.pairTerminal(terminalA, 'back', startMs + 9);
    expect(paired).toEqual({
      ok: true,
      value: { code: terminalA, nickname: 'back', isDefault: false, pairedAtMs: startMs + 9 },
    });
  });

  it.each(['rename', 'default', 'unpair'] as const)('refuse %s for one that is not paired', async (what) => {
    const { ledger } = await freshLedger();
    const code = 'ZZ99' as TerminalCode;
    const act = {
      rename: () => ledger.renameTerminal(code, 'x'),
      default: () => ledger.setDefaultTerminal(code),
      unpair: () => ledger.unpairTerminal(code, startMs),
    };
    expect(await act[what]()).toMatchObject({ ok: false, error: { code: 'terminal_not_paired' } });
  });
});
