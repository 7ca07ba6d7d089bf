import { describe, expect, it } from 'vitest';
import { type IpcHandlers, type IpcMainPort, registerIpc } from '../../../electron/ipc/register.ts';
import type { SenderEvent } from '../../../electron/ipc/trusted-sender.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import { channelOf, ipcCalls, type Role } from '../../../shared/ipc-contract.ts';
import type { LogFields, Logger, Random } from '../../../shared/ports.ts';

type Listener = (event: SenderEvent, input: unknown) => Promise<Result<unknown>>;
interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

const ours: SenderEvent = { sender: { id: 1 }, senderFrame: { url: 'app://tillside/', parent: null } };
const stranger: SenderEvent = {
  sender: { id: 9 },
  senderFrame: { url: 'https://evil.example/', parent: null },
};
const random: Random = {
  bytes: (count) => new Uint8Array(count),
  uuid: () => '0badcafe-0000-4000-8000-000000000000',
};
const charge = {
  pressId: '9b2f3a52-6a0e-4c3a-9d6f-0a8f5a3c1d11',
  pressedAtMs: 1_790_000_000_000,
  amountCents: 1234,
  terminalCode: 'AB12',
  reference: 'order 7',
  customerCode: null,
  saleId: null,
  confirmedDoubtIds: [],
};

/** Every handler of the contract notes its call and answers `demo_only`, unless a test puts its own in. */
function setUp(
  options: { role?: Role; onPerson?: () => void; run?: (name: string, input: unknown) => unknown } = {},
) {
  const listeners = new Map<string, Listener>();
  const removed: string[] = [];
  const lines: Line[] = [];
  const ran: { name: string; input: unknown }[] = [];
  const note =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  const logger: Logger = { info: note('info'), warn: note('warn'), error: note('error') };
  const ipcMain: IpcMainPort = {
    handle: (channel, listener) => void listeners.set(channel, listener),
    removeHandler: (channel) => void removed.push(channel),
  };
  const handlers = Object.fromEntries(
    Object.entries(ipcCalls).map(([area, calls]) => [
      area,
      Object.fromEntries(
        Object.keys(calls).map((call) => [
          call,
          (input: unknown) => {
            ran.push({ name: `${area}.${call}`, input });
            return options.run?.(`${area}.${call}`, input) ?? failed('demo_only');
          },
        ]),
      ),
    ]),
  ) as unknown as IpcHandlers;
  const stop = registerIpc({
    ipcMain,
    isTrustedSender: (event) => event.sender.id === 1,
    handlers,
    currentRole: () => options.role ?? 'manager',
    onPerson: () => options.onPerson?.(),
    logger,
    random,
  });
  const call = (name: string, input: unknown, event: SenderEvent = ours) => {
    const [area = '', method = ''] = name.split('.');
    const listener = listeners.get(channelOf(area, method));
    if (listener === undefined) throw new Error(`nobody listens for ${name}`);
    return listener(event, input);
  };
  return { call, listeners, removed, lines, ran, stop, handlers, ipcMain, logger };
}

const allCalls = Object.entries(ipcCalls).flatMap(([area, calls]) =>
  Object.entries(calls).map(([name, role]) => ({ name: `${area}.${name}`, role })),
);

