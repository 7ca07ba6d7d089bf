/** A till whose settings lie in a real file, called as its window calls it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import { openSettings } from '../../../electron/settings/settings.ts';
import { openSettingsFile } from '../../../electron/settings/settings-file.ts';
import { ok, type Result } from '../../../shared/app-error.ts';
import type { AuditEntry, AuditPage } from '../../../shared/audit.ts';
import type { IpcArea, IpcCall, IpcInput, IpcOutput } from '../../../shared/ipc-contract.ts';
import type { Logger } from '../../../shared/ports.ts';
import type { SettingsPatch, SettingsView } from '../../../shared/shop-settings.ts';
import { type FakeWindow, openIpc } from '../../fakes/fake-ipc.ts';
import { createKeyVault } from '../../fakes/key-vault.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

export const pin = '482915';
export const who = 'Ada Lovelace';
export const silent: Logger = { info() {}, warn() {}, error() {} };

export interface SettingsRig {
  readonly world: TillWorld;
  readonly path: string;
  /** What was saved last, by name. */
  readonly saved: Map<string, string>;
  /** The file that the person chooses next; null for none. */
  choose(file: { readonly fileName: string; readonly text: string } | null): void;
  call<Area extends IpcArea, Call extends IpcCall<Area>>(
    area: Area,
    name: Call,
    input: IpcInput<Area, Call>,
  ): Promise<Result<IpcOutput<Area, Call>>>;
  /** Calls and expects it to go well. */
  done<Area extends IpcArea, Call extends IpcCall<Area>>(
    area: Area,
    name: Call,
    input: IpcInput<Area, Call>,
  ): Promise<IpcOutput<Area, Call>>;
  change(patch: SettingsPatch): Promise<SettingsView>;
  /** Kinds and subjects, oldest first. */
  audit(): Promise<readonly AuditEntry[]>;
  /** What the settings file holds. */
  held(): Record<string, unknown>;
  close(): Promise<void>;
}

export async function openSettingsRig(options: TillWorldOptions = {}): Promise<SettingsRig> {
  const saved = new Map<string, string>();
  let chosen: { readonly fileName: string; readonly text: string } | null = null;
  const world = await openTillWorld({
    vault: createKeyVault(),
    settings: (folder) => openSettings(openSettingsFile(folder, systemClock, silent), silent),
    doors: {
      async saveFile(name, content) {
        saved.set(name, String(content));
        return ok({ fileName: name });
      },
      openFile: async () => ok(chosen),
    },
    ...options,
  });
  let window: { readonly page: FakeWindow; readonly handlers: unknown } | null = null;

  /** A restarted till has registered anew. */
  function page(): FakeWindow {
    const handlers = world.handlers();
    if (window?.handlers !== handlers) window = { page: openIpc(world)[0] as FakeWindow, handlers };
    return window.page;
  }
  const rig: SettingsRig = {
    world,
    path: join(world.folder, 'settings.json'),
    saved,
    choose(file) {
      chosen = file;
    },
    call: async (area, name, input) => (await page().call(area, name, input)) as never,
    async done(area, name, input) {
      const result = await rig.call(area, name, input);
      if (!result.ok) throw new Error(`${area}.${name}: ${result.error.code} ${result.error.field ?? ''}`);
      return result.value;
    },
    async change(patch) {
      const changed = await rig.done('settings', 'change', { patch, who });
      if (!changed.isSaved) throw new Error(JSON.stringify(changed.problems));
      return changed.view;
    },
    async audit() {
      await world.till().audit.settled();
      const page: AuditPage = await world.ledger().auditPage(null, 100);
      expect(page.nextCursor).toBeNull();
      return [...page.entries].reverse();
    },
    held: () =>
      JSON.parse(readFileSync(join(world.folder, 'settings.json'), 'utf8')) as Record<string, unknown>,
    close: () => world.close(),
  };
  return rig;
}
