/** Who may know whom. A new folder below `electron/` needs its line here. */
import type { ImportFact } from './read-imports.ts';

/** Areas of `electron/` and the other areas each may import; itself and `shared/` always. */
const electronAreas: Readonly<Record<string, readonly string[]>> = {
  clock: [],
  helcim: [],
  ledger: [],
  log: [],
  settings: [],
  simulator: [],
  webhooks: [],
  payments: ['helcim', 'ledger'],
  ipc: ['helcim', 'ledger', 'payments', 'settings', 'till', 'webhooks'],
  till: ['clock', 'helcim', 'ipc', 'ledger', 'payments', 'settings', 'simulator', 'webhooks'],
  shell: [],
};

const sharedPackages = ['zod'];
const electronValueUsers = /^electron\/(?:main\.ts|preload\.ts|shell\/)/;

/** @returns what is wrong with one import, or null */
export function importProblem(fact: ImportFact, fileExists: (path: string) => boolean): string | null {
  const { from, target, isRelative } = fact;
  if (target === null) return 'cannot be followed: write a plain relative path or a package name';
  if (isRelative && !fileExists(target)) return `leads to ${target}, which does not exist`;
  const side = from.split('/')[0];
  if (side === 'shared') return sharedProblem(target, isRelative);
  if (side === 'renderer') return rendererProblem(target, isRelative);
  return isRelative ? electronProblem(from, target) : electronPackageProblem(fact);
}

function sharedProblem(target: string, isRelative: boolean): string | null {
  if (isRelative) return target.startsWith('shared/') ? null : 'shared knows nobody';
  return sharedPackages.includes(target) ? null : 'shared is pure: it takes no package but zod';
}

function rendererProblem(target: string, isRelative: boolean): string | null {
  if (isRelative)
    return /^(?:renderer|shared)\//.test(target) ? null : 'the window knows itself and shared alone';
  return target === 'electron' || target.startsWith('node:')
    ? 'the window has neither Electron nor Node'
    : null;
}

function electronPackageProblem({ from, target, isTypeOnly }: ImportFact): string | null {
  if (target !== 'electron' || isTypeOnly || electronValueUsers.test(from)) return null;
  return 'only main, preload and shell hold Electron as a value';
}

function electronProblem(from: string, target: string): string | null {
  if (target.startsWith('shared/')) return null;
  if (!target.startsWith('electron/')) return 'the main process knows itself and shared alone';
  if (from === 'electron/main.ts') return null;
  if (from === 'electron/preload.ts') return 'the preload knows shared alone';
  const own = from.split('/')[1] ?? '';
  const other = target.split('/')[1] ?? '';
  const allowed = electronAreas[own];
  if (!allowed) return `electron/${own} has no line in the import law`;
  if (own === other || allowed.includes(other)) return null;
  return `electron/${own} does not know electron/${other}`;
}