describe('registerIpc', () => {
  it('answers exactly the calls of the contract', () => {
    const { listeners } = setUp();
    expect([...listeners.keys()].sort()).toEqual(allCalls.map(({ name }) => `tillside:${name}`).sort());
  });

  it('runs a good call with the parsed input and hands on its answer', async () => {
    const { call, ran } = setUp({ run: () => ok('done') });
    const padded = { ...charge, reference: '  order 7 ' };
    await expect(call('payments.charge', padded)).resolves.toEqual({ ok: true, value: 'done' });
    expect(ran).toEqual([{ name: 'payments.charge', input: charge }]);
  });

  it('hands on a refusal of the handler unchanged', async () => {
    const refusal = failed('terminal_busy', { attemptIds: ['a'] });
    const { call } = setUp({ run: () => refusal });
    await expect(call('payments.charge', charge)).resolves.toEqual(refusal);
  });

  it.each(allCalls)('refuses $name to a stranger before its input is looked at', async ({ name }) => {
    const { call, ran, lines } = setUp();
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('looked at');
        },
        ownKeys: () => {
          throw new Error('looked at');
        },
      },
    );
    const answer = await call(name, hostile, stranger);
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_trusted', reference: '0badcafe' } });
    expect(ran).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.fields).toMatchObject({ call: name, reference: '0badcafe' });
  });

  it.each(allCalls)('refuses $name with an input of another shape', async ({ name }) => {
    const { call, ran } = setUp();
    for (const input of [undefined, 7, 'text', [], { unexpected: true }]) {
      expect(await call(name, input)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
    expect(ran).toEqual([]);
  });

  it.each([
    ['an amount of zero', { amountCents: 0 }, 'amountCents'],
    ['a negative amount', { amountCents: -5 }, 'amountCents'],
    ['half a cent', { amountCents: 0.5 }, 'amountCents'],
    ['an amount as text', { amountCents: '12.34' }, 'amountCents'],
    ['an amount beyond the limit', { amountCents: 100_000_000 }, 'amountCents'],
    ['a lower-case terminal code', { terminalCode: 'ab12' }, 'terminalCode'],
    ['a path as terminal code', { terminalCode: '../x' }, 'terminalCode'],
    ['a press id that is no UUID', { pressId: 'again' }, 'pressId'],
    ['half a millisecond', { pressedAtMs: 0.5 }, 'pressedAtMs'],
    ['a reference with a line break', { reference: 'a\nb' }, 'reference'],
    ['an endless reference', { reference: 'a'.repeat(61) }, 'reference'],
    ['too many confirmed doubts', { confirmedDoubtIds: Array(21).fill(charge.pressId) }, 'confirmedDoubtIds'],
  ])('refuses a charge with %s and names the field', async (_what, change, field) => {
    const { call, ran } = setUp();
    const answer = await call('payments.charge', { ...charge, ...change });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', field } });
    expect(ran).toEqual([]);
  });

  it('refuses an extra property instead of dropping it', async () => {
    const { call, ran } = setUp();
    const answer = await call('payments.charge', { ...charge, currency: 'USD' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(ran).toEqual([]);
  });

  it('refuses a huge input without parsing it and without logging it', async () => {
    const { call, lines } = setUp();
    const answer = await call('payments.charge', { ...charge, reference: 'x'.repeat(1_000_000) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', field: null } });
    expect(JSON.stringify(lines).length).toBeLessThan(500);
  });

  it.each(allCalls.filter(({ role }) => role === 'manager'))(
    'refuses $name to a cashier',
    async ({ name }) => {
      const { call, ran } = setUp({ role: 'cashier' });
      const id = charge.pressId;
      const inputs: Record<string, unknown> = {
        'setup.saveToken': { token: 'a-token-of-the-account', isOtherAccountMeant: false },
        'setup.saveSecret': { name: 'verifier', secret: 'c2VjcmV0' },
        'setup.forgetSecret': { name: 'verifier' },
        'setup.keepUnprotected': { isAccepted: true },
        'setup.saveRefundToken': { token: 'a-token-for-refunds', pin: '482915', who: 'Ann' },
        'setup.forgetRefundToken': { pin: '482915', who: 'Ann' },
        'setup.goPractice': null,
        'setup.noteStep': { step: 'people', state: 'skipped' },
        'terminals.pair': { code: 'AB12', nickname: null },
        'terminals.rename': { code: 'AB12', nickname: null },
        'terminals.setDefault': { code: 'AB12' },
        'terminals.unpair': { code: 'AB12' },
        'payments.closeUnknown': {
          attemptId: id,
          who: 'Ann',
          reason: 'left_without_paying',
          paidByAttemptId: null,
        },
        'alarms.acknowledge': { alarmId: id, who: 'Ann' },
        'settings.change': { patch: { tillsOnAccount: 2 }, who: 'Ann' },
        'settings.exportFile': { who: 'Ann' },
        'settings.chooseImport': null,
        'settings.applyImport': { previewId: id, who: 'Ann', alsoTillOwn: [] },
        'audit.page': { cursor: null, limit: 10 },
        'close.setDay': { timeZone: null, cutOverHour: 4 },
      };
      expect(await call(name, inputs[name])).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
      expect(ran).toEqual([]);
    },
  );

  it('tells of calls that a person makes, and of no others', async () => {
    const persons: string[] = [];
    const { call } = setUp({ role: 'cashier', onPerson: () => persons.push('seen') });
    await call('app.snapshot', null);
    await call('history.exportProgress', null);
    await call('payments.charge', { ...charge, amountCents: -1 });
    await call('alarms.acknowledge', { alarmId: charge.pressId, who: 'Ann' });
    await call('app.snapshot', null, { ...ours, sender: { id: 2 } });
    expect(persons).toEqual([]);
    await call('payments.charge', charge);
    expect(persons).toEqual(['seen']);
  });

  it('lets a cashier charge', async () => {
    const { call, ran } = setUp({ role: 'cashier' });
    await call('payments.charge', charge);
    expect(ran).toHaveLength(1);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('ledger on fire');
      },
    ],
    ['rejects', () => Promise.reject(new Error('ledger on fire'))],
  ])('M11 a handler that %s answers with a reference and keeps its cause in the log', async (_how, run) => {
    const { call, lines } = setUp({ run });
    const answer = await call('payments.charge', charge);
    expect(answer).toEqual(failed('internal', { reference: '0badcafe' }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'error',
      fields: { call: 'payments.charge', reference: '0badcafe' },
    });
    expect(String(lines[0]?.fields.error)).toContain('ledger on fire');
  });

  it('answers a handler that throws no error at all', async () => {
    const { call } = setUp({ run: () => Promise.reject(undefined) });
    expect(await call('app.snapshot', null)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('answers when the check of the sender itself breaks', async () => {
    const { call, ran } = setUp();
    const broken = {
      get sender(): never {
        throw new Error('gone');
      },
      senderFrame: null,
    };
    expect(await call('app.snapshot', null, broken)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(ran).toEqual([]);
  });

  it('does not start with a handler missing that the types could not see', () => {
    const { handlers, ipcMain, logger } = setUp();
    const incomplete = { ...handlers, payments: {} } as unknown as IpcHandlers;
    const start = () =>
      registerIpc({
        ipcMain,
        isTrustedSender: () => true,
        handlers: incomplete,
        currentRole: () => 'manager',
        logger,
        random,
      });
    expect(start).toThrow(/payments\.charge/);
  });

  it('takes every handler off again', () => {
    const { stop, removed, listeners } = setUp();
    stop();
    expect(removed.sort()).toEqual([...listeners.keys()].sort());
  });
});
