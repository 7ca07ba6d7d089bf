/**
 * `npm run bench`: what the till does between a press and the wire, and between a webhook and the screen, beside bare
 * programs that do the least that could be done, in the same run and taking turns; then what a ledger of a million
 * attempts takes beside one of a thousand. Exits 0 when everything ran, even with a target of the first two missed;
 * `--strict` makes that an error. A long history that takes more than three times as long always is one.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chooseHost } from '../electron-stand-in/choose-host.ts';
import { buildIfStale } from './build-if-stale.ts';
import type { Comparison } from './figures.ts';
import { lengthReportOf, measureLongHistory } from './long-history.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { measurePressToWire } from './press-to-wire.ts';
import { reportOf } from './report.ts';

const warmUpPresses = 24;
const warmUpPaints = 5;

async function measure(options: BenchOptions): Promise<readonly Comparison[]> {
  if (options.isHistoryOnly) return [];
  console.log('Press to wire …');
  const press = await measurePressToWire(options.pressRounds, warmUpPresses);
  if (options.isPressOnly) return [press];
  buildIfStale();
  console.log(`Webhook to paint, on ${chooseHost().describe} …`);
  // Loaded here: the quick run needs no browser's driver.
  const { measureWebhookToPaint } = await import('./webhook-to-paint.ts');
  return [press, await measureWebhookToPaint(options.paintRounds, warmUpPaints)];
}

function optionsOrExit(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`);
    process.exit(2);
  }
}

const options = optionsOrExit();
const comparisons = await measure(options);
if (!options.isHistoryOnly) console.log(`\n${reportOf(comparisons)}`);
const history =
  options.historyRows === 0
    ? null
    : await measureLongHistory(options.historyRows, options.pressRounds, console.log);
if (history !== null) console.log(`\n${lengthReportOf(history)}`);
if (options.jsonPath !== null) {
  const machine = { platform: process.platform, cpus: cpus().length, node: process.versions.node };
  writeFileSync(options.jsonPath, `${JSON.stringify({ machine, comparisons, history }, null, 2)}\n`);
}
const isMissed = options.isStrict && comparisons.some(({ isMet }) => !isMet);
const isTooLong = history?.questions.some(({ isMet }) => !isMet) ?? false;
process.exit(isMissed || isTooLong ? 1 : 0);
