/** A shop's counter: a simulated Helcim with terminals on it, and the till beside them. */
import { rm } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { CustomerAction } from '../../electron/simulator/customer-actions.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../electron/simulator/simulator.ts';
import type { SimulatedTransaction } from '../../electron/simulator/transactions.ts';
import { type LaunchOptions, launchTill, makeDataFolder, type TillApp } from './till-app.ts';

export interface CounterOptions {
  readonly simulator?: SimulatorOptions;
  readonly launch?: Omit<Partial<LaunchOptions>, 'folder' | 'simulator'>;
  /** Codes the cashier pairs before the test begins. */
  readonly paired?: readonly string[];
}

export interface Counter {
  readonly simulator: Simulator;
  readonly folder: string;
  /** The till that runs now; another one after `startAgain`. */
  till(): TillApp;
  /** Starts the till on the same data folder, after it was closed or killed. */
  startAgain(launch?: CounterOptions['launch']): Promise<TillApp>;
  /** Plays the customer. Throws when the terminal cannot do it now. */
  customer(code: string, action: CustomerAction): Promise<SimulatedTransaction | null>;
  /** Waits until the terminal's screen asks for a card. */
  asks(code: string): Promise<void>;
  /** Purchase requests that reached Helcim. */
  purchases(): readonly { readonly path: string }[];
  close(): Promise<void>;
}

/** Two terminals, both awake. */
export const codes = ['AB12', 'CD34'] as const;

export async function openCounter(options: CounterOptions = {}): Promise<Counter> {
  const simulator = await startSimulator({ devices: codes, ...options.simulator });
  const folder = await makeDataFolder();
  const till = await launchTill({ folder, simulator, ...options.launch });
  for (const code of options.paired ?? []) await till.pair(code);
  return counterOf({ simulator, folder, till, launch: options.launch });
}

/** The counter around a till that runs already. */
export function counterOf(parts: {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly till: TillApp;
  readonly launch?: CounterOptions['launch'] | undefined;
}): Counter {
  const { simulator, folder } = parts;
  let { till } = parts;
  return {
    simulator,
    folder,
    till: () => till,
    async startAgain(launch = parts.launch) {
      till = await launchTill({ folder, simulator, ...launch });
      return till;
    },
    async customer(code, action) {
      const result = await simulator.act(code, action);
      if (!result.ok) throw new Error(result.reason);
      return result.transaction;
    },
    asks: (code) =>
      expect.poll(() => simulator.devices().find((device) => device.code === code)?.state).toBe('asking'),
    purchases: () => simulator.requests().filter(({ path }) => path.endsWith('/payment/purchase')),
    async close() {
      await till.close().catch(() => undefined);
      await simulator.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
