/**
 * The manager's PIN and what it guards. One deed at a time, so that guesses made side by side are counted one by one;
 * everything works offline. The ledger is known here only as the two books below.
 */
import { appError, failed, ok, type Result } from '../../shared/app-error.ts';
import type { ManagerChangeKind, ManagerStatus, PinLoss } from '../../shared/manager.ts';
import { pinProblem } from '../../shared/pin-rules.ts';
import type { Clock, Random } from '../../shared/ports.ts';
import type { ManagerNeed } from '../../shared/refund.ts';
import {
  firstRefundLimits,
  needsManager,
  type RefundFacts,
  type RefundGuard,
  type RefundLimits,
} from '../../shared/refund-limits.ts';
import { hashPin, keyOfPin } from './manager-pin.ts';
import { openUnderPin, sealUnderPin } from './pin-sealed.ts';
import { noSecrets, type SecretRecord, type Secrets } from './secret-record.ts';
import {
  createSecretTries,
  pinWaitsMs,
  type SecretSubject,
  type TryBook,
  tokenWaitsMs,
} from './secret-tries.ts';

export interface ManagerChange {
  readonly recordId: string;
  readonly kind: ManagerChangeKind;
  readonly who: string;
  readonly atMs: number;
  readonly limits: RefundLimits;
}

/** A PIN that was typed and is the manager's. */
interface RightPin {
  readonly pin: KeptPin;
  readonly limits: RefundLimits;
  /** Of what opens with this PIN alone. */
  readonly key: Buffer;
}

/** Which writing of the record is the present one, and who made it. */
export interface ManagerBook {
  lastRecordId(): Promise<string | null>;
  note(change: ManagerChange): Promise<void>;
}

export interface ManagerParts {
  readonly record: SecretRecord;
  readonly book: ManagerBook;
  readonly tries: TryBook;
  /** Whether a text is the API token in use; constant time. */
  readonly isApiToken: (text: string) => boolean;
  readonly clock: Pick<Clock, 'monotonicMs' | 'wallMs'>;
  /** How much faster than the wall `clock` runs. */
  readonly clockRate: number;
  readonly random: Random;
}

export interface RefundWish extends RefundFacts {
  /** What was typed; null when nobody was asked. */
  readonly pin: string | null;
}

export interface Manager {
  /** Resolves once the books were read, or could not be; `needsManager` then tells how it is. */
  readonly ready: Promise<void>;
  status(): Promise<ManagerStatus>;
  /** Whether a PIN is set, or was and cannot be checked; until the books are read, it is taken for set. */
  isGuarded(): boolean;
  /** Counts and checks a PIN that allows no single deed. Fails with `pin_wrong`, `pin_wait`, `pin_lost`, `pin_not_set`. */
  checkPin(pin: string): Promise<Result<null>>;
  /** Tells beforehand whether a refund will ask for the PIN; until the books are read, every one does. */
  needsManager(facts: RefundFacts): ManagerNeed | null;
  /**
   * The word on one refund, to be asked right before it. Fails with `manager_needed` (detail: the reason) when a PIN
   * is needed and none was given, `pin_wrong`, `pin_wait`, `pin_lost`. A PIN that is not needed is not looked at.
   */
  allowRefund(
    wish: RefundWish,
  ): Promise<Result<{ readonly byManager: boolean; readonly apiToken: string | null }>>;
  /** Whether refunds go with a token of their own. */
  hasOwnToken(): boolean;
  /** Keeps a token for refunds alone, to be opened by the PIN. A reset PIN cannot open it any more, and drops it. */
  setRefundToken(input: {
    readonly pin: string;
    readonly token: string;
    readonly who: string;
  }): Promise<Result<ManagerStatus>>;
  forgetRefundToken(input: { readonly pin: string; readonly who: string }): Promise<Result<ManagerStatus>>;
  /** The first PIN of a till. Fails with `pin_already_set`, `pin_lost`, `pin_weak`, `secrets_not_kept`. */
  setPin(input: { readonly pin: string; readonly who: string }): Promise<Result<ManagerStatus>>;
  changePin(input: {
    readonly oldPin: string;
    readonly newPin: string;
    readonly who: string;
  }): Promise<Result<ManagerStatus>>;
  /** For a PIN that is forgotten or lost. Limits that are still known stay. Fails with `api_token_wrong` too. */
  resetPin(input: {
    readonly apiToken: string;
    readonly newPin: string;
    readonly who: string;
  }): Promise<Result<ManagerStatus>>;
  setLimits(input: {
    readonly pin: string;
    readonly limits: RefundLimits;
    readonly who: string;
  }): Promise<Result<ManagerStatus>>;
}

