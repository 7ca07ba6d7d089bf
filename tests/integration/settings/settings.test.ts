import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shopDefaults } from '../../../shared/shop-settings.ts';
import { openSettingsRig, pin, type SettingsRig, who } from './settings-rig.ts';

let rig: SettingsRig;
beforeEach(async () => {
  rig = await openSettingsRig();
});
afterEach(() => rig.close());

const cashiers = [
  { number: 7, name: 'Grace' },
  { number: null, name: 'Ada' },
];

describe('settings of the shop', () => {
  it('are read with their defaults and bounds, changed, and there after a restart', async () => {
    expect(await rig.done('settings', 'read', null)).toMatchObject({
      values: shopDefaults,
      defaults: shopDefaults,
      bounds: { tillsOnAccount: { min: 1, max: 50 } },
    });
    await rig.change({
      cashiers,
      lockAfterMinutes: null,
      tunnel: { kind: 'ngrok', domain: 'shop.example.com' },
    });
    await rig.world.restart();
    const { values } = await rig.done('settings', 'read', null);
    expect(values).toMatchObject({
      cashiers,
      lockAfterMinutes: null,
      tunnel: { domain: 'shop.example.com' },
    });
  });

  it('of how the window looks are no change that the list tells of, wherever they are made', async () => {
    await rig.change({ theme: 'dark', cutOverHour: 3 });
    await rig.done('app', 'setPreferences', { theme: 'light' });
    const changed = (await rig.audit()).filter(({ kind }) => kind === 'setting_changed');
    expect(changed.map(({ subject }) => subject)).toEqual(['cutOverHour']);
  });

  it('are refused field by field, all of the change or nothing of it', async () => {
    const patch = {
      tillsOnAccount: '2',
      cutOverHour: 24,
      timeZone: 'Mars/Base',
      walkInCustomerCode: '',
      lockAfterMinutes: 4,
      cashiers: [
        { number: 1, name: 'Ada' },
        { number: 1, name: ' ada ' },
        { number: -1, name: '' },
      ],
      tunnel: { kind: 'own_url', publicUrl: 'http://shop.example.com' },
      webhookPort: 0.5,
    };
    const problems = [
      { field: 'tillsOnAccount', problem: 'not_whole' },
      { field: 'timeZone', problem: 'unknown_zone' },
      { field: 'cutOverHour', problem: 'too_big' },
      { field: 'cashiers.2.number', problem: 'too_small' },
      { field: 'cashiers.2.name', problem: 'needed' },
      { field: 'cashiers.1.name', problem: 'twice' },
      { field: 'cashiers.1.number', problem: 'twice' },
      { field: 'walkInCustomerCode', problem: 'needed' },
      { field: 'webhookPort', problem: 'not_whole' },
      { field: 'tunnel.publicUrl', problem: 'bad_url' },
    ];
    expect(await rig.done('settings', 'check', { patch })).toEqual(problems);
    expect(await rig.done('settings', 'change', { patch, who })).toEqual({ isSaved: false, problems });
    expect(await rig.done('settings', 'read', null)).toMatchObject({ values: shopDefaults });
    expect(await rig.audit()).not.toContainEqual(expect.objectContaining({ kind: 'setting_changed' }));
  });

  it.each([
    [{ cashiers: [cashiers[0], { number: 7, name: 'Bob' }] }, 'cashiers.1.number', 'twice'],
    [{ cashiers: [cashiers[0], { number: 8, name: 'grace' }] }, 'cashiers.1.name', 'twice'],
    [{ tunnel: { kind: 'ngrok', domain: 'my-helcim.example.com' } }, 'tunnel.domain', 'names_helcim'],
    [{ tunnel: { kind: 'ngrok', domain: 'shop.example:8443' } }, 'tunnel.domain', 'bad_domain'],
    [{ tunnel: { kind: 'own_url', publicUrl: 'https://a:b@shop.example' } }, 'tunnel.publicUrl', 'bad_url'],
    [
      { tunnel: { kind: 'own_url', publicUrl: 'https://helcim.shop.example' } },
      'tunnel.publicUrl',
      'names_helcim',
    ],
    [
      { tunnel: { kind: 'cloudflared', publicUrl: 'https://shop.example', program: 'cloudflared' } },
      'tunnel.program',
      'bad_program',
    ],
    [{ tunnel: { kind: 'pigeon' } }, 'tunnel.kind', 'not_a_choice'],
    [{ walkInCustomerCode: 'a\u0000b' }, 'walkInCustomerCode', 'bad_text'],
    [{ walkInCustomerCode: 'x'.repeat(41) }, 'walkInCustomerCode', 'too_long'],
  ])('refuse %j in %s as %s', async (patch, field, problem) => {
    expect(await rig.done('settings', 'check', { patch })).toContainEqual({ field, problem });
  });

  it('are told to the window at once, the day and the cashiers too', async () => {
    await rig.change({ cashiers, cutOverHour: 4, timeZone: 'America/Halifax' });
    expect(await rig.world.slices()).toMatchObject({
      session: { cashiers },
      dayClose: { cutOverHour: 4, timeZone: 'America/Halifax' },
      settingsProblem: null,
    });
  });
});

