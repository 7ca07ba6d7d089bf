/** A till with a manager, called as its window calls it. */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { Manager, RefundWish } from '../../../electron/settings/manager.ts';
import type { Result } from '../../../shared/app-error.ts';
import type { IpcCall } from '../../../shared/ipc-contract.ts';
import type { ManagerStatus } from '../../../shared/manager.ts';
import { type FakeWindow, openIpc } from '../../fakes/fake-ipc.ts';
import { createKeyVault, type KeyVault } from '../../fakes/key-vault.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

export const goodPin = '482915';
export const otherPin = '739164';
export const who = 'Ada Lovelace';

const bigRefund = { amountCents: 500_00, originalAgeMs: null, isOurs: false } as const;

export interface ManagerRig {
  readonly world: TillWorld;
  readonly vault: KeyVault;
  readonly secretsPath: string;
  /** A call through the real registration of IPC. */
  call(name: IpcCall<'manager'>, input: unknown): Promise<Result<ManagerStatus>>;
  status(): Promise<ManagerStatus>;
  setPin(pin?: string): Promise<void>;
  /** A refund of an old original of another till, 500.00, so that every limit would ask for the manager. */
  refund(pin: string | null, more?: Partial<RefundWish>): Promise<Result<{ readonly byManager: boolean }>>;
  /** What a plan of such a refund would say. */
  needs(more?: Partial<RefundWish>): ReturnType<Manager['needsManager']>;
  /** Refunds with this PIN and expects the code of the refusal. */
  refused(pin: string | null, code: string): Promise<void>;
  /** Kind and data of the journal's rows that are about the manager. */
  journal(): readonly { readonly kind: string; readonly data: Readonly<Record<string, unknown>> }[];
  /** Every byte of the data folder. */
  bytes(): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openManagerRig(options: TillWorldOptions = {}): Promise<ManagerRig> {
  const vault = createKeyVault();
  const world = await openTillWorld({ vault, ...options });
  let window: { readonly page: FakeWindow; readonly handlers: unknown } | null = null;

  /** A restarted till has registered anew. */
  function page(): FakeWindow {
    const handlers = world.handlers();
    if (window?.handlers !== handlers) window = { page: openIpc(world)[0] as FakeWindow, handlers };
    return window.page;
  }
  function manager() {
    const room = world.till().room();
    if (!room) throw new Error('no ledger is open');
    return room.manager;
  }
  const rig: ManagerRig = {
    world,
    vault,
    secretsPath: join(world.folder, 'secrets.json'),
    call: async (name, input) => (await page().call('manager', name, input)) as Result<ManagerStatus>,
    async status() {
      const result = await rig.call('status', null);
      if (!result.ok) throw new Error(result.error.code);
      return result.value;
    },
    async setPin(pin = goodPin) {
      expect(await rig.call('setPin', { pin, who })).toMatchObject({ ok: true });
    },
    refund: (pin, more) => manager().allowRefund({ ...bigRefund, pin, ...more }),
    needs: (more) => manager().needsManager({ ...bigRefund, ...more }),
    async refused(pin, code) {
      expect(await rig.refund(pin)).toMatchObject({ ok: false, error: { code } });
    },
    journal() {
      const database = new DatabaseSync(join(world.folder, ledgerName(world.folder)), { readOnly: true });
      try {
        const rows = database.prepare('SELECT kind, data FROM journal ORDER BY seq').all();
        return rows
          .map(({ kind, data }) => ({ kind: String(kind), data: JSON.parse(String(data)) }))
          .filter(({ kind }) => kind.startsWith('pin_') || kind === 'limits_changed');
      } finally {
        database.close();
      }
    },
    async bytes() {
      const entries = await readdir(world.folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    },
    close: () => world.close(),
  };
  return rig;
}

function ledgerName(folder: string): string {
  return readdirSync(folder).find((name) => /^ledger-.*\.sqlite$/.test(name)) ?? '';
}
