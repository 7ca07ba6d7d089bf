/**
 * The tills of this program: one for real money, one for practice, each with its own ledger (M13). One of them stands
 * before the window. The one for real money goes on watching its payments while the other is practised on.
 */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { LiveWatch, Slices } from '../../shared/ipc-contract.ts';
import type { Logger } from '../../shared/ports.ts';
import type { Till, TillSlices } from './till.ts';

export type TillKind = 'live' | 'demo';

export interface HouseTill {
  readonly till: Till;
  /** Ends the till, and whatever was started for it alone. */
  close(): Promise<void>;
}

export type Publish = (slices: Partial<TillSlices>) => void;

export interface TillHouseParts {
  readonly open: Readonly<Record<TillKind, (publish: Publish) => Promise<HouseTill>>>;
  readonly publish: (slices: Partial<Slices>) => void;
  /** Something of a till's state changed that more than its own screens show. */
  readonly onNews: () => void;
  readonly logger: Logger;
}

export interface TillHouse {
  front(): Till;
  live(): Till | null;
  /** What a till has told of itself so far; the one before the window when none is named. */
  told(kind?: TillKind): Partial<TillSlices>;
  /** Of the front, with what is watched behind it. */
  snapshot(): Promise<TillSlices & { readonly liveWatch: LiveWatch | null }>;
  /** Opens what is asked for and puts it before the window. To be called once, before all else. */
  begin(front: TillKind, others: readonly TillKind[]): Promise<void>;
  /** Fails with `mode_not_now` while an attempt is open in either till (M13). */
  goTo(kind: TillKind): Promise<Result<null>>;
  /**
   * Closes the till for real money and opens it anew, for another account. Fails with `mode_not_now`, for as long as one
   * of its attempts has no known end too: nobody would look at the ledger of the account that was left.
   * @param change what makes it another account's, done while it is closed; what it fails with is the answer
   */
  reopenLive(change: () => Promise<Result<null>>): Promise<Result<null>>;
  /** Runs on every till that is open. */
  each(run: (till: Till) => void): void;
  close(): Promise<void>;
}

export function createTillHouse({ open, publish, onNews, logger }: TillHouseParts): TillHouse {
  const tills = new Map<TillKind, HouseTill>();
  let frontKind: TillKind = 'live';
  let watched: LiveWatch | null = null;
  /** What each till has told of itself so far. */
  const told: Record<TillKind, Partial<TillSlices>> = { live: {}, demo: {} };
  /** Stands in while the one before the window is opened anew; it takes nothing new any more. */
  let leaving: Till | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function till(kind: TillKind): Till | null {
    return tills.get(kind)?.till ?? null;
  }

  function front(): Till {
    const found = till(frontKind) ?? leaving;
    if (!found) throw new Error('no till stands before the window');
    return found;
  }

  /** Deeds that open and close tills, one after the other. */
  function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
    const done = last.then(run, run);
    last = done.catch(() => undefined);
    return done;
  }

  function published(kind: TillKind, slices: Partial<TillSlices>): void {
    told[kind] = { ...told[kind], ...slices };
    if (kind === 'live') noteWatch();
    if (kind === frontKind) publish(slices);
    onNews();
  }

  /** What of the till behind has to be seen from the one before it (M6). */
  function noteWatch(): void {
    const now: LiveWatch | null = frontKind === 'demo' && till('live') ? watchOf(told.live) : null;
    if (JSON.stringify(now) === JSON.stringify(watched)) return;
    watched = now;
    publish({ liveWatch: now });
  }

  async function openTill(kind: TillKind): Promise<Till> {
    const known = till(kind);
    if (known) return known;
    const opened = await open[kind]((slices) => published(kind, slices));
    tills.set(kind, opened);
    await opened.till.start();
    return opened.till;
  }

  async function closeTill(kind: TillKind): Promise<void> {
    const closing = tills.get(kind);
    if (kind === frontKind) leaving = closing?.till ?? null;
    tills.delete(kind);
    told[kind] = {};
    await closing
      ?.close()
      .catch((cause: unknown) => logger.error('a till did not close', { kind, cause: String(cause) }));
  }

  async function isAnythingOpen(): Promise<boolean> {
    for (const { till } of tills.values()) {
      if (((await till.room()?.ledger.openAttempts()) ?? []).length > 0) return true;
    }
    return false;
  }

  async function putBefore(kind: TillKind): Promise<void> {
    frontKind = kind;
    noteWatch();
    publish({ ...(await front().snapshot()), liveWatch: watched });
    onNews();
  }

  return {
    front,
    live: () => till('live'),
    told: (kind = frontKind) => told[kind],
    async snapshot() {
      return { ...(await front().snapshot()), liveWatch: watched };
    },
    begin: (kind, others) =>
      inTurn(async () => {
        frontKind = kind;
        await openTill(kind);
        for (const other of others) await openTill(other);
        noteWatch();
      }),
    goTo: (kind) =>
      inTurn(async () => {
        if (kind === frontKind && till(kind)) return ok(null);
        if (await isAnythingOpen()) return failed('mode_not_now');
        await openTill(kind);
        await putBefore(kind);
        if (kind === 'live') await closeTill('demo');
        return ok(null);
      }),
    reopenLive: (change) =>
      inTurn(async () => {
        const unclear = (await till('live')?.room()?.ledger.unknownAttempts()) ?? [];
        if (unclear.length > 0 || (await isAnythingOpen())) return failed('mode_not_now');
        await closeTill('live');
        const changed = await change();
        await openTill('live');
        if (frontKind === 'live') await putBefore('live');
        return changed;
      }),
    each(run) {
      for (const { till } of tills.values()) run(till);
    },
    close: () =>
      inTurn(async () => {
        for (const kind of [...tills.keys()]) await closeTill(kind);
      }),
  };
}

function watchOf({ alarms, openAttempts, unknowns }: Partial<TillSlices>): LiveWatch {
  return { alarms: alarms?.length ?? 0, open: openAttempts?.length ?? 0, unknowns: unknowns?.length ?? 0 };
}
