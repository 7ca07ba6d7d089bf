/**
 * A schema for every input that crosses from the window: parsed and bounded in main before anything runs. A call
 * without a schema does not compile.
 */
import { z } from 'zod';
import { type BusinessDay, isBusinessDay, isTimeZone } from './business-day.ts';
import { cardKinds } from './card-kind.ts';
import { papers, rollHeightMm } from './day-close.ts';
import { type HistoryFilter, historyOutcomes } from './history-filter.ts';
import { type ipcCalls, linkNames } from './ipc-contract.ts';
import { languages } from './language.ts';
import { type AmountCents, amountCentsMax } from './money.ts';
import { attemptKinds, closeReasons } from './payment.ts';
import { isPinShaped, pinLengthMax } from './pin-rules.ts';
import { refundReasons } from './refund.ts';
import { refundAboveCentsMax, refundDaysMax } from './refund-limits.ts';
import { secretLengthMax, secretNames } from './secret-text.ts';
import { notedSteps, noteStates } from './setup.ts';
import { type SettingsPatch, shopSettingNames, tillOwnSettings } from './shop-settings.ts';
import { isTerminalCode, type TerminalCode } from './terminal-code.ts';
import { customerActions } from './virtual-terminal.ts';

const nothing = z.null();
const id = z.uuid();
const transactionId = z.int().min(1);
const terminalCode = z.custom<TerminalCode>(isTerminalCode);
const controlCharacter = /\p{Cc}/u;
/**
 * One line of a person's text, trimmed, without control characters. Half of a pair of UTF-16 is refused: the ledger
 * keeps UTF-8 and would hold another text than the one that was sent.
 */
const line = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .trim()
    .refine((text) => !controlCharacter.test(text) && text.isWellFormed());
const name = line(60).refine((text) => text.length > 0);
const cents = z.custom<AmountCents>(
  (value) => Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= amountCentsMax,
);

/** Whether it is weak is for main to say; what has not even the shape of a PIN is not looked at. */
const pin = z.string().max(pinLengthMax).refine(isPinShaped);
const limits = z.strictObject({
  aboveCents: z.int().min(0).max(refundAboveCentsMax),
  olderThanDays: z.int().min(0).max(refundDaysMax).nullable(),
  notFromThisTill: z.boolean(),
});
/** With whatever came along when it was copied; main says what is wrong with it. */
const pastedSecret = z.string().max(2 * secretLengthMax);
const businessDay = z.custom<BusinessDay>(isBusinessDay);
/** The window has measured how long the strip is; a sheet has its own height. */
const page = {
  paper: z.enum(papers),
  heightMm: z.int().min(rollHeightMm.min).max(rollHeightMm.max).nullable(),
};
/** What a JavaScript date can hold. */
const moment = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
/** An approved sum may be above what one request may ask for: a tip, or two approvals. */
const centsSought = z
  .int()
  .min(0)
  .max(100 * amountCentsMax);
const historyFilter = z.strictObject({
  kind: z.enum(attemptKinds).nullable(),
  outcome: z.enum(historyOutcomes).nullable(),
  terminalCode: terminalCode.nullable(),
  cashier: name.nullable(),
  fromMs: moment.nullable(),
  toMs: moment.nullable(),
  amountFromCents: centsSought.nullable(),
  amountToCents: centsSought.nullable(),
  text: line(60),
}) satisfies z.ZodType<HistoryFilter>;

/** Only the names are told apart here: main answers with every field's own problem. */
const settingsPatch: z.ZodType<SettingsPatch> = z
  .partialRecord(z.enum(shopSettingNames), z.unknown())
  .refine((patch) => Object.keys(patch).length > 0);

