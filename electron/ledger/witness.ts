import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { hasCode } from './error-code.ts';

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

export async function readWitness(path: string): Promise<WitnessRead> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? { kind: 'found', witness: parsed.data } : { kind: 'unreadable' };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return { kind: 'missing' };
    if (cause instanceof SyntaxError) return { kind: 'unreadable' };
    throw cause;
  }
}

/** Whole or not at all, and on disk when this resolves: a new file, flushed, takes the old one's name. */
export async function writeWitness(path: string, witness: Witness): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(witness)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
