import { createHash } from 'node:crypto';
import type { ModeView } from '../../shared/ipc-contract.ts';

/** Practice and each server have records of their own (M13): a PIN set in the demo opens nothing else. */
export function secretFileName(mode: ModeView['kind'], helcimUrl: string): string {
  if (mode === 'demo') return 'secrets-demo.json';
  return `secrets-${createHash('sha256').update(helcimUrl).digest('hex').slice(0, 8)}.json`;
}
