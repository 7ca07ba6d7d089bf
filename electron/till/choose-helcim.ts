/**
 * Which Helcim is the real one for this program, and which till stands before the window at the start. Where real money
 * is, or was, practice never starts by itself (M13).
 */
import { basename } from 'node:path';
import type { ModeView } from '../../shared/ipc-contract.ts';
import { peekOpenAttempts } from '../ledger/peek-ledger.ts';
import type { SwitchedHelcim } from '../settings/switches.ts';
import type { TillKind } from './till-house.ts';

/** @see https://devdocs.helcim.com/reference */
const helcimUrl = 'https://api.helcim.com/v2';

export interface LivePlace {
  readonly mode: ModeView;
  /** Base of the API, `/v2` included. */
  readonly url: string;
  /** Given by a switch; it stands before the one that was kept. */
  readonly fixedToken: string | null;
}

export function livePlace(switched: SwitchedHelcim | null): LivePlace {
  const url = switched?.baseUrl ?? helcimUrl;
  const kind = switched ? ('switched' as const) : ('live' as const);
  return {
    mode: { kind, practice: false, host: new URL(url).host },
    url,
    fixedToken: switched?.token ?? null,
  };
}

export interface StartFacts {
  readonly hasFixedToken: boolean;
  /** A token was set in the window, in this run or an earlier one. */
  readonly hasKeptToken: boolean;
  /** There is a record of secrets that cannot be read: a till for real money was set up here. */
  readonly areSecretsLost: boolean;
  /** Paths of ledgers of real money, the one written last first. */
  readonly liveLedgers: readonly string[];
  /** A person asked for the demo (`--demo`). */
  readonly isDemoWanted: boolean;
}

export type Start =
  | {
      readonly ok: true;
      readonly front: TillKind;
      /** Opened too, behind it: what was sent for real is watched during practice. */
      readonly others: readonly TillKind[];
    }
  | { readonly ok: false; readonly why: string };

export function chooseStart(facts: StartFacts): Start {
  const { hasFixedToken, hasKeptToken, areSecretsLost, liveLedgers, isDemoWanted } = facts;
  if (isDemoWanted) {
    if (hasFixedToken) return { ok: false, why: 'TILLSIDE_HELCIM_TOKEN and --demo exclude each other.' };
    const why = whyNoDemo(liveLedgers, true);
    return why === null
      ? { ok: true, front: 'demo', others: hasKeptToken ? ['live'] : [] }
      : { ok: false, why };
  }
  const isLive = hasFixedToken || hasKeptToken || areSecretsLost || whyNoDemo(liveLedgers, false) !== null;
  return { ok: true, front: isLive ? 'live' : 'demo', others: [] };
}

/** M13: practice begins beside real money only on a person's word, and never while an attempt is open there. */
export function whyNoDemo(live: readonly string[], isDemoWanted: boolean): string | null {
  const [newest] = live;
  if (newest === undefined) return null;
  if (!isDemoWanted)
    return `This till has a ledger of real money (${basename(newest)}), so practice does not start by itself. Add --demo to practise.`;
  for (const path of live) {
    const open = peekOpenAttempts(path);
    if (open === 'some')
      return `A payment in this till's ledger of real money (${basename(path)}) is still open, so practice does not start, not even with --demo. Start without it until the payment has ended.`;
    if (open === 'unreadable')
      return `This till's ledger of real money (${basename(path)}) cannot be read, so a payment may still be open there and practice does not start, not even with --demo. Start without it to see what is wrong with the ledger.`;
  }
  return null;
}
