/** The payments room on a real ledger and a real client, with a ledger that a test can make fail. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextTurn } from '../../electron/clock/next-turn.ts';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { createHelcimClient } from '../../electron/helcim/create-helcim-client.ts';
import type { Ledger } from '../../electron/ledger/ledger.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { memorySecretRecord } from '../../electron/settings/secret-record.ts';
import type { Simulator } from '../../electron/simulator/simulator.ts';
import { createPaymentsRoom, type PaymentsRoom } from '../../electron/till/payments-room.ts';
import { parseWebhookEvent } from '../../electron/webhooks/event-schema.ts';
import type { Logger } from '../../shared/ports.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface RoomRig {
  readonly room: PaymentsRoom;
  readonly clock: VirtualClock;
  readonly ledger: Ledger;
  /** Calls of these methods reject until the list is changed. */
  failing: readonly (keyof Ledger)[];
  /** How often each method was called, failing or not. */
  readonly calls: Map<string, number>;
  close(): Promise<void>;
}

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openRoomRig(simulator: Simulator): Promise<RoomRig> {
  const clock = createVirtualClock(Date.now());
  const folder = await mkdtemp(join(tmpdir(), 'tillside-room-'));
  const options = { path: join(folder, 'ledger-test.sqlite'), mode: 'switched', practice: false } as const;
  const opened = await openLedger({ ...options, random: systemRandom, clock, logger: silent });
  if (!opened.ok) throw new Error(opened.error.code);
  const ledger = opened.value;
  for (const { code } of simulator.devices())
    await ledger.pairTerminal(code as TerminalCode, null, clock.wallMs());
  const { url: baseUrl, token } = simulator;
  const shared = { clock, random: systemRandom, logger: silent };
  const helcim = createHelcimClient({ ...shared, baseUrl, token, tillsOnAccount: 1 });
  const calls = new Map<string, number>();
  const rig: RoomRig = {
    clock,
    ledger,
    calls,
    failing: [],
    room: createPaymentsRoom({
      ...shared,
      ledger: new Proxy(ledger, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...input: unknown[]) => {
            calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
            if (rig.failing.includes(name as keyof Ledger))
              return Promise.reject(new Error('database or disk is full'));
            return value.apply(target, input) as unknown;
          };
        },
      }),
      helcim,
      clockRate: 1,
      wireClock: clock,
      nextTurn,
      secretRecord: memorySecretRecord(),
      isApiToken: () => false,
      walkInCustomerCode: () => null,
      parseEvent: parseWebhookEvent,
      onChange: () => undefined,
      onHealthChange: () => undefined,
      onCloseProgress: () => undefined,
    }),
    async close() {
      await rig.room.stop(async () => undefined);
      await helcim.close();
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return rig;
}
