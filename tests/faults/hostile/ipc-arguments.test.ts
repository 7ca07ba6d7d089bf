/** Every call of the contract with arguments that no page of ours sends, through the real checks and handlers. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/app-error.ts';
import { appErrorCodes } from '../../../shared/app-error.ts';
import type { BusinessDay } from '../../../shared/business-day.ts';
import { wholeHistory } from '../../../shared/history-filter.ts';
import { type IpcArea, type IpcCall, type IpcInput, ipcCalls } from '../../../shared/ipc-contract.ts';
import type { AmountCents } from '../../../shared/money.ts';
import { type FakeWindow, openIpc } from '../../fakes/fake-ipc.ts';
import { type HostileTill, openHostileTill } from './hostile-till.ts';
import { changed, changes, depthMax, hostileText } from './hostile-values.ts';

let till: HostileTill;
let page: FakeWindow;
beforeAll(async () => {
  till = await openHostileTill();
  [page] = openIpc(till.world) as [FakeWindow];
  await till.openAttempt();
});
afterAll(() => till.close());

const aDay = '2026-08-22' as BusinessDay;

type Inputs = { readonly [Area in IpcArea]: { readonly [Call in IpcCall<Area>]: IpcInput<Area, Call> } };

/** A right input for every call. None of them can move the one open attempt, which holds the only terminal. */
function genuineInputs(): Inputs {
  const { code } = till.world;
  const attemptId = randomUUID();
  return {
    app: { snapshot: null, openLink: { link: 'helcim_pairing' }, setPreferences: { theme: 'dark' } },
    terminals: {
      discover: null,
      pair: { code, nickname: 'front' },
      rename: { code, nickname: 'front' },
      setDefault: { code },
      ping: { code },
      unpair: { code },
    },
    payments: {
      charge: {
        pressId: randomUUID(),
        pressedAtMs: Date.now(),
        amountCents: 12_34 as AmountCents,
        terminalCode: code,
        reference: 'order 7',
        customerCode: null,
        saleId: null,
        confirmedDoubtIds: [],
      },
      lookUpNow: { attemptId },
      readyScreen: { attemptId },
      paysOtherwise: { attemptId },
      acknowledge: { attemptId },
      closeUnknown: { attemptId, who: 'Ada', reason: 'paid_otherwise', paidByAttemptId: null },
    },
    refunds: {
      find: { text: 'order 7', dateFrom: '2026-03-24', dateTo: null, amountCents: null, cursor: null },
      plan: { originalTransactionId: 1, amountCents: null, cardKind: null },
      start: {
        pressId: randomUUID(),
        pressedAtMs: Date.now(),
        originalTransactionId: 1,
        amountCents: 12_34 as AmountCents,
        terminalCode: null,
        cardKind: null,
        reason: 'returned',
        reasonText: null,
        who: 'Ada',
        managerPin: null,
      },
      retry: { attemptId },
      remind: { originalTransactionId: 1, amountCents: 12_34 as AmountCents, cardKind: null },
      forgetReminder: { originalTransactionId: 1 },
    },
    history: {
      page: { cursor: null, limit: 10, filter: { ...wholeHistory, text: 'order', amountFromCents: 1 } },
      detail: { attemptId },
      export: { filter: wholeHistory },
      exportProgress: null,
      stopExport: null,
    },
    close: {
      report: { day: aDay },
      stop: null,
      setDay: { timeZone: 'America/Halifax', cutOverHour: 4 },
      print: { paper: 'a4', heightMm: null },
      savePdf: { day: aDay, paper: 'roll80', heightMm: 300 },
      saveCsv: { day: aDay },
    },
    alarms: { acknowledge: { alarmId: randomUUID(), who: 'Ada' } },
    manager: {
      status: null,
      setPin: { pin: '482915', who: 'Ada' },
      changePin: { oldPin: '482915', newPin: '739164', who: 'Ada' },
      resetPin: { apiToken: 'no token of this account', newPin: '739164', who: 'Ada' },
      setLimits: {
        pin: '482915',
        limits: { aboveCents: 50_00, olderThanDays: 30, notFromThisTill: true },
        who: 'Ada',
      },
      unlock: { pin: '482915' },
      lock: null,
    },
    tunnel: { selfTest: null },
    session: { setCashier: { who: 'Ada' } },
    settings: {
      read: null,
      check: { patch: { tillsOnAccount: 2 } },
      change: {
        patch: { cashiers: [{ number: 1, name: 'Ada' }], walkInCustomerCode: 'WALK-IN' },
        who: 'Ada',
      },
      exportFile: { who: 'Ada' },
      chooseImport: null,
      applyImport: { previewId: randomUUID(), who: 'Ada', alsoTillOwn: ['tunnel'] },
    },
    audit: { page: { cursor: null, limit: 10 } },
    demo: { act: { code, action: 'tap-credit', tipCents: 0 } },
    check: { run: null, print: { paper: 'a4', heightMm: null } },
    setup: {
      saveToken: { token: 'a-token-of-the-account', isOtherAccountMeant: false },
      saveSecret: { name: 'verifier', secret: 'c2VjcmV0LW9mLXRoZS13ZWJob29rcw==' },
      forgetSecret: { name: 'verifier' },
      keepUnprotected: { isAccepted: false },
      saveRefundToken: { token: 'a-token-for-refunds-alone', pin: '482915', who: 'Ada' },
      forgetRefundToken: { pin: '482915', who: 'Ada' },
      goLive: null,
      goPractice: null,
      noteStep: { step: 'pairing', state: 'done' },
      unlock: { pin: '482915' },
    },
  };
}

