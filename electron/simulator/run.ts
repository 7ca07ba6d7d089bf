import { parseArgs } from 'node:util';
import { type SimulatorOptions, startSimulator } from './simulator.ts';
import { checkWebhookUrl } from './webhook-url.ts';
import { type AutoCustomer, autoCustomers } from './world.ts';

const USAGE = `usage: npm run simulator -- [--port N] [--seed TEXT] [--webhook-url URL] [--auto ${autoCustomers.join('|')}]`;
const BAD_USAGE = 2;

/** Reads the command line. Throws an error whose message says what is wrong. */
function readOptions(argv: readonly string[]): SimulatorOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      'webhook-url': { type: 'string' },
      auto: { type: 'string' },
    },
  });
  const { port, seed, auto, 'webhook-url': webhookUrl } = values;
  return {
    ...(port === undefined ? {} : { port: readPort(port) }),
    ...(seed === undefined ? {} : { seed: readSeed(seed) }),
    ...(auto === undefined ? {} : { auto: readAuto(auto) }),
    ...(webhookUrl === undefined ? {} : { webhookUrl: checkWebhookUrl(webhookUrl) }),
  };
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`--port: ${text} is not 0 to 65535`);
  return Number(text);
}

function readSeed(text: string): string {
  if (text === '') throw new Error('--seed: must not be empty');
  return text;
}

function readAuto(text: string): AutoCustomer {
  const auto = autoCustomers.find((name) => name === text);
  if (auto === undefined) throw new Error(`--auto: ${text} is not one of ${autoCustomers.join(', ')}`);
  return auto;
}

function readOptionsOrExit(): SimulatorOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`simulator: ${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exit(BAD_USAGE);
  }
}

/** Starts, prints one JSON line for whoever started it, and runs until told to stop. */
async function run(): Promise<void> {
  const simulator = await startSimulator(readOptionsOrExit());
  const { url, token, verifier, panelUrl, logUrl, seed, tokens } = simulator;
  const devices = simulator.devices().map(({ code }) => code);
  console.log(JSON.stringify({ url, token, verifier, devices, panelUrl, logUrl, seed, tokens }));
  console.error(`simulator: Helcim look-alike at ${url}. Play the customer at ${panelUrl}`);
  const stop = () => {
    console.error('simulator: closing');
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await run();
} catch (error) {
  console.error(`simulator: could not start: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
