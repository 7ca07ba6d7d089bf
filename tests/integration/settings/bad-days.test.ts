/** The settings file on its bad days, on real files: what is said, what holds, and that payments go on. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import { openSettings, type SettingsFile, type SettingsKeeper } from '../../../electron/settings/settings.ts';
import { openSettingsFile } from '../../../electron/settings/settings-file.ts';
import type { SettingsProblem } from '../../../shared/shop-settings.ts';
import { openSettingsRig, type SettingsRig, silent, who } from './settings-rig.ts';

const quiet: SettingsProblem = { code: 'damaged', names: [], keptAs: null, cause: null };

describe('a settings file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillside-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const path = () => join(folder, 'settings.json');
  const held = () => JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
  const open = () => openSettings(openSettingsFile(folder, systemClock, silent), silent);
  /** A till that was set up once. */
  function setUpOnce(): void {
    open().update({ tillsOnAccount: 4, cutOverHour: 5 });
  }
  const asideNames = () => readdirSync(folder).filter((name) => name.includes('.damaged-'));

  it.each(['', '{"tillsOnAcc', '\0\0\0\0', '[]', '7'])(
    'that became %j is put aside, and the last good settings hold from then on',
    (text) => {
      setUpOnce();
      writeFileSync(path(), text);
      const keeper = open();
      expect(keeper.current()).toMatchObject({ tillsOnAccount: 4, cutOverHour: 5 });
      const [aside] = asideNames();
      expect(keeper.problem()).toEqual({ ...quiet, keptAs: aside });
      expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(text);
      const next = open();
      expect(next.problem()).toBeNull();
      expect(next.current().tillsOnAccount).toBe(4);
    },
  );

  it('with one damaged value takes that from the last good settings, and says which', () => {
    setUpOnce();
    writeFileSync(path(), JSON.stringify({ ...held(), tillsOnAccount: 'many', cutOverHour: 6 }));
    const keeper = open();
    expect(keeper.current()).toMatchObject({ tillsOnAccount: 4, cutOverHour: 6 });
    expect(keeper.problem()).toMatchObject({ code: 'damaged', names: ['tillsOnAccount'] });
    expect(asideNames()).toHaveLength(1);
  });

  it('with both copies damaged gives the defaults, and can be set again', () => {
    setUpOnce();
    writeFileSync(path(), '{');
    writeFileSync(join(folder, 'settings.last-good.json'), '{');
    expect(open().current().tillsOnAccount).toBe(1);
    open().update({ tillsOnAccount: 2 });
    expect(open().current().tillsOnAccount).toBe(2);
  });

  it('of a newer version is used as far as it is known, and keeps what is not, over a change too', () => {
    const newer = { version: 7, tillsOnAccount: 3, theme: 'sepia', drawer: { opens: true } };
    writeFileSync(path(), JSON.stringify(newer));
    const keeper = open();
    expect(keeper.problem()).toMatchObject({ code: 'newer', names: [] });
    expect(keeper.current()).toMatchObject({ tillsOnAccount: 3, theme: 'system' });
    keeper.update({ cutOverHour: 4 });
    expect(held()).toMatchObject({ ...newer, theme: 'system', cutOverHour: 4, version: 7 });
    expect(asideNames()).toEqual([]);
  });

  it('that disappears while the till runs is noticed, written anew and said', () => {
    setUpOnce();
    const keeper = open();
    rmSync(path());
    keeper.check();
    expect(keeper.problem()).toMatchObject({ code: 'removed' });
    expect(held()).toMatchObject({ tillsOnAccount: 4 });
  });

  it('that disappears with its folder is written anew at the next change', () => {
    setUpOnce();
    const keeper = open();
    rmSync(folder, { recursive: true });
    keeper.update({ tillsOnAccount: 5 });
    expect(keeper.problem()).toMatchObject({ code: 'removed' });
    expect(held()).toMatchObject({ tillsOnAccount: 5, cutOverHour: 5 });
  });

  it('that disappeared while the till was closed comes back from its last good copy', () => {
    setUpOnce();
    rmSync(path());
    const keeper = open();
    expect(keeper.problem()).toMatchObject({ code: 'removed' });
    expect(keeper.current().tillsOnAccount).toBe(4);
    expect(existsSync(path())).toBe(true);
  });

  it('whose place cannot be written holds a change for this run, says so, and saves all of it when it can', () => {
    setUpOnce();
    const keeper = open();
    // A folder in the way of the file: no user, not even an administrator, can write there.
    rmSync(path());
    writeFolder(path());
    keeper.update({ tillsOnAccount: 6 });
    expect(keeper.problem()).toMatchObject({ code: 'not_saved' });
    expect(keeper.current().tillsOnAccount).toBe(6);
    rmSync(path(), { recursive: true });
    keeper.update({ cutOverHour: 7 });
    expect(keeper.problem()?.code).not.toBe('not_saved');
    expect(open().current()).toMatchObject({ tillsOnAccount: 6, cutOverHour: 7 });
  });

  it('that cannot be read at all leaves the last good settings, and is not touched', () => {
    setUpOnce();
    renameSync(path(), join(folder, 'elsewhere'));
    writeFolder(path());
    const keeper = open();
    expect(keeper.problem()).toMatchObject({ code: 'unreadable', cause: 'EISDIR' });
    expect(keeper.current().tillsOnAccount).toBe(4);
    keeper.update({ tillsOnAccount: 8 });
    expect(keeper.current().tillsOnAccount).toBe(8);
    expect(readdirSync(path())).toEqual(['kept']);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])(
    'on a disk that answers %s says so with the last value held',
    (code) => {
      const file = openSettingsFile(folder, systemClock, silent);
      let isFailing = false;
      const failing: SettingsFile = {
        ...file,
        write(values) {
          if (isFailing) throw Object.assign(new Error('the disk refuses'), { code });
          file.write(values);
        },
      };
      const keeper = openSettings(failing, silent);
      const told: (string | null)[] = [];
      keeper.onChange(() => told.push(keeper.problem()?.cause ?? null));
      keeper.update({ tillsOnAccount: 2 });
      isFailing = true;
      expect(keeper.update({ tillsOnAccount: 3 }).tillsOnAccount).toBe(3);
      expect(held()).toMatchObject({ tillsOnAccount: 2 });
      isFailing = false;
      keeper.check();
      expect(told).toEqual([null, code, null]);
      expect(held()).toMatchObject({ tillsOnAccount: 3 });
    },
  );
});

