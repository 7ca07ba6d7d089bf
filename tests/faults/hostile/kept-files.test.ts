/** Files that somebody or something has harmed between two starts, and the environment a start is given. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseLedgerFile } from '../../../electron/ledger/choose-ledger-file.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { peekBinding, peekOpenAttempts } from '../../../electron/ledger/peek-ledger.ts';
import { openAccountMemory } from '../../../electron/settings/account-memory.ts';
import { parseSettings } from '../../../electron/settings/parse-settings.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { openSettingsFile } from '../../../electron/settings/settings-file.ts';
import { readSwitches } from '../../../electron/settings/switches.ts';
import { startSimulator } from '../../../electron/simulator/simulator.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { type ScriptedServer, startRaw } from '../../integration/helcim/scripted-server.ts';
import { freshLedger, optionsAt, prepared } from '../../integration/ledger/ledger-rig.ts';
import {
  changed,
  changes,
  type Damages,
  damaged,
  damages,
  deepList,
  hostileText,
  spoiled,
} from './hostile-values.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every byte of the folder, by name. */
function contents(): ReadonlyMap<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

function empty(): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}

describe('a spoiled settings file', () => {
  const genuine = {
    theme: 'dark',
    language: 'en',
    windowBounds: { x: 10, y: 20, width: 1_200, height: 800 },
    webhookPath: '/hook/abcdefghijklmnop',
    webhookPort: 41_234,
    tillsOnAccount: 2,
  };

  it('gives usable settings, can be written again, and what a person had set is kept aside', () => {
    const clock = createVirtualClock();
    fc.assert(
      fc.property(fc.oneof(spoiled(genuine), fc.constant(Buffer.from(deepList))), (bytes) => {
        empty();
        writeFileSync(join(folder, 'settings.json'), bytes);
        const open = () => openSettings(openSettingsFile(folder, clock, silent), silent);
        const keeper = open();
        const first = keeper.current();
        expect(parseSettings(first).damaged).toEqual([]);
        // Whatever was good is kept; whatever was not is still there, in this file or in one beside it.
        const files = [...contents().values()];
        const isKept = files.some((held) => held.equals(bytes));
        if (!isKept) expect(parseSettings(JSON.parse(bytes.toString('utf8'))).damaged).toEqual([]);
        keeper.update({ theme: 'light' });
        expect(keeper.current()).toEqual({ ...first, theme: 'light' });
        expect(parseSettings(open().current()).damaged).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a spoiled account memory', () => {
  it('M14 recalls an account in the right shape or none, and takes a new one', () => {
    const account = { fingerprint: '7-8', currency: 'USD', isCurrencyKnown: true } as const;
    const open = () => openAccountMemory(folder, 'https://api.example.com/v2', () => 'token', silent);
    open().remember(account);
    const genuine: unknown = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'));
    fc.assert(
      fc.property(spoiled(genuine), (bytes) => {
        empty();
        writeFileSync(join(folder, 'accounts.json'), bytes);
        const recalled = open().recall();
        if (recalled !== null) {
          expect(['CAD', 'USD']).toContain(recalled.currency);
          const { fingerprint } = recalled;
          expect(chooseLedgerFile(folder, 'https://api.example.com/v2', fingerprint)).toMatch(
            /^ledger-[\w.-]+$/,
          );
        }
        open().remember(account);
      }),
      { numRuns: 80 },
    );
  });
});

/** JSON text of a payload with one of its leaves of the value's own type replaced by it. */
function withLeaf(payload: unknown, at: number, value: number | string): string {
  let seen = 0;
  const isLeaf = (held: unknown) => typeof held === typeof value;
  JSON.stringify(payload, (_name, held) => {
    if (isLeaf(held)) seen += 1;
    return held;
  });
  let left = at % Math.max(1, seen);
  return JSON.stringify(payload, (_name, held) => (isLeaf(held) && left-- === 0 ? value : held));
}

describe('a spoiled account of the simulator', () => {
  let genuine: unknown;
  let receiver: ScriptedServer;
  beforeAll(async () => {
    receiver = await startRaw((socket) => socket.destroy());
    const place = mkdtempSync(join(tmpdir(), 'tillside-hostile-'));
    const statePath = join(place, 'simulator-state.json');
    // Nobody takes its webhooks, so that it still owes them at its end.
    const webhookUrl = receiver.baseUrl;
    const simulator = await startSimulator({ statePath, seed: 'hostile', webhookUrl });
    const code = simulator.devices()[0]?.code ?? '';
    for (const ending of ['tap-credit', null] as const) {
      await fetch(`${simulator.url}/devices/${code}/payment/purchase`, {
        method: 'POST',
        headers: { 'api-token': simulator.token, 'content-type': 'application/json' },
        body: JSON.stringify({ currency: 'CAD', transactionAmount: 12.34, invoiceNumber: 'TS-1' }),
      });
      if (ending) await simulator.act(code, ending);
    }
    await simulator.webhooksIdle();
    await simulator.close();
    genuine = JSON.parse(readFileSync(statePath, 'utf8'));
    rmSync(place, { recursive: true, force: true });
    expect(genuine).toMatchObject({ undelivered: [{ type: 'cardTransaction' }] });
  });
  afterAll(() => receiver.close());

  it('M13 is taken up or set aside: practice always starts, and answers', async () => {
    const extremes = fc.constantFrom(1e308, -1e308, 0, 0.5, 2 ** 53 - 1, '', 'a\nb', '\0\ud800');
    const extreme = fc.tuple(fc.nat(1_000), extremes);
    const starts = fc.asyncProperty(
      changes,
      damages,
      extreme,
      fc.nat(2),
      async (list, damage, [at, value], way) => {
        empty();
        const statePath = join(folder, 'simulator-state.json');
        // Either one leaf keeps its type and loses its measure, or the structure suffers, or the bytes as well.
        const text = way === 0 ? withLeaf(genuine, at, value) : changed(genuine, list);
        writeFileSync(statePath, damaged(Buffer.from(text), way === 2 ? damage : []));
        const simulator = await startSimulator({ statePath, webhookUrl: receiver.baseUrl });
        const headers = { 'api-token': simulator.token };
        for (const path of [
          '/card-transactions',
          '/devices',
          '/card-batches?collect-stats=true',
          '/connection-test',
        ]) {
          const answer = await fetch(`${simulator.url}${path}`, { headers });
          expect([path, answer.status]).toEqual([path, 200]);
        }
        const [device] = simulator.devices();
        if (device) await simulator.act(device.code, 'tap-credit');
        await simulator.webhooksIdle();
        await simulator.close();
        expect(existsSync(statePath)).toBe(true);
      },
    );
    await fc.assert(starts, { numRuns: 30 });
  });
});

describe('a ledger that was harmed', () => {
  const files = ['ledger.sqlite', 'ledger.sqlite-wal', 'witness.json'] as const;
  type Harmed = (typeof files)[number];
  const known = ['ledger_unreadable', 'ledger_not_open', 'ledger_newer', 'ledger_misplaced'];
  /** As a killed program leaves it: much of the ledger is in the log only. */
  let killed: string;
  beforeAll(async () => {
    killed = mkdtempSync(join(tmpdir(), 'tillside-hostile-'));
    const { ledger, place } = await freshLedger();
    await ledger.bindAccount('7-8');
    await prepared(ledger);
    copyFileSync(place.path, join(killed, 'ledger.sqlite'));
    copyFileSync(`${place.path}-wal`, join(killed, 'ledger.sqlite-wal'));
    await ledger.close();
    copyFileSync(place.witnessPath, join(killed, 'witness.json'));
    copyFileSync(place.path, join(killed, 'closed.sqlite'));
  });
  afterAll(() => rmSync(killed, { recursive: true, force: true }));

  function layOut(isClosed: boolean, harm: Partial<Record<Harmed, (bytes: Buffer) => Buffer>>): void {
    empty();
    for (const name of files) {
      if (isClosed && name === 'ledger.sqlite-wal') continue;
      const bytes = readFileSync(join(killed, isClosed && name === 'ledger.sqlite' ? 'closed.sqlite' : name));
      writeFileSync(join(folder, name), harm[name]?.(bytes) ?? bytes);
    }
  }

  /** Opens what lies in the folder. Refused, it must have kept every byte; opened, it must answer and close. */
  async function openHarmed(): Promise<string> {
    const path = join(folder, 'ledger.sqlite');
    const before = contents();
    expect(['bound', 'unbound', 'unreadable']).toContain(peekBinding(path).kind);
    expect(['none', 'some', 'unreadable']).toContain(peekOpenAttempts(path));
    const opened = await openLedger(optionsAt({ path, witnessPath: join(folder, 'witness.json') }));
    if (!opened.ok) {
      expect(known).toContain(opened.error.code);
      const after = contents();
      for (const [name, bytes] of before) expect([name, after.get(name)]).toEqual([name, bytes]);
      return opened.error.code;
    }
    const ledger = opened.value;
    const isWitnessed =
      before.get('witness.json')?.equals(readFileSync(join(killed, 'witness.json'))) === true;
    // What is read from a harmed page may fail, but it has to end, and so has the closing.
    const [page] = await Promise.allSettled([ledger.attemptsPage(null, 10), ledger.openAttempts()]);
    const isAttemptLost = page.status === 'fulfilled' && page.value.total === 0;
    if (isAttemptLost && isWitnessed) expect(ledger.info.inRecovery).toBe(true);
    await ledger.close();
    expect(existsSync(path)).toBe(true);
    return 'opened';
  }

  it('M14 M16 opens, or is refused by name with every byte of it kept', async () => {
    const seen = new Map<string, number>();
    const harms = fc.record({
      isClosed: fc.boolean(),
      file: fc.constantFrom<Harmed>('ledger.sqlite', 'ledger.sqlite', 'ledger.sqlite-wal', 'witness.json'),
      list: fc.array(
        fc.record({
          where: fc.oneof(fc.nat(1_000_000), fc.nat(2_000)),
          kind: fc.constantFrom('flip', 'flip', 'flip', 'cut', 'drop', 'insert', 'repeat' as const),
          byte: fc.nat(255),
        }),
        { minLength: 1, maxLength: 30 },
      ),
    });
    const openings = fc.asyncProperty(harms, async ({ isClosed, file, list }) => {
      layOut(isClosed, { [file]: (bytes: Buffer) => damaged(bytes, list as Damages) });
      const end = await openHarmed();
      seen.set(end, (seen.get(end) ?? 0) + 1);
    });
    await fc.assert(openings, { numRuns: 30 });
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['opened', 'ledger_unreadable']));
  });

  it('M14 opens beside a witness that says anything', async () => {
    const witness: unknown = JSON.parse(readFileSync(join(killed, 'witness.json'), 'utf8'));
    const openings = fc.asyncProperty(spoiled(witness), async (bytes) => {
      layOut(true, { 'witness.json': () => bytes });
      expect(await openHarmed()).toBe('opened');
    });
    await fc.assert(openings, { numRuns: 10 });
  });
});

describe('a hostile environment', () => {
  const names = [
    ...['TILLSIDE_HELCIM_URL', 'TILLSIDE_HELCIM_TOKEN', 'TILLSIDE_WEBHOOK_VERIFIER', 'TILLSIDE_WEBHOOK_PORT'],
    ...[
      'TILLSIDE_WEBHOOK_PATH',
      'TILLSIDE_USER_DATA',
      'TILLSIDE_CLOCK_RATE',
      'TILLSIDE_HELCIM_',
      '__proto__',
    ],
  ];
  const addresses = fc
    .tuple(fc.constantFrom('http://', 'https://', 'HTTPS:', 'file:///', 'javascript:'), hostileText)
    .map(([start, rest]) => start + rest);
  const values = fc.oneof(
    hostileText,
    addresses,
    fc.constantFrom(
      'x'.repeat(300_000),
      'https://a@b/',
      'http://127.0.0.1.evil.example/',
      'http://[::1]:1/v2',
      '1e3',
    ),
  );
  const environments = fc
    .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 8 })
    .map((list) => Object.fromEntries(list));

  it('M11 M13 gives switches within bounds, or sentences that hold no secret', () => {
    fc.assert(
      fc.property(environments, fc.boolean(), (env, isPackaged) => {
        const token = env.TILLSIDE_HELCIM_TOKEN?.trim() ?? '';
        const read = readSwitches(env, { isPackaged });
        expect([env.TILLSIDE_HELCIM_TOKEN, env.TILLSIDE_WEBHOOK_VERIFIER]).toEqual([undefined, undefined]);
        if (!read.ok) {
          if (token.length > 8) expect(read.problems.join('\n')).not.toContain(token);
          return;
        }
        const { helcim, webhookPort, clockRate } = read.switches;
        if (isPackaged) expect([helcim, clockRate]).toEqual([null, 1]);
        expect(clockRate >= 1 && clockRate <= 600).toBe(true);
        expect(webhookPort === null || (webhookPort >= 0 && webhookPort <= 65_535)).toBe(true);
        if (helcim === null) return;
        const { protocol, hostname } = new URL(helcim.baseUrl);
        if (protocol !== 'https:') expect(['127.0.0.1', 'localhost', '[::1]']).toContain(hostname);
      }),
      { numRuns: 400 },
    );
  });
});
