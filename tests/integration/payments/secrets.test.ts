/** Secrets go in and never come out; of the customer only what is needed is kept. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

/** A day with an approval, a decline, a refusal that quotes the token, an unclear end and a foreign row. */
async function liveThrough(): Promise<unknown[]> {
  const { simulator } = world;
  const answers: unknown[] = [];
  const { code } = world;
  const approved = await world.charged({ reference: 'table 7', customerCode: 'CST1000' });
  await world.asking();
  await world.act('decline');
  await world.reach(approved, 'declined_may_retry');
  await world.act('try-again');
  await world.act('tap-credit');
  await world.reach(approved, 'approved');
  const errors = [`the api-token ${simulator.token} was not accepted`, { detail: simulator.verifier }];
  const path = '/devices/';
  simulator.faults.add({
    kind: 'status',
    status: 400,
    when: 'before-effect',
    errors,
    match: { method: 'POST', path },
  });
  answers.push(await world.charge());
  simulator.faults.add({ kind: 'status', status: 401, errors, match: { method: 'GET', path } });
  await waitUntil('the refusal', async () => (await world.slices()).openAttempts.length === 0);
  answers.push(await world.handlers().terminals.ping({ code }));
  simulator.faults.add({ kind: 'drop', match: { method: 'POST', path } });
  const unclear = await world.charged({ cents: 5_00 });
  await world.reach(unclear, 'checking');
  answers.push(await world.handlers().payments.readyScreen({ attemptId: unclear }));
  await simulator.sendForged('signature');
  await simulator.sendUnknownType();
  await world.settle();
  answers.push(await world.handlers().app.snapshot(null));
  answers.push(await world.handlers().terminals.discover(null));
  const page = await world.handlers().history.page({ cursor: null, limit: 50 });
  answers.push(page);
  for (const { id } of page.ok ? page.value.attempts : [])
    answers.push(await world.handlers().history.detail({ attemptId: id }));
  answers.push(await world.handlers().alarms.acknowledge({ alarmId: approved, who: simulator.token }));
  return answers;
}

async function bytesOfFolder(): Promise<Buffer> {
  const names = await readdir(world.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}

/** Every text in the ledger but hashes, one a line. */
function textsKept(): string {
  const name = readdirSync(world.folder).find((each) => /^ledger-.*\.sqlite$/.test(each)) ?? '';
  const database = new DatabaseSync(join(world.folder, name), { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const rows = tables.flatMap((table) => database.prepare(`SELECT * FROM "${table.name}"`).all());
    const values = rows.flatMap((row) => Object.entries(row).filter(([column]) => !column.includes('hash')));
    return values.flatMap(([, value]) => (typeof value === 'string' ? [value] : [])).join('\n');
  } finally {
    database.close();
  }
}

describe('a whole day', () => {
  it('M11 leaves neither token nor verifier in an answer, a log line or a file', async () => {
    await open();
    const answers = JSON.stringify(await liveThrough());
    const logs = world.logLines.join('\n');
    // Read while nothing writes: the program moves finished files into their place.
    await world.stopTill();
    const files = [await bytesOfFolder()];
    await world.startTill();
    await world.stopTill();
    files.push(await bytesOfFolder());
    const { token, verifier } = world.simulator;
    for (const secret of [token, verifier, Buffer.from(verifier, 'base64').toString('latin1')]) {
      expect(answers).not.toContain(secret);
      expect(logs).not.toContain(secret);
      for (const bytes of files) expect(bytes.includes(secret, 0, 'latin1')).toBe(false);
    }
    expect(logs).toContain('money call ended');
  });

  it('M12 keeps no card token, holder or long card number of a customer anywhere', async () => {
    await open();
    const answers = JSON.stringify(await liveThrough());
    const [row] = world.simulator.transactions();
    await world.stopTill();
    const files = await bytesOfFolder();
    for (const text of [row?.card.token ?? '', row?.card.holder ?? '', row?.card.number ?? '']) {
      expect(text.length).toBeGreaterThan(5);
      expect(answers).not.toContain(text);
      expect(world.logLines.join('\n')).not.toContain(text);
      expect(files.includes(text)).toBe(false);
    }
    // What is needed to find a payment is there.
    expect(answers).toContain('"cardLast4":"1234"');
  });

  it('M12 keeps no digits, codes or texts of a payment that is not ours', async () => {
    await open();
    const { url, token } = world.simulator;
    await fetch(`${url}/devices/NBL7/payment/purchase`, {
      method: 'POST',
      headers: { 'api-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ currency: 'CAD', transactionAmount: 77.01, invoiceNumber: 'CASEY-PRIVATE-77' }),
    });
    const paid = await world.simulator.act('NBL7', {
      action: 'tap-credit',
      cardNumber: '4111119876',
      cardHolderName: 'NOBODY NEEDS THIS',
    });
    const id = paid.ok ? (paid.transaction?.transactionId ?? 0) : 0;
    await waitUntil('the row', async () => (await world.ledger().transaction(id)) !== null);
    expect(await world.ledger().transaction(id)).toMatchObject({
      amountCents: 77_01,
      cardLast4: null,
      approvalCode: null,
      invoiceNumber: null,
      cardType: null,
    });
    const files = await bytesOfFolder();
    for (const text of ['CASEY-PRIVATE-77', '4111119876', 'NOBODY NEEDS THIS'])
      expect(files.includes(text)).toBe(false);
    // Four digits alone may stand in any hash or time, so they are looked for where a text is kept.
    expect(textsKept()).not.toMatch(/(?<![-\w])9876(?![-\w])/);
  });

  it('U21 shows of a card its type, its last four digits and the approval code, never a card slip', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    const detail = await world.handlers().history.detail({ attemptId: id });
    if (!detail.ok) throw new Error(detail.error.code);
    const about = Object.keys(detail.value.attempt).filter((key) =>
      /card|approvalCode|aid|tvr|emv|slip|receipt|holder/i.test(key),
    );
    expect(about.filter((key) => !/paid/i.test(key)).sort()).toEqual([
      'approvalCode',
      'cardLast4',
      'cardType',
      // The same two of the card that a refund has to go back to.
      'originalCard',
    ]);
    expect(JSON.stringify(detail.value.evidence)).not.toMatch(/approvalCode|cardLast4|holder/i);
  });

  it('U21 prints no slip: no code but that of the day close and the opening check reaches for a printer', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const sources = globSync('{electron,renderer,shared}/**/*.{ts,tsx,css}', { cwd: root });
    expect(sources.length).toBeGreaterThan(50);
    const printing = /\bwindow\.print\b|\.print\(|printToPDF|@media print|getPrinters/;
    const found = sources.filter((path) => printing.test(readFileSync(join(root, path), 'utf8')));
    expect(found.filter((path) => !/day-close|opening-check|page-printer|handlers.close/.test(path))).toEqual(
      [],
    );
    expect(found).toContain('electron/shell/page-printer.ts');
  });
});