/** A folder with something in it: it cannot be replaced by a file. */
function writeFolder(path: string): void {
  mkdirSync(path);
  writeFileSync(join(path, 'kept'), '');
}

describe('a till whose settings cannot be saved', () => {
  let rig: SettingsRig;
  let keeper: SettingsKeeper;
  beforeEach(async () => {
    rig = await openSettingsRig();
    keeper = rig.world.till().parts.settings;
  });
  afterEach(() => rig.close());

  it('M1 M16 takes payments as before, and tells the window with the change that was typed kept', async () => {
    await rig.change({ tillsOnAccount: 2 });
    rmSync(rig.path);
    writeFolder(rig.path);
    const open = await rig.world.charged();
    const changed = await rig.done('settings', 'change', { patch: { tillsOnAccount: 3 }, who });
    expect(changed).toMatchObject({ isSaved: true, view: { values: { tillsOnAccount: 3 } } });
    expect((await rig.world.slices()).settingsProblem).toMatchObject({ code: 'not_saved' });
    await rig.world.asking();
    await rig.world.act('tap-credit');
    await rig.world.reach(open, 'approved');
    // The audit lies in the ledger, so it is whole.
    expect((await rig.audit()).at(-1)).toMatchObject({ subject: 'tillsOnAccount', after: '3' });
    rmSync(rig.path, { recursive: true });
    await rig.done('settings', 'read', null);
    expect((await rig.world.slices()).settingsProblem?.code).not.toBe('not_saved');
    expect(rig.held()).toMatchObject({ tillsOnAccount: 3 });
    expect(keeper.current().tillsOnAccount).toBe(3);
  });
});

describe('changes made before a ledger is open', () => {
  it('wait in the settings file and move into the ledger that opens, once', async () => {
    const rig = await openSettingsRig({ isProxied: true });
    try {
      await rig.world.stopTill();
      // Nothing is known of the account and Helcim is away: no ledger opens.
      rig.world.forgetAccount();
      rig.world.proxy().setGate(async () => 'cut');
      await rig.world.startTill(false);
      await rig.change({ tillsOnAccount: 7 });
      expect(rig.held().pendingAudit).toMatchObject([{ subject: 'tillsOnAccount', who, after: '7' }]);
      expect(await rig.call('audit', 'page', { cursor: null, limit: 10 })).toMatchObject({ ok: false });
      await rig.world.stopTill();
      rig.world.proxy().setGate(async () => 'forward');
      await rig.world.startTill();
      expect((await rig.audit()).filter(({ subject }) => subject === 'tillsOnAccount')).toHaveLength(1);
      expect(rig.held().pendingAudit).toEqual([]);
      await rig.world.restart();
      expect((await rig.audit()).filter(({ subject }) => subject === 'tillsOnAccount')).toHaveLength(1);
    } finally {
      await rig.close();
    }
  });
});