const channels = Object.entries(ipcCalls).flatMap(([area, calls]) =>
  Object.keys(calls).map((call) => [area, call] as const),
);

function genuineInput(area: string, call: string): unknown {
  return (genuineInputs() as unknown as Record<string, Record<string, unknown>>)[area]?.[call];
}

/** Calls as the page does, and expects an envelope within the time a person would not notice. */
async function callWith(area: string, call: string, input: unknown): Promise<Result<unknown>> {
  const startedAtMs = performance.now();
  const result = await page.call(area, call, input);
  if (result.ok) return result;
  expect(appErrorCodes).toContain(result.error.code);
  expect(JSON.stringify(result).length).toBeLessThan(2_000);
  if (result.error.code === 'invalid_input') expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  return result;
}

function nestedList(): unknown {
  let value: unknown = [];
  for (let depth = 0; depth < depthMax; depth += 1) value = [value];
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}

/** What structured clone can carry across and no field of the contract takes. */
const wrongValues: readonly (readonly [string, () => unknown])[] = [
  ['nothing', () => undefined],
  ['no number', () => Number.NaN],
  ['an amount beyond all bounds', () => 1e308],
  ['minus one', () => -1],
  ['a big integer', () => 1n],
  ['a truth', () => true],
  ['an empty object', () => ({})],
  ['a list in a list', () => [[]]],
  ['a text of a million letters', () => 'x'.repeat(1_000_000)],
  ['a list of a billion holes', () => new Array(1_000_000_000)],
  ['a deep list', nestedList],
  ['a cycle', cycle],
  ['a map', () => new Map([['code', 'AB12']])],
  ['a set', () => new Set(['AB12'])],
  ['a date', () => new Date(0)],
  ['bytes', () => new Uint8Array(1_000_000)],
  ['an error', () => new Error('x')],
  ['an expression', () => /a/g],
  ['a boxed text', () => Object('AB12')],
  ['an object that becomes a text', () => ({ toString: () => 'AB12', valueOf: () => 1 })],
  ['a class of its own', () => new (class Code {})()],
];

const strayNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toJSON',
  'role',
  'currency',
  'invoiceNumber',
  '',
  'then',
];

