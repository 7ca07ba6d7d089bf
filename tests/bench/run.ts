/**
 * `npm run bench`: what the till does between a press and the wire, and between a webhook and the screen, beside bare
 * programs that do the least that could be done, in the same run and taking turns. Exits 0 when everything ran, even
 * with a target missed; `--strict` makes that an error.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chooseHost } from '../electron-stand-in/choose-host.ts';
import { buildIfStale } from './build-if-stale.ts';
import type { Comparison } from './figures.ts';
import { type BenchOptions, readOptions, usage } from './options.ts';
import { measurePressToWire } from './press-to-wire.ts';
import { reportOf } from './report.ts';

const warmUpPresses = 24;
const warmUpPaints = 5;

async function measure(options: BenchOptions): Promise<readonly Comparison[]> {
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
console.log(`\n${reportOf(comparisons)}`);
if (options.jsonPath !== null) {
  const machine = { platform: process.platform, cpus: cpus().length, node: process.versions.node };
  writeFileSync(options.jsonPath, `${JSON.stringify({ machine, comparisons }, null, 2)}\n`);
}
process.exit(options.isStrict && comparisons.some(({ isMet }) => !isMet) ? 1 : 0);
