/**
 * `npm run faults:kill`: the built app's main process, killed by SIGKILL at random moments while it takes payments,
 * started again on the same data folder, and audited after every kill. Exits 0 when every rule held.
 */
import { buildIfStale } from '../../bench/build-if-stale.ts';
import { type Campaign, diskFolder, type FailedLife, startCampaign } from './campaign.ts';
import { figuresText } from './figures.ts';
import { type KillOptions, readOptions, usage } from './options.ts';

const progressEveryMs = 5_000;
const interruptedCode = 130;

function optionsOrExit(): KillOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`);
    process.exit(2);
  }
}

function tellFailure({ worker, kill, folder, violations }: FailedLife): void {
  console.error(`\nA rule was broken: seed ${options.seed}, worker ${worker}, kill ${kill} of its ledger.`);
  for (const violation of violations) console.error(`  ${violation}`);
  console.error(`The data folder is kept: ${folder}`);
}

/** The first signal ends the run in good order, the second at once. */
function stopBySignal(campaign: Campaign): () => boolean {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isInterrupted) {
        isInterrupted = true;
        console.error('Stopping; once more stops at once.');
        return campaign.stop();
      }
      process.exit(interruptedCode);
    });
  }
  return () => isInterrupted;
}

const options = optionsOrExit();
buildIfStale();
console.log(
  `kill seed ${options.seed}: ${options.kills} kills, ${options.workers} workers, in ${diskFolder()}`,
);
const begunMs = performance.now();
const seconds = () => (performance.now() - begunMs) / 1_000;
const campaign = startCampaign(options);
// The tills end by themselves when their channel closes with this process.
process.on('exit', () => campaign.removeNow());
const isInterrupted = stopBySignal(campaign);
const progress = setInterval(() => {
  const { kills, ledgers, requests } = campaign.figures;
  console.log(
    `${seconds().toFixed(0)} s: ${kills} kills, ${ledgers} ledgers at rest, ${requests} requests in them`,
  );
}, progressEveryMs);
try {
  await campaign.done;
} finally {
  clearInterval(progress);
}
const { figures, failures } = campaign;
for (const failure of failures) tellFailure(failure);
console.log(`\n${figuresText(figures, seconds())}`);
console.log(JSON.stringify({ seed: options.seed, seconds: Math.round(seconds()), ...figures }));
if (isInterrupted()) process.exit(interruptedCode);
process.exit(failures.length > 0 ? 1 : 0);
