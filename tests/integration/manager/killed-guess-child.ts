/** Guesses once at a secret on a ledger given by its path, and is gone between the count and the comparison. */
import { systemClock } from '../../../electron/clock/system-clock.ts';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { createSecretTries, pinWaitsMs } from '../../../electron/settings/secret-tries.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const opened = await openLedger({
  path: process.argv[2] ?? '',
  mode: 'demo',
  practice: true,
  random: systemRandom,
  clock: systemClock,
  logger: quiet,
});
if (!opened.ok) throw new Error(opened.error.code);
const ledger = opened.value;
const tries = createSecretTries(
  {
    failures: (subject) => ledger.pinFailures(subject),
    begin: (subject) => ledger.beginPinTry(subject, systemClock.wallMs()),
    end: (n, isRight) => ledger.endPinTry(n, isRight, systemClock.wallMs()),
  },
  systemClock,
);
const result = await tries.attempt({ id: 'the-pin', waitsMs: pinWaitsMs }, async () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<boolean>(() => undefined);
});
console.log(result.kind);
await ledger.close();
