/**
 * The narrated demo: the real app, driven by itself through a shop's morning on the simulator, without a display. Every
 * step is printed with its time and its evidence; screenshots, the till's ledger and the simulator's truth are saved
 * and compared. Exits 0 only when they agree.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import type { AttemptState } from '../../shared/lifecycle.ts';
import type { CustomerAction } from '../../shared/virtual-terminal.ts';
import { launchTill, makeDataFolder, readLedger, type TillApp } from '../../tests/e2e/till-app.ts';
import { chooseHost } from '../../tests/electron-stand-in/choose-host.ts';
import { compareWithTruth, type TillAttempt } from './compare-with-truth.ts';
import { createNarrator } from './narrator.ts';

const output = fileURLToPath(new URL('../../demo-output/', import.meta.url));
const built = fileURLToPath(new URL('../../dist/main/main.js', import.meta.url));
if (!existsSync(built)) {
  console.error('The app is not built yet: run "npm run build" first, or "npm start", which does both.');
  process.exit(1);
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
const narrator = createNarrator(output);
const folder = await makeDataFolder();
const simulator = await startSimulator({ behaviour: { tipsAsked: true } });
const code = simulator.devices().find(({ asleep }) => !asleep)?.code ?? '';
let till = await launchTill({ folder, simulator });

console.log('Tillside takes payments on its own simulator of Helcim. No real money moves.');
console.log(`Host: ${chooseHost().describe}`);

async function customer(action: CustomerAction, words: string): Promise<void> {
  narrator.says(words);
  const result = await simulator.act(code, action === 'add-tip' ? { action, tipCents: 200 } : action);
  if (!result.ok) throw new Error(`the customer cannot ${action}: ${result.reason}`);
}

/** Waits until the terminal's screen asks for a card. */
async function asking(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${code} never asked for a card`)), 15_000);
    const look = () => {
      if (!simulator.devices().some((device) => device.code === code && device.state === 'asking')) return;
      clearTimeout(limit);
      stop();
      resolve();
    };
    const stop = simulator.on('change', look);
    look();
  });
}

async function outcome(id: string, state: AttemptState, picture: string, limitMs?: number): Promise<void> {
  await till.sees(id, state, limitMs);
  narrator.says(`The cashier sees: ${state.replaceAll('_', ' ')}.`);
  narrator.evidence(await evidenceOf(till, id));
  await narrator.picture(till.window, picture);
}

/** The journal's last words on an attempt, asked for as the window asks. */
async function evidenceOf({ window }: TillApp, attemptId: string): Promise<string> {
  return window.evaluate(async (id) => {
    type Entry = { kind: string; source: string; data: Record<string, unknown> };
    type Answer = { ok: boolean; value: { evidence: Entry[] } };
    const { tillside } = globalThis as unknown as {
      tillside: { history: { detail(input: { attemptId: string }): Promise<Answer> } };
    };
    const answer = await tillside.history.detail({ attemptId: id });
    const telling = answer.value.evidence.filter(
      ({ kind }) => kind !== 'acknowledged' && kind !== 'alarm_raised',
    );
    return telling
      .map(
        ({ kind, source, data }) =>
          `${[kind.replaceAll('_', ' '), data.status].filter(Boolean).join(' ')} (${source})`,
      )
      .join(', ');
  }, attemptId);
}

async function story(): Promise<void> {
  narrator.chapter('Pair a terminal and ping it');
  await till.pair(code);
  narrator.says(`Terminal ${code} is paired.`);
  await till.window.getByRole('button', { name: /^Ping/ }).first().click();
  await till.window.getByText('Listening', { exact: false }).first().waitFor();
  narrator.evidence(`Helcim answered the ping; the reader says "${screenOf(simulator)}"`);
  await narrator.picture(till.window, 'terminal-paired');

  narrator.chapter('A payment that is approved');
  let id = await till.charge('12.34');
  await asking();
  await narrator.picture(till.window, 'waiting');
  await customer('tap-credit', 'The customer taps a credit card.');
  await outcome(id, 'approved', 'approved');
  await till.done();

  narrator.chapter('Declined, then approved by Try Again');
  id = await till.charge('20.00');
  await asking();
  await customer('decline', 'The bank declines the card.');
  await till.window.getByText('may still try again', { exact: false }).first().waitFor();
  narrator.says('The cashier sees: declined, the customer may try again. The attempt stays open.');
  await narrator.picture(till.window, 'declined-may-retry');
  await customer('try-again', 'The customer presses Try Again.');
  await customer('insert-debit', 'The customer inserts another card.');
  await outcome(id, 'approved', 'approved-by-try-again');
  await till.done();

  narrator.chapter('Cancelled at the terminal');
  id = await till.charge('7.50');
  await asking();
  await customer('cancel', 'The customer presses the red X.');
  await outcome(id, 'cancelled', 'cancelled');
  await till.done();

  narrator.chapter('A tip is added at the terminal');
  id = await till.charge('40.00');
  await asking();
  await customer('add-tip', 'The customer adds a tip of 2.00.');
  await customer('tap-credit', 'The customer taps.');
  await outcome(id, 'approved', 'tip-added');
  await till.done();

  narrator.chapter('Helcim does not answer in time, and no webhook comes');
  simulator.setWebhookUrl(null);
  simulator.faults.add({ kind: 'hang', when: 'after-effect', match: { method: 'POST', path: '/devices/' } });
  id = await till.charge('18.00');
  await asking();
  narrator.says(
    'The request is on the terminal, but its answer never arrives. Nothing is sent a second time.',
  );
  await narrator.picture(till.window, 'no-answer');
  await customer('tap-credit', 'The customer taps all the same.');
  narrator.says('Webhooks came so far, so the till waits for one; 20 s after the send it looks for itself.');
  await outcome(id, 'approved', 'approved-by-look-up', 45_000);
  await till.done();

  narrator.chapter('The till loses its power in mid-payment');
  const { webhook } = await till.snapshot();
  simulator.setWebhookUrl(webhook.localUrl);
  id = await till.charge('25.00');
  await asking();
  await till.kill();
  narrator.says('The program was killed while the terminal asks for a card.');
  await customer('tap-debit', 'The customer taps, and nobody is there to see it.');
  till = await launchTill({ folder, simulator });
  narrator.says('The till starts again.');
  await outcome(id, 'approved', 'after-the-restart', 30_000);
  await till.done();

  await till.goTo('History');
  await till.window.locator('main [data-attempt-id]').first().waitFor();
  await narrator.picture(till.window, 'history');
}

async function compare(): Promise<number> {
  narrator.chapter('The till and the simulator compare their books');
  const ledger = (await readLedger(folder)) as { attempts: TillAttempt[] };
  const truth = simulator.transactions();
  await writeFile(join(output, 'attempts.json'), `${JSON.stringify(ledger, null, 2)}\n`);
  await writeFile(join(output, 'simulator-transactions.json'), `${JSON.stringify(truth, null, 2)}\n`);
  await writeFile(join(output, 'simulator-log.json'), `${JSON.stringify(simulator.log(), null, 2)}\n`);
  const differences = compareWithTruth(ledger.attempts, truth);
  for (const difference of differences) narrator.says(`DIFFERENCE: ${difference}`);
  const sent = simulator.requests().filter(({ path }) => path.endsWith('/payment/purchase')).length;
  if (sent !== ledger.attempts.length)
    differences.push(`${ledger.attempts.length} attempts, but ${sent} requests`);
  narrator.says(
    `${ledger.attempts.length} attempts, ${sent} requests, ${truth.length} card transactions, ${differences.length} differences.`,
  );
  narrator.says('Screenshots, attempts.json and simulator-log.json are in demo-output/.');
  return differences.length === 0 ? 0 : 1;
}

function screenOf(from: Simulator): string {
  return from.devices().find((device) => device.code === code)?.screenText ?? '';
}

let exitCode = 1;
try {
  await story();
  await till.close();
  exitCode = await compare();
  console.log(
    exitCode === 0 ? '\nThe demo is over: the books agree.' : '\nThe demo is over: the books DO NOT agree.',
  );
} catch (error) {
  console.error('\nThe demo failed:', error);
  await till.screenshot(join(output, 'failure.png')).catch(() => undefined);
  await till.kill().catch(() => undefined);
} finally {
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(exitCode);
