/**
 * Which Helcim the app talks to: the one the switches name, else its own simulator (demo). Where a ledger of real
 * money is, the demo never starts by itself (M13).
 */
import { basename, join } from 'node:path';
import type { ModeView } from '../../shared/ipc-contract.ts';
import { liveLedgers } from '../ledger/find-ledger.ts';
import { peekOpenAttempts } from '../ledger/peek-ledger.ts';
import type { SwitchedHelcim } from '../settings/switches.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

export interface ChosenHelcim {
  readonly mode: ModeView;
  readonly url: string;
  readonly token: string;
  readonly verifier: string | null;
  /** Set in the demo: to be told where its webhooks go, and to be closed at the end. */
  readonly simulator: Simulator | null;
}

export type HelcimChoice =
  | { readonly ok: true; readonly helcim: ChosenHelcim }
  | { readonly ok: false; readonly why: string };

export interface HelcimWish {
  readonly switched: SwitchedHelcim | null;
  readonly verifier: string | null;
  /** A person asked for the demo (`--demo`). */
  readonly isDemoWanted: boolean;
  /** Absolute path of the data folder. */
  readonly folder: string;
}

export async function chooseHelcim({
  switched,
  verifier,
  isDemoWanted,
  folder,
}: HelcimWish): Promise<HelcimChoice> {
  if (switched && isDemoWanted)
    return { ok: false, why: 'TILLSIDE_HELCIM_URL and --demo exclude each other.' };
  if (switched) {
    const { host } = new URL(switched.baseUrl);
    const mode: ModeView = { kind: 'switched', practice: false, host };
    return {
      ok: true,
      helcim: { mode, url: switched.baseUrl, token: switched.token, verifier, simulator: null },
    };
  }
  const why = whyNoDemo(liveLedgers(folder), isDemoWanted);
  if (why !== null) return { ok: false, why };
  const simulator = await startSimulator({
    statePath: join(folder, 'simulator-state.json'),
    behaviour: { tipsAsked: true },
  });
  const mode: ModeView = { kind: 'demo', practice: true, host: new URL(simulator.url).host };
  const { url, token } = simulator;
  return { ok: true, helcim: { mode, url, token, verifier: simulator.verifier, simulator } };
}

/** M13: practice begins beside real money only on a person's word, and never while an attempt is open there. */
export function whyNoDemo(live: readonly string[], isDemoWanted: boolean): string | null {
  const [newest] = live;
  if (newest === undefined) return null;
  if (!isDemoWanted)
    return `This till has a ledger of real money (${basename(newest)}), so practice does not start by itself. ${howToGoOn}, or add --demo to practise.`;
  for (const path of live) {
    const open = peekOpenAttempts(path);
    if (open === 'some')
      return `A payment in this till's ledger of real money (${basename(path)}) is still open, so practice does not start, not even with --demo. ${howToGoOn} until it has ended.`;
    if (open === 'unreadable')
      return `This till's ledger of real money (${basename(path)}) cannot be read, so a payment may still be open there and practice does not start, not even with --demo. ${howToGoOn} to see what is wrong with it.`;
  }
  return null;
}

const howToGoOn = 'Start it with TILLSIDE_HELCIM_URL and TILLSIDE_HELCIM_TOKEN';
