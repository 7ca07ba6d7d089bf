import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { freshLedger, makePlace, openAt, optionsAt, type Place, prepared } from './ledger-rig.ts';

const childScript = fileURLToPath(new URL('./writing-child.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function startChild(place: Place) {
  const child = spawn(process.execPath, [childScript, place.path, place.witnessPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout }) };
}

/** Lets a till write until it has said so many lines, kills it, and gives all that it said. */
async function killAfter(place: Place, count: number): Promise<readonly string[]> {
  const { child, lines } = startChild(place);
  const said: string[] = [];
  const exited = once(child, 'exit');
  for await (const line of lines) {
    said.push(line);
    if (said.length === count) child.kill('SIGKILL');
  }
  await exited;
  return said;
}

describe('a second process', () => {
  it('M3 cannot open a ledger that is open, and takes nothing from the one that has it', async () => {
    const { ledger, place } = await freshLedger();
    const { lines } = startChild(place);
    const [word] = await once(lines, 'line');
    expect(word).toBe('ledger_not_open');
    await prepared(ledger);
  });

  it('can open it as soon as the first was killed', async () => {
    const place = makePlace();
    const { child, lines } = startChild(place);
    const exited = once(child, 'exit');
    expect((await once(lines, 'line'))[0]).toBe('open');
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_not_open' },
    });
    child.kill('SIGKILL');
    await exited;
    await openAt(place);
  });
});

describe('a killed till', () => {
  it.each([2, 3, 8, 41])('M1 has lost nothing it had said after %i lines', async (count) => {
    const place = makePlace();
    const said = await killAfter(place, count);
    const ledger = await openAt(place);
    expect(ledger.info.inRecovery).toBe(false);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    const declined = new Set(said.filter((line) => line.startsWith('declined')).map((line) => line.slice(9)));
    for (const id of said.filter((line) => line.startsWith('prepared')).map((line) => line.slice(9))) {
      const facts = await ledger.attempt(id);
      expect(facts).not.toBeNull();
      if (declined.has(id)) expect(facts?.attempt.state).toBe('declined');
    }
    const { total } = await ledger.attemptsPage(null, 1);
    const preparedCount = said.filter((line) => line.startsWith('prepared')).length;
    expect(total).toBeGreaterThanOrEqual(preparedCount);
  });

  it('M14 is no restored one, whichever moment it died at', async () => {
    const place = makePlace();
    for (const count of [5, 2, 9]) await killAfter(place, count);
    const ledger = await openAt(place);
    expect(ledger.info.inRecovery).toBe(false);
    expect(await ledger.openAlarms()).toEqual([]);
  });
});
