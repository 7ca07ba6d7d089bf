import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAmbientUses, purePlaces } from './import-law/ambient-uses.ts';
import { importProblem } from './import-law/import-law.ts';
import { readImports } from './import-law/read-imports.ts';

const root = join(import.meta.dirname, '../..');
const paths = globSync('{electron,renderer,shared}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', {
  cwd: root,
}).sort();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

function problemsOf(path: string, source: string, exists: (path: string) => boolean): string[] {
  return readImports(path, source).flatMap((fact) => {
    const problem = importProblem(fact, exists);
    return problem === null ? [] : [`${path}: '${fact.specifier}' ${problem}`];
  });
}

describe('the code', () => {
  it('was found, on every side', () => {
    for (const side of ['electron/', 'renderer/', 'shared/']) {
      expect(paths.filter((path) => path.startsWith(side)).length).toBeGreaterThan(10);
    }
    expect(paths.flatMap((path) => readImports(path, read(path))).length).toBeGreaterThan(100);
  });

  it('keeps the import law', () => {
    expect(
      paths.flatMap((path) => problemsOf(path, read(path), (target) => existsSync(join(root, target)))),
    ).toEqual([]);
  });

  it('takes time, chance and the network as arguments wherever money is decided', () => {
    const files = paths.filter((path) => purePlaces.test(path));
    expect(files.length).toBeGreaterThan(30);
    expect(
      files.flatMap((path) => findAmbientUses(path, read(path)).map((use) => `${path}: ${use}`)),
    ).toEqual([]);
  });

  it('touches sockets only below the interfaces that a test can take the place of', () => {
    const sockets = [
      'undici',
      'fastify',
      'node:net',
      'node:tls',
      'node:http',
      'node:https',
      'node:dns',
      'node:dgram',
    ];
    const users = paths
      .filter((path) => purePlaces.test(path))
      .filter((path) =>
        readImports(path, read(path)).some(
          ({ target, isTypeOnly }) => !isTypeOnly && sockets.includes(target ?? ''),
        ),
      );
    expect(users).toEqual([
      'electron/helcim/money-connection.ts',
      'electron/helcim/socket-wire.ts',
      'electron/webhooks/endpoint-server.ts',
      'electron/webhooks/tunnels/tunnel-network.ts',
    ]);
  });
});

