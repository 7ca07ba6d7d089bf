import { z } from 'zod';
import type { LedgerDisk } from './disk.ts';

/** What the ledger had reached when it was last looked at from outside. */
const schema = z.object({
  format: z.literal(1),
  ledgerId: z.string().min(1),
  tillId: z.string().min(1),
  seq: z.number().int().min(0),
  hash: z.string().length(64),
});
export type Witness = z.infer<typeof schema>;

export type WitnessRead =
  | { readonly kind: 'found'; readonly witness: Witness }
  | { readonly kind: 'missing' | 'unreadable' };

export async function readWitness(disk: LedgerDisk, path: string): Promise<WitnessRead> {
  const text = await disk.readText(path);
  if (text === null) return { kind: 'missing' };
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? { kind: 'found', witness: parsed.data } : { kind: 'unreadable' };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { kind: 'unreadable' };
    throw cause;
  }
}

export function writeWitness(disk: LedgerDisk, path: string, witness: Witness): Promise<void> {
  return disk.replaceText(path, `${JSON.stringify(witness)}\n`);
}
