import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSettings, settingsDefaults } from '../../../electron/settings/parse-settings.ts';
import { openSettings, type SettingsFile } from '../../../electron/settings/settings.ts';
import { openSettingsFile } from '../../../electron/settings/settings-file.ts';
import type { Logger } from '../../../shared/ports.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const defaults = settingsDefaults;

function createLog() {
  const lines: string[] = [];
  const put = (message: string) => void lines.push(message);
  const logger: Logger = { info: put, warn: put, error: put };
  return { lines, logger };
}

/** A file that holds this and takes everything. */
function fileOf(held: unknown): SettingsFile {
  return {
    problem: null,
    read: () => held,
    readLastGood: () => null,
    isThere: () => true,
    write: () => undefined,
    keepAside: () => 'settings.damaged-1.json',
  };
}

describe('parseSettings', () => {
  it('gives defaults for a new install without calling it damaged', () => {
    const fresh = { settings: defaults, damaged: [], kept: {}, version: 0 };
    expect(parseSettings(null)).toEqual(fresh);
    expect(parseSettings({})).toEqual(fresh);
  });

  it('keeps the good values beside a damaged one', () => {
    expect(parseSettings({ theme: 'pink', tillsOnAccount: 3, unknown: 1 })).toEqual({
      settings: { ...defaults, tillsOnAccount: 3 },
      damaged: ['theme'],
      kept: { unknown: 1 },
      version: 0,
    });
  });

  it('takes a damaged value from the last good settings, and a damaged one there for nothing', () => {
    const lastGood = { theme: 'dark', tillsOnAccount: 'many', cutOverHour: 4 };
    expect(parseSettings({ theme: 'pink', tillsOnAccount: 0, cutOverHour: 5 }, lastGood)).toMatchObject({
      settings: { ...defaults, theme: 'dark', cutOverHour: 5 },
      damaged: ['theme', 'tillsOnAccount'],
    });
  });

  it('uses what it knows of a newer file, keeps what it does not, and calls nothing damaged', () => {
    const newer = { version: 9, theme: 'sepia', tillsOnAccount: 3, drawer: { opens: true } };
    expect(parseSettings(newer)).toEqual({
      settings: { ...defaults, tillsOnAccount: 3 },
      damaged: [],
      kept: { theme: 'sepia', drawer: { opens: true } },
      version: 9,
    });
  });

  it.each([
    ['tillsOnAccount', 0],
    ['tillsOnAccount', 2.5],
    ['tillsOnAccount', '2'],
    ['webhookPath', '/from-helcim'],
    ['webhookPath', 'no-slash'],
    ['webhookPort', 0],
    ['webhookPort', 65_536],
    ['windowBounds', { x: 0, y: 0, width: 0, height: 700 }],
    ['windowBounds', { x: 0 }],
    ['windowBounds', { x: 1e9, y: 0, width: 10, height: 10 }],
    ['language', 'xx'],
    ['timeZone', 'Mars/Base'],
    ['timeZone', ''],
    ['cutOverHour', 24],
    ['cutOverHour', 1.5],
    ['cutOverHour', '4'],
    ['cashiers', [{ number: 1 }]],
    ['cashiers', Array.from({ length: 51 }, (_, number) => ({ number, name: `c ${number}` }))],
    ['walkInCustomerCode', 'x'.repeat(41)],
    ['lockAfterMinutes', 0],
    ['lockAfterMinutes', 241],
    ['tunnel', { kind: 'carrier pigeon' }],
    ['mode', 'practice'],
    ['setup', { doneSteps: 'all', skippedSteps: [] }],
    ['pendingAudit', [{ id: 'no id' }]],
  ])('puts %s back to its default when it is %j', (name, value) => {
    expect(parseSettings({ [name]: value })).toMatchObject({ settings: defaults, damaged: [name], kept: {} });
  });

  it('gives usable settings for any value at all', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        const { settings } = parseSettings(raw);
        expect(parseSettings(settings).damaged).toEqual([]);
      }),
    );
  });
});

describe('settings on disk', () => {
  let folder: string;
  const clock = createVirtualClock(1_790_000_000_000);
  const path = () => join(folder, 'settings.json');
  const open = (log = createLog()) => ({
    ...log,
    keeper: openSettings(openSettingsFile(folder, clock, log.logger), log.logger),
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillside-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('remembers a change over a restart, in a file for its owner alone', async () => {
    const bounds = { x: 10, y: 20, width: 1100, height: 700 };
    open().keeper.update({ theme: 'dark', windowBounds: bounds });
    expect(open().keeper.current()).toEqual({ ...defaults, theme: 'dark', windowBounds: bounds });
    if (process.platform !== 'win32') expect((await stat(path())).mode & 0o077).toBe(0);
  });

  it.each(['', '{"theme":"da', 'null', '[1]', '\0\0\0\0', 'hello'])(
    'starts with defaults and keeps the file aside when it holds %j',
    async (text) => {
      await writeFile(path(), text);
      const { keeper, lines } = open();
      expect(keeper.current()).toEqual(defaults);
      expect(await readFile(join(folder, 'settings.damaged-1790000000000.json'), 'utf8')).toBe(text);
      expect(lines).toHaveLength(1);
      keeper.update({ theme: 'light' });
      expect(open().keeper.current().theme).toBe('light');
    },
  );

  it('keeps aside a file with one wrong value, once', async () => {
    await writeFile(path(), JSON.stringify({ theme: 'pink', tillsOnAccount: 4 }));
    expect(open().keeper.current()).toEqual({ ...defaults, tillsOnAccount: 4 });
    expect((await readdir(folder)).sort()).toEqual([
      'settings.damaged-1790000000000.json',
      'settings.json',
      'settings.last-good.json',
    ]);
    expect(open().lines).toEqual([]);
  });

  it.each([
    [null, null, true],
    [{}, null, false],
    [{ language: 'xx' }, null, false],
    [null, { language: 'fr' }, false],
  ])(
    'are new only where nothing was ever chosen: a file of %j beside a last good of %j',
    (held, good, isNew) => {
      const file = { ...fileOf(held), readLastGood: () => good };
      expect(openSettings(file, createLog().logger).isNew).toBe(isNew);
    },
  );

  it('works from memory when the file cannot be used at all', async () => {
    await mkdir(path());
    const { keeper, lines } = open();
    expect(keeper.update({ theme: 'dark' }).theme).toBe('dark');
    expect(keeper.current().theme).toBe('dark');
    expect(lines).toEqual(['the settings file cannot be used, the last good settings hold for this run']);
  });

  it('holds a change for this run when it cannot be saved', () => {
    const { logger, lines } = createLog();
    const file: SettingsFile = {
      ...fileOf({}),
      write: () => {
        throw new Error('disk full');
      },
    };
    const keeper = openSettings(file, logger);
    expect(keeper.update({ tillsOnAccount: 2 }).tillsOnAccount).toBe(2);
    expect(lines).toEqual(['the settings could not be saved']);
  });

  it('starts although damaged settings cannot be kept aside', () => {
    const { logger, lines } = createLog();
    const file: SettingsFile = {
      ...fileOf({ theme: 'pink' }),
      keepAside: () => {
        throw new Error('disk full');
      },
    };
    expect(openSettings(file, logger).current()).toEqual(defaults);
    expect(lines).toContain('the damaged settings could not be kept aside');
  });
});
