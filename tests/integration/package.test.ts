import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Electron's binaries carry this text; behind it come a version, a count, and one character a fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** A folder with the shape of Electron's dist, nothing inside, all fuses as Electron ships them. */
async function makeElectronStub(folder: string): Promise<void> {
  const wire = Buffer.concat([Buffer.from(fuseMark), Buffer.from([1, 9]), Buffer.from('101100001')]);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), wire]));
  await chmod(join(folder, 'electron'), 0o755);
}

/** A small app with our manifest and packing rules, and files of each kind the rules have to judge. */
async function makeProject(folder: string): Promise<void> {
  const files = [
    'dist/main/main.js',
    'dist/main/main.js.map',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
  ];
  for (const file of [...files, 'electron/main.ts', 'tests/secret.test.ts', '.env']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '// not empty: the packer takes an empty entry for a damaged one\n');
  }
  for (const file of ['package.json', 'electron-builder.yml'])
    await copyFile(join(root, file), join(folder, file));
  // The one package that cannot be bundled, since a part of it is native.
  await cp(join(root, 'node_modules/@ngrok'), join(folder, 'node_modules/@ngrok'), { recursive: true });
}

/** Names in an asar archive: its header is JSON behind four 32-bit lengths. */
async function listArchive(path: string): Promise<string[]> {
  const file = await open(path);
  const lengths = Buffer.alloc(16);
  await file.read(lengths, 0, 16, 0);
  const header = Buffer.alloc(lengths.readUInt32LE(12));
  await file.read(header, 0, header.length, 16);
  await file.close();
  interface Entry {
    readonly files?: Readonly<Record<string, Entry>>;
  }
  const walk = (entry: Entry, path: string): string[] =>
    entry.files === undefined
      ? [path]
      : Object.entries(entry.files).flatMap(([name, child]) =>
          walk(child, path === '' ? name : `${path}/${name}`),
        );
  return walk(JSON.parse(header.toString('utf8')) as Entry, '').sort();
}

describe('the packed app', () => {
  let folder: string;
  let unpacked: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillside-package-'));
    await makeElectronStub(join(folder, 'electron-stub'));
    await makeProject(join(folder, 'project'));
    const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      devDependencies: { electron: string };
    };
    await promisify(execFile)(
      process.execPath,
      [
        join(root, 'node_modules/electron-builder/cli.js'),
        ...['--linux', 'dir', '--publish', 'never', '--projectDir', join(folder, 'project')],
        `-c.electronDist=${join(folder, 'electron-stub')}`,
        `-c.electronVersion=${devDependencies.electron}`,
      ],
      { cwd: join(folder, 'project') },
    ).catch((error: { stdout?: string }) => {
      // The packer says on stdout what went wrong.
      throw new Error(error.stdout ?? String(error));
    });
    const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
    unpacked = join(folder, 'project/release', `linux${suffix}-unpacked`);
  }, 30_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('holds the bundles, the manifest and the one native package, no sources, no maps', async () => {
    const names = await listArchive(join(unpacked, 'resources/app.asar'));
    expect(names.filter((name) => !name.startsWith('node_modules/@ngrok/'))).toEqual([
      'dist/main/main.js',
      'dist/preload/preload.cjs',
      'dist/renderer/index.html',
      'package.json',
    ]);
    expect(names).toContain('node_modules/@ngrok/ngrok/index.js');
  });

  it('has the native part beside the archive, from where the system can load it', async () => {
    const beside = join(unpacked, 'resources/app.asar.unpacked/node_modules/@ngrok');
    const names = (await readdir(beside, { recursive: true })).filter((name) => name.endsWith('.node'));
    expect(names).toHaveLength(1);
  });

  it('has every fuse of the security table set', async () => {
    const binary = await readFile(join(unpacked, 'tillside'));
    const wire = binary.subarray(binary.indexOf(fuseMark) + fuseMark.length + 2).toString('latin1');
    expect({
      runAsNode: wire[0],
      enableCookieEncryption: wire[1],
      enableNodeOptionsEnvironmentVariable: wire[2],
      enableNodeCliInspectArguments: wire[3],
      enableEmbeddedAsarIntegrityValidation: wire[4],
      onlyLoadAppFromAsar: wire[5],
      loadBrowserProcessSpecificV8Snapshot: wire[6],
      grantFileProtocolExtraPrivileges: wire[7],
    }).toEqual({
      runAsNode: '0',
      enableCookieEncryption: '1',
      enableNodeOptionsEnvironmentVariable: '0',
      enableNodeCliInspectArguments: '0',
      enableEmbeddedAsarIntegrityValidation: '1',
      onlyLoadAppFromAsar: '1',
      loadBrowserProcessSpecificV8Snapshot: '0',
      grantFileProtocolExtraPrivileges: '0',
    });
  });

  it('has nowhere to ask for updates and no command that switches the sandbox off', async () => {
    const settings = await readFile(join(root, 'electron-builder.yml'), 'utf8');
    const manifest = await readFile(join(root, 'package.json'), 'utf8');
    await expect(readFile(join(unpacked, 'resources/app-update.yml'))).rejects.toThrow('ENOENT');
    expect(settings + manifest).not.toMatch(/no-sandbox|disableAsarIntegrity/);
  });
});