function withStray(input: object, name: string): object {
  const copy = { ...input };
  Object.defineProperty(copy, name, { value: { role: 'manager' }, enumerable: true });
  return copy;
}

/** What may be left out: every wish of the preferences, and the filter of a page, without which it shows everything. */
function isOptional(call: string, field: string): boolean {
  return call === 'setPreferences' || (call === 'page' && field === 'filter');
}

/** What is wrong everywhere else is right for a yes or no, and a change of settings may change none. */
function isRight(genuine: unknown, field: string, what: string): boolean {
  if (typeof genuine === 'boolean') return what === 'a truth';
  return field === 'patch' && what === 'an empty object';
}

describe.each(channels)('the call %s.%s', (area, call) => {
  it('is refused with every wrong argument, throws nothing and changes nothing', async () => {
    const before = till.money();
    const refuse = async (what: string, input: unknown) => {
      const result = await callWith(area, call, input);
      expect([what, result]).toMatchObject([what, { ok: false, error: { code: 'invalid_input' } }]);
    };
    const genuine = genuineInput(area, call);
    for (const [what, make] of wrongValues) {
      // No wish at all is a right one where every wish is optional.
      if (!(call === 'setPreferences' && what === 'an empty object')) await refuse(what, make());
      if (genuine === null) continue;
      for (const name of Object.keys(genuine as object)) {
        if (isOptional(call, name) && what === 'nothing') continue;
        if (isRight((genuine as Record<string, unknown>)[name], name, what)) continue;
        await refuse(`${name}: ${what}`, { ...(genuine as object), [name]: make() });
      }
    }
    await refuse('a list', [genuine]);
    if (genuine === null) return;
    for (const name of strayNames) await refuse(`also ${name}`, withStray(genuine as object, name));
    for (const name of Object.keys(genuine as object)) {
      const { [name]: _left, ...rest } = genuine as Record<string, unknown>;
      if (!isOptional(call, name)) await refuse(`without ${name}`, rest);
    }
    await refuse('all by its prototype', Object.create(genuine as object));
    expect(till.money()).toEqual(before);
  });

  it('answers with an envelope when reading the argument throws', async () => {
    const before = till.money();
    const bomb = {
      enumerable: true,
      get(): never {
        throw new Error('a getter that throws');
      },
    };
    for (const name of Object.keys(genuineInput(area, call) ?? { any: 0 })) {
      const input = Object.defineProperty({ ...(genuineInput(area, call) as object) }, name, bomb);
      expect((await callWith(area, call, input)).ok).toBe(false);
    }
    expect(till.money()).toEqual(before);
  });
});

describe('any call', () => {
  it('M16 with spoiled arguments ends in an envelope, and what is refused has changed nothing', async () => {
    const calls = fc.asyncProperty(fc.constantFrom(...channels), changes, async ([area, call], list) => {
      const before = till.money();
      till.forgetCalls();
      const input: unknown = JSON.parse(changed(genuineInput(area, call), list));
      const result = await callWith(area, call, input);
      if (!result.ok) {
        expect(result.error.code).not.toBe('internal');
        expect(till.money()).toEqual(before);
      }
      // Attempts stay as they are even where the call was a right one: none of these names the open attempt.
      expect(till.money()[0]).toEqual(before[0]);
    });
    await fc.assert(calls, { numRuns: 200 });
  });

  it('with a hostile text in any field ends in an envelope', async () => {
    const texts = fc.asyncProperty(fc.constantFrom(...channels), fc.nat(), hostileText, async (...drawn) => {
      const [[area, call], at, text] = drawn;
      const genuine = genuineInput(area, call);
      if (genuine === null) return;
      const names = Object.keys(genuine as object);
      till.forgetCalls();
      const result = await callWith(area, call, {
        ...(genuine as object),
        [names[at % names.length] ?? '']: text,
      });
      if (!result.ok) expect(result.error.code).not.toBe('internal');
    });
    await fc.assert(texts, { numRuns: 120 });
  });
});