describe('a planted violation', () => {
  const planted: [string, string][] = [
    ['electron/ledger/a.ts', `import { b } from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `import type { B } from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `import { type B } from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `import '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `export { b } from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `export type { B } from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `export * from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `export * as b from '../helcim/b.ts';`],
    ['electron/ledger/a.ts', `const b = await import('../helcim/b.ts');`],
    ['electron/ledger/a.ts', 'const b = await import(`../helcim/b.ts`);'],
    ['electron/ledger/a.ts', `const b = await import(name);`],
    ['electron/ledger/a.ts', `const b = require('../helcim/b.ts');`],
    ['electron/ledger/a.ts', `let b: import('../helcim/b.ts').B;`],
    ['electron/ledger/a.ts', `import { b } from './deep/../../helcim/b.ts';`],
    ['electron/ledger/deep/a.ts', `import { b } from '../../../electron/helcim/b.ts';`],
    ['electron/helcim/a.ts', `import { b } from '../payments/b.ts';`],
    ['electron/webhooks/a.ts', `import { b } from '../ledger/b.ts';`],
    ['electron/settings/a.ts', `import { b } from '../webhooks/b.ts';`],
    ['electron/simulator/a.ts', `import { b } from '../helcim/b.ts';`],
    ['electron/payments/a.ts', `import { b } from '../webhooks/b.ts';`],
    ['electron/payments/a.ts', `import { b } from '../main.ts';`],
    ['electron/newcomer/a.ts', `import { b } from '../helcim/b.ts';`],
    ['electron/preload.ts', `import { b } from './shell/b.ts';`],
    ['electron/payments/a.ts', `import { app } from 'electron';`],
    ['electron/payments/a.ts', `import { type App } from 'electron';`],
    ['electron/payments/a.ts', `const { app } = await import('electron');`],
    ['electron/payments/a.ts', `import { b } from '../../renderer/b.ts';`],
    ['electron/payments/a.ts', `import { b } from '../../tests/b.ts';`],
    ['renderer/a.tsx', `import { b } from '../electron/helcim/b.ts'; const c = <p>Don't</p>;`],
    ['renderer/a.tsx', `import type { B } from '../electron/helcim/b.ts';`],
    ['renderer/a.ts', `import { app } from 'electron';`],
    ['renderer/a.ts', `import { join } from 'node:path';`],
    ['shared/a.ts', `import type { B } from '../electron/helcim/b.ts';`],
    ['shared/a.ts', `import type { B } from '../renderer/b.ts';`],
    ['shared/a.ts', `import { join } from 'node:path';`],
    ['shared/a.ts', `import type { ReactNode } from 'react';`],
    ['shared/a.ts', `import { b } from '#electron/b';`],
    ['shared/a.ts', `import { b } from '/electron/b.ts';`],
  ];

  it.each(planted)('in %s is found: %s', (path, source) => {
    expect(problemsOf(path, source, () => true)).toHaveLength(1);
  });

  it('that leads nowhere is found', () => {
    expect(problemsOf('shared/a.ts', `import './b.ts';`, () => false)).toHaveLength(1);
  });

  it.each([
    ['electron/main.ts', `import { app } from 'electron'; import './shell/b.ts'; import './payments/c.ts';`],
    [
      'electron/preload.ts',
      `import { contextBridge } from 'electron'; import type { B } from '../shared/b.ts';`,
    ],
    ['electron/shell/a.ts', `import { app } from 'electron'; import { b } from './b.ts';`],
    [
      'electron/payments/a.ts',
      `import type { App } from 'electron'; import { b } from '../helcim/b.ts'; import 'zod';`,
    ],
    [
      'renderer/features/a.tsx',
      `import '../b.css'; import { c } from '../../shared/c.ts'; import { Text } from '@mantine/core';`,
    ],
    [
      'shared/a.ts',
      `import { z } from 'zod'; import { b } from './b.ts'; export const c = 1; // import '../electron/d.ts'`,
    ],
  ])('is not seen where there is none: %s %s', (path, source) => {
    expect(problemsOf(path, source, () => true)).toEqual([]);
  });

  it.each([
    ['Date.now()', 'Date.now'],
    ["Date['now']()", 'Date.now'],
    ['new Date()', 'Date()'],
    ['Date()', 'Date()'],
    ['Math.random()', 'Math.random'],
    ['setTimeout(run, 5)', 'setTimeout'],
    ['start({ setTimeout })', 'setTimeout'],
    ['wait(setInterval)', 'setInterval'],
    ['globalThis.setTimeout(run, 5)', 'globalThis.setTimeout'],
    ['await fetch(url)', 'fetch'],
    ['crypto.randomUUID()', 'crypto.randomUUID'],
    ['performance.now()', 'performance.now'],
    [`import { createHash, randomUUID } from 'node:crypto'`, 'randomUUID'],
    [`import { setTimeout as wait } from 'node:timers/promises'`, 'node:timers/promises'],
  ])('of the ports is found: %s', (source, use) => {
    expect(findAmbientUses('shared/a.ts', source)).toContain(use);
  });

  it.each([
    'clock.setTimer(5, run); clock.now(); socket.setTimeout(5);',
    'function call({ fetch }: Ports) { return fetch(url); }',
    'interface Ports { setTimeout(run: () => void): void; fetch: Fetcher }',
    'new Date(5).toISOString(); Date.parse(text); Math.max(1, 2);',
    `import { createHmac, timingSafeEqual } from 'node:crypto'; import type { webcrypto } from 'node:crypto';`,
    'const options = { setTimeout: 5 }; // Date.now()',
  ])('of the ports is not seen where there is none: %s', (source) => {
    expect(findAmbientUses('shared/a.ts', source)).toEqual([]);
  });
});
