/**
 * Which Helcim the app talks to: the one the switches name, else its own simulator (demo). Where a ledger of real
 * money is, the demo never starts by itself (M13).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModeView } from '../../shared/ipc-contract.ts';
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
  const live = liveLedger(folder);
  if (live !== null && !isDemoWanted) {
    const why = `This till has a ledger of real money (${live}), so practice does not start by itself. Start it with TILLSIDE_HELCIM_URL and TILLSIDE_HELCIM_TOKEN, or add --demo to practise.`;
    return { ok: false, why };
  }
  const simulator = await startSimulator({
    statePath: join(folder, 'simulator-state.json'),
    behaviour: { tipsAsked: true },
  });
  const mode: ModeView = { kind: 'demo', practice: true, host: new URL(simulator.url).host };
  const { url, token } = simulator;
  return { ok: true, helcim: { mode, url, token, verifier: simulator.verifier, simulator } };
}

/** Name of a ledger that real money may have moved in: any but the demo's and those of a server on this machine. */
function liveLedger(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => /^ledger-.+\.sqlite$/.test(name));
  return names.find((name) => !/^ledger-(demo\.|localhost-|127-0-0-1-|1-)/.test(name)) ?? null;
}
