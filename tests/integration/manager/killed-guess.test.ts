import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePlace, openAt, type Place } from '../ledger/ledger-rig.ts';

/** @returns the signal that ended the guess, and what it said when none did */
function guess({ path }: Place): Promise<{ signal: string | null; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-guess-child.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve({ signal, said: said.trim() }));
  });
}

it('M11 a program killed between the count and the comparison has had its guess', async () => {
  const place = makePlace();
  const ledger = await openAt(place);
  await ledger.close();
  for (let time = 0; time < 3; time += 1) expect(await guess(place)).toEqual({ signal: 'SIGKILL', said: '' });
  // The fourth is not even begun.
  expect(await guess(place)).toEqual({ signal: null, said: 'wait' });
  expect(await (await openAt(place)).pinFailures('the-pin')).toBe(3);
});