export const inputSchemas = {
  app: {
    snapshot: nothing,
    openLink: z.strictObject({ link: z.enum(linkNames) }),
    setPreferences: z.strictObject({
      theme: z.enum(['light', 'dark', 'system']).optional(),
      language: z.enum(languages).optional(),
    }),
  },
  terminals: {
    discover: nothing,
    pair: z.strictObject({ code: terminalCode, nickname: line(40).nullable() }),
    rename: z.strictObject({ code: terminalCode, nickname: line(40).nullable() }),
    setDefault: z.strictObject({ code: terminalCode }),
    ping: z.strictObject({ code: terminalCode }),
    unpair: z.strictObject({ code: terminalCode }),
  },
  payments: {
    charge: z.strictObject({
      /** Made by the window for one press; the same press twice is one attempt. */
      pressId: id,
      /** When it was pressed, UTC milliseconds of the machine's wall clock; the same press keeps its own time (M1). */
      pressedAtMs: z.int().min(0),
      amountCents: cents,
      terminalCode,
      reference: line(60).nullable(),
      customerCode: line(40).nullable(),
      /** Set when this charges what is left of a sale, or tries it again. */
      saleId: id.nullable(),
      /** The doubts the cashier was shown and has confirmed (M3). */
      confirmedDoubtIds: z.array(id).max(20),
    }),
    lookUpNow: z.strictObject({ attemptId: id }),
    readyScreen: z.strictObject({ attemptId: id }),
    paysOtherwise: z.strictObject({ attemptId: id }),
    acknowledge: z.strictObject({ attemptId: id }),
    closeUnknown: z.strictObject({
      attemptId: id,
      who: name,
      reason: z.enum(closeReasons),
      paidByAttemptId: id.nullable(),
    }),
  },
  refunds: {
    find: z.strictObject({
      text: line(60),
      dateFrom: z.iso.date().nullable(),
      dateTo: z.iso.date().nullable(),
      amountCents: cents.nullable(),
      cursor: z.string().max(200).nullable(),
    }),
    plan: z.strictObject({
      originalTransactionId: transactionId,
      /** Null for all that is left. */
      amountCents: cents.nullable(),
      /** What a person said where the card's type does not tell. */
      cardKind: z.enum(cardKinds).nullable(),
      /** A person was told why not, and asks for another look. */
      isAskedAnew: z.boolean().optional(),
    }),
    start: z.strictObject({
      /** As for a charge: the same press twice is one refund. */
      pressId: id,
      pressedAtMs: z.int().min(0),
      originalTransactionId: transactionId,
      amountCents: cents,
      terminalCode: terminalCode.nullable(),
      cardKind: z.enum(cardKinds).nullable(),
      reason: z.enum(refundReasons),
      reasonText: line(120).nullable(),
      who: name,
      managerPin: pin.nullable(),
      /** Doubts about the terminal that the cashier was shown and has confirmed (M3). */
      confirmedDoubtIds: z.array(id).max(20).optional(),
    }),
    retry: z.strictObject({ attemptId: id }),
    remind: z.strictObject({
      originalTransactionId: transactionId,
      amountCents: cents,
      cardKind: z.enum(cardKinds).nullable(),
    }),
    forgetReminder: z.strictObject({ originalTransactionId: transactionId }),
  },
  history: {
    page: z.strictObject({
      cursor: z.string().max(100).nullable(),
      limit: z.int().min(1).max(200),
      /** Without one: everything. */
      filter: historyFilter.optional(),
    }),
    detail: z.strictObject({ attemptId: id }),
    export: z.strictObject({ filter: historyFilter }),
    exportProgress: nothing,
    stopExport: nothing,
  },
  close: {
    report: z.strictObject({ day: businessDay }),
    stop: nothing,
    setDay: z.strictObject({
      /** Null for the machine's own. */
      timeZone: z.string().max(60).refine(isTimeZone).nullable(),
      cutOverHour: z.int().min(0).max(23),
    }),
    print: z.strictObject(page),
    savePdf: z.strictObject({ ...page, day: businessDay }),
    saveCsv: z.strictObject({ day: businessDay }),
  },
  alarms: { acknowledge: z.strictObject({ alarmId: id, who: name }) },
  /** Secrets go one way: no answer of these calls holds one (M11). */
  manager: {
    status: nothing,
    setPin: z.strictObject({ pin, who: name }),
    changePin: z.strictObject({ oldPin: pin, newPin: pin, who: name }),
    resetPin: z.strictObject({ apiToken: z.string().min(1).max(500), newPin: pin, who: name }),
    setLimits: z.strictObject({ pin, limits, who: name }),
    unlock: z.strictObject({ pin }),
    lock: nothing,
  },
  tunnel: { selfTest: nothing },
  session: { setCashier: z.strictObject({ who: name.nullable() }) },
  settings: {
    read: nothing,
    check: z.strictObject({ patch: settingsPatch }),
    change: z.strictObject({ patch: settingsPatch, who: name }),
    exportFile: z.strictObject({ who: name }),
    chooseImport: nothing,
    applyImport: z.strictObject({
      previewId: id,
      who: name,
      /** Of the till's own settings, which of them to take over all the same. */
      alsoTillOwn: z.array(z.enum(tillOwnSettings)).max(tillOwnSettings.length),
    }),
  },
  audit: { page: z.strictObject({ cursor: z.string().max(20).nullable(), limit: z.int().min(1).max(100) }) },
  demo: {
    act: z.strictObject({
      code: terminalCode,
      action: z.enum(customerActions),
      tipCents: z.int().min(0).max(amountCentsMax),
    }),
  },
  check: { run: nothing, print: z.strictObject(page) },
  setup: {
    saveToken: z.strictObject({ token: pastedSecret, isOtherAccountMeant: z.boolean() }),
    saveSecret: z.strictObject({ name: z.enum(secretNames).exclude(['apiToken']), secret: pastedSecret }),
    forgetSecret: z.strictObject({ name: z.enum(secretNames) }),
    keepUnprotected: z.strictObject({ isAccepted: z.boolean() }),
    saveRefundToken: z.strictObject({ token: pastedSecret, pin, who: name }),
    forgetRefundToken: z.strictObject({ pin, who: name }),
    goLive: nothing,
    goPractice: nothing,
    noteStep: z.strictObject({ step: z.enum(notedSteps), state: z.enum(noteStates) }),
    unlock: z.strictObject({ pin }),
  },
} as const satisfies {
  [Area in keyof typeof ipcCalls]: { [Call in keyof (typeof ipcCalls)[Area]]: z.ZodType };
};

type Schemas = typeof inputSchemas;
export type InputSchemas = {
  readonly [Area in keyof Schemas]: {
    readonly [Call in keyof Schemas[Area]]: z.infer<Schemas[Area][Call] & z.ZodType>;
  };
};