type KeptPin = NonNullable<Secrets['pin']>;

type PinState =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly pin: KeptPin; readonly limits: RefundLimits }
  | { readonly kind: 'lost'; readonly why: PinLoss };

const apiTokenSubject: SecretSubject = { id: 'api_token', waitsMs: tokenWaitsMs };
const pinSubject = (pinId: string): SecretSubject => ({ id: pinId, waitsMs: pinWaitsMs });

export function createManager(parts: ManagerParts): Manager {
  const { record, book, isApiToken, clock, clockRate, random } = parts;
  const tries = createSecretTries(parts.tries, clock);
  let tail: Promise<unknown> = Promise.resolve();
  /** As of the last deed, and nothing but a deed changes it. */
  let guard: RefundGuard = { kind: 'guarded', limits: firstRefundLimits };

  function alone<Value>(run: () => Promise<Value>): Promise<Value> {
    const done = tail.then(run, run);
    tail = done.catch(() => undefined);
    return done;
  }

  async function pinState(): Promise<PinState> {
    const state = await readState();
    guard =
      state.kind === 'none'
        ? { kind: 'open' }
        : { kind: 'guarded', limits: state.kind === 'set' ? state.limits : firstRefundLimits };
    return state;
  }

  async function readState(): Promise<PinState> {
    const loss = record.loss();
    if (loss !== null) return { kind: 'lost', why: loss };
    const lastId = await book.lastRecordId();
    const secrets = record.current();
    if (!secrets?.pin) return lastId === null ? { kind: 'none' } : { kind: 'lost', why: 'missing' };
    if (secrets.id !== lastId) {
      // The program ended between the record and its note, or this ledger is new beside a till that has a PIN.
      if (lastId !== null && secrets.previousId !== lastId) return { kind: 'lost', why: 'replaced' };
      if (secrets.change)
        await book.note({ recordId: secrets.id, ...secrets.change, limits: secrets.limits });
    }
    return { kind: 'set', pin: secrets.pin, limits: secrets.limits };
  }

  async function statusNow(): Promise<ManagerStatus> {
    const state = await pinState();
    const realMs = async (subject: SecretSubject) => Math.ceil((await tries.waitMs(subject)) / clockRate);
    return {
      pin: state.kind,
      lostBecause: state.kind === 'lost' ? state.why : null,
      unkeptBecause: record.unkeptBecause(),
      limits: state.kind === 'set' ? state.limits : null,
      hasRefundToken: state.kind === 'set' && hasOwnToken(),
      pinWaitMs: state.kind === 'set' ? await realMs(pinSubject(state.pin.id)) : 0,
      tokenWaitMs: await realMs(apiTokenSubject),
    };
  }

  async function check(
    subject: SecretSubject,
    wrong: 'pin_wrong' | 'api_token_wrong',
    compare: () => Promise<boolean>,
  ): Promise<Result<null>> {
    const result = await tries.attempt(subject, compare);
    if (result.kind === 'right') return ok(null);
    return failed(result.kind === 'wrong' ? wrong : 'pin_wait');
  }

  async function checkPin(pin: string): Promise<Result<RightPin>> {
    const state = await pinState();
    if (state.kind === 'none') return failed('pin_not_set');
    if (state.kind === 'lost') return failed('pin_lost', { detail: state.why });
    const { limits, pin: kept } = state;
    const derived: { key: Buffer | null } = { key: null };
    const checked = await check(pinSubject(kept.id), 'pin_wrong', async () => {
      derived.key = await keyOfPin(pin, kept.hash);
      return derived.key !== null;
    });
    if (!checked.ok) return checked;
    return derived.key === null ? failed('pin_wrong') : ok({ pin: kept, limits, key: derived.key });
  }

  /** The record first: one that the ledger does not know yet is told from an old one by what it follows. */
  async function change(
    kind: ManagerChangeKind,
    who: string,
    next: Pick<Secrets, 'limits'> & {
      readonly pin: KeptPin;
      /** As it is, where nothing is said of it. */
      readonly refundToken?: Secrets['refundToken'];
    },
  ): Promise<Result<ManagerStatus>> {
    const made = { kind, who, atMs: clock.wallMs() };
    const id = random.uuid();
    const previousId = await book.lastRecordId();
    const { pin, limits, refundToken } = next;
    const isKept = await record.change((current) => ({
      ...(current ?? noSecrets),
      id,
      previousId,
      pin,
      limits,
      ...(refundToken !== undefined && { refundToken }),
      change: made,
    }));
    if (!isKept) return failed('secrets_not_kept');
    await book.note({ recordId: id, ...made, limits: next.limits });
    return ok(await statusNow());
  }

  function hasOwnToken(): boolean {
    return (record.current()?.refundToken ?? null) !== null;
  }

  function needOf(facts: RefundFacts): ManagerNeed | null {
    return needsManager(guard, facts) ?? (hasOwnToken() ? 'refund_token' : null);
  }

  /** The token for refunds, to be opened by the next PIN. */
  function sealedAnew(oldKey: Buffer, newKey: Buffer): Secrets['refundToken'] {
    const sealed = record.current()?.refundToken ?? null;
    const token = sealed === null ? null : openUnderPin(sealed, oldKey);
    return token === null ? null : sealUnderPin(token, newKey, random.bytes);
  }

  async function newPin(pin: string): Promise<{ readonly kept: KeptPin; readonly key: Buffer }> {
    const { hash, key } = await hashPin(pin, random.bytes);
    return { kept: { id: random.uuid(), hash }, key };
  }

  // Failing leaves the strictest guard standing; the next deed reads anew, and says what failed.
  const ready = alone(pinState).then(
    () => undefined,
    () => undefined,
  );

  return {
    ready,
    status: () => alone(statusNow),
    isGuarded: () => guard.kind === 'guarded',
    checkPin: (pin) =>
      alone(async () => {
        const checked = await checkPin(pin);
        return checked.ok ? ok(null) : checked;
      }),
    needsManager: needOf,
    hasOwnToken,
    allowRefund: ({ pin, ...facts }) =>
      alone(async () => {
        await pinState();
        const reason = needOf(facts);
        if (reason === null) return ok({ byManager: false, apiToken: null });
        if (pin === null) return failed('manager_needed', { detail: reason });
        const checked = await checkPin(pin);
        if (!checked.ok) return checked;
        const sealed = record.current()?.refundToken ?? null;
        if (sealed === null) return ok({ byManager: true, apiToken: null });
        const apiToken = openUnderPin(sealed, checked.value.key);
        // The PIN is right, so the bytes are not what was sealed with it.
        return apiToken === null ? failed('secrets_not_kept') : ok({ byManager: true, apiToken });
      }),
    setRefundToken: ({ pin, token, who }) =>
      alone(async () => {
        const checked = await checkPin(pin);
        if (!checked.ok) return checked;
        const { pin: kept, limits, key } = checked.value;
        const refundToken = sealUnderPin(token, key, random.bytes);
        return change('refund_token_set', who, { pin: kept, limits, refundToken });
      }),
    forgetRefundToken: ({ pin, who }) =>
      alone(async () => {
        const checked = await checkPin(pin);
        if (!checked.ok) return checked;
        return change('refund_token_forgotten', who, {
          pin: checked.value.pin,
          limits: checked.value.limits,
          refundToken: null,
        });
      }),
    setPin: ({ pin, who }) =>
      alone(async () => {
        const state = await pinState();
        if (state.kind === 'set') return failed('pin_already_set');
        if (state.kind === 'lost') return failed('pin_lost', { detail: state.why });
        const weak = weakness(pin);
        if (!weak.ok) return weak;
        const { kept } = await newPin(pin);
        return change('pin_set', who, { pin: kept, limits: firstRefundLimits });
      }),
    changePin: (input) =>
      alone(async () => {
        // Before the old one is looked at, so that a slip in the new one costs no try.
        const weak = weakness(input.newPin);
        if (!weak.ok) return weak;
        const checked = await checkPin(input.oldPin);
        if (!checked.ok) return checked;
        const { limits, key: oldKey } = checked.value;
        const { kept, key } = await newPin(input.newPin);
        const refundToken = sealedAnew(oldKey, key);
        return change('pin_changed', input.who, { pin: kept, limits, refundToken });
      }),
    resetPin: (input) =>
      alone(async () => {
        const weak = weakness(input.newPin);
        if (!weak.ok) return weak;
        const checked = await check(apiTokenSubject, 'api_token_wrong', async () =>
          isApiToken(input.apiToken),
        );
        if (!checked.ok) return checked;
        const limits = record.current()?.limits ?? firstRefundLimits;
        const { kept } = await newPin(input.newPin);
        return change('pin_reset', input.who, { pin: kept, limits, refundToken: null });
      }),
    setLimits: ({ pin, limits, who }) =>
      alone(async () => {
        const checked = await checkPin(pin);
        if (!checked.ok) return checked;
        return change('limits_changed', who, { pin: checked.value.pin, limits });
      }),
  };
}

function weakness(pin: string): Result<null> {
  const problem = pinProblem(pin);
  return problem === null ? ok(null) : { ok: false, error: appError('pin_weak', { detail: problem }) };
}