describe('a walk-in customer code', () => {
  it('goes with each sale that has no customer of its own, and is read for each send', async () => {
    const sentCodes = () =>
      rig.world.simulator
        .requests()
        .filter(({ path }) => path.endsWith('/payment/purchase'))
        .map(({ body }) => (body as { customerCode?: string }).customerCode ?? null);
    const chargeOne = async (customerCode: string | null) => {
      const id = await rig.world.charged({ customerCode });
      await rig.world.asking();
      await rig.world.act('tap-credit');
      await rig.world.reach(id, 'approved');
      await rig.done('payments', 'acknowledge', { attemptId: id });
      return id;
    };
    await chargeOne(null);
    await rig.change({ walkInCustomerCode: 'WALK-IN' });
    const walkIn = await chargeOne(null);
    await chargeOne('CST1001');
    await rig.change({ walkInCustomerCode: null });
    await chargeOne(null);
    expect(sentCodes()).toEqual([null, 'WALK-IN', 'CST1001', null]);
    expect((await rig.world.facts(walkIn)).sale.customerCode).toBeNull();
  });
});

describe('the audit', () => {
  it('says who changed what and when, with the value before and after', async () => {
    await rig.change({ tillsOnAccount: 3, cutOverHour: 0 });
    await rig.done('session', 'setCashier', { who: 'Grace' });
    await rig.done('close', 'setDay', { timeZone: null, cutOverHour: 5 });
    await rig.done('terminals', 'rename', { code: rig.world.code, nickname: 'Front' });
    await rig.done('settings', 'exportFile', { who });
    await rig.done('manager', 'setPin', { pin, who });
    await rig.done('manager', 'lock', null);
    expect(await rig.audit()).toMatchObject([
      { kind: 'terminal_paired', who: null, subject: rig.world.code },
      { kind: 'setting_changed', who, subject: 'tillsOnAccount', before: '1', after: '3' },
      { kind: 'setting_changed', who: 'Grace', subject: 'cutOverHour', before: '0', after: '5' },
      { kind: 'terminal_renamed', who: 'Grace', after: '"Front"' },
      { kind: 'settings_exported', who },
      { kind: 'pin_set', who, before: null, after: null },
      { kind: 'locked', who: 'Grace', after: '"person"' },
    ]);
    expect(rig.held().pendingAudit).toEqual([]);
  });

  it('is paged newest first, and a cursor of nobody gives nothing', async () => {
    for (const hour of [1, 2, 3, 4]) await rig.change({ cutOverHour: hour });
    await rig.world.till().audit.settled();
    await rig.done('manager', 'setPin', { pin, who });
    const first = await rig.done('audit', 'page', { cursor: null, limit: 3 });
    const second = await rig.done('audit', 'page', { cursor: first.nextCursor, limit: 100 });
    expect([...first.entries, ...second.entries].map(({ kind, after }) => [kind, after])).toEqual([
      ['pin_set', null],
      ['setting_changed', '4'],
      ['setting_changed', '3'],
      ['setting_changed', '2'],
      ['setting_changed', '1'],
      ['terminal_paired', null],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await rig.done('audit', 'page', { cursor: 'x', limit: 3 })).toEqual({
      entries: [],
      nextCursor: null,
    });
  });
});

describe('an export', () => {
  it('M11 holds the settings and neither secrets nor what is of this computer alone', async () => {
    await rig.done('manager', 'setPin', { pin, who });
    await rig.change({ cashiers, webhookPort: 4100 });
    const { fileName } = await rig.done('settings', 'exportFile', { who });
    const text = rig.saved.get(fileName ?? '') ?? '';
    const content = JSON.parse(text) as { settings: Record<string, unknown> };
    expect(content).toMatchObject({ format: 'tillside-settings', formatVersion: 1, settings: { cashiers } });
    expect(Object.keys(content.settings).sort()).toEqual(Object.keys(shopDefaults).sort());
    for (const secret of [pin, rig.world.simulator.token, rig.world.simulator.verifier, 'scrypt', '/hook/'])
      expect(text).not.toContain(secret);
  });

  it('is shown before it is applied, and till-own values only when they were asked for', async () => {
    await rig.change({ tillsOnAccount: 2 });
    const settings = {
      cashiers,
      tillsOnAccount: 2,
      cutOverHour: 30,
      webhookPort: 4100,
      tunnel: { kind: 'ngrok', domain: 'till-1.example.com' },
      drawer: 1,
    };
    rig.choose({
      fileName: 'till-1.json',
      text: JSON.stringify({ format: 'tillside-settings', formatVersion: 1, settings }),
    });
    const preview = await rig.done('settings', 'chooseImport', null);
    expect(preview).toMatchObject({
      fileName: 'till-1.json',
      changes: [
        { name: 'cashiers', from: [], to: cashiers, isTillOwn: false },
        { name: 'webhookPort', from: null, to: 4100, isTillOwn: true },
        { name: 'tunnel', isTillOwn: true },
      ],
      unknown: ['drawer'],
      problems: [{ field: 'cutOverHour', problem: 'too_big' }],
    });
    const apply = { previewId: preview?.id ?? '', who, alsoTillOwn: ['webhookPort' as const] };
    const { values } = await rig.done('settings', 'applyImport', apply);
    expect(values).toEqual({ ...shopDefaults, tillsOnAccount: 2, cashiers, webhookPort: 4100 });
    expect((await rig.audit()).slice(-3)).toMatchObject([
      { kind: 'settings_imported', who, after: '"till-1.json"' },
      { subject: 'cashiers', who },
      { subject: 'webhookPort', who },
    ]);
    expect(await rig.call('settings', 'applyImport', apply)).toMatchObject({
      ok: false,
      error: { code: 'preview_gone' },
    });
  });

  it('is not applied when the settings changed after it was shown', async () => {
    const text = JSON.stringify({
      format: 'tillside-settings',
      formatVersion: 1,
      settings: { tillsOnAccount: 9 },
    });
    rig.choose({ fileName: 'a.json', text });
    const preview = await rig.done('settings', 'chooseImport', null);
    await rig.change({ tillsOnAccount: 4 });
    const apply = { previewId: preview?.id ?? '', who, alsoTillOwn: [] };
    expect(await rig.call('settings', 'applyImport', apply)).toMatchObject({
      ok: false,
      error: { code: 'preview_gone' },
    });
    expect(await rig.done('settings', 'read', null)).toMatchObject({ values: { tillsOnAccount: 4 } });
  });

  it.each([
    ['', 'not_a_settings_file'],
    ['{"format":"other","formatVersion":1,"settings":{}}', 'not_a_settings_file'],
    ['{"format":"tillside-settings","formatVersion":1}', 'not_a_settings_file'],
    ['{"format":"tillside-settings","formatVersion":2,"settings":{}}', 'settings_file_newer'],
  ])('of %j is refused as %s', async (text, code) => {
    rig.choose({ fileName: 'a.json', text });
    expect(await rig.call('settings', 'chooseImport', null)).toMatchObject({ ok: false, error: { code } });
  });

  it('is nothing when no file was chosen', async () => {
    rig.choose(null);
    expect(await rig.done('settings', 'chooseImport', null)).toBeNull();
  });
});
