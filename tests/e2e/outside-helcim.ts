/**
 * A stand-in for Helcim that is a program of its own, started as an integrator starts it. What a test does at Helcim's
 * side goes through its control calls.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { CustomerActionName } from '../../electron/simulator/customer-action-names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What both programs have to trust for the loopback proxy of `tls-proxy.ts`. */
export const trustTestAuthority = {
  NODE_EXTRA_CA_CERTS: fileURLToPath(new URL('../fakes/test-only-certificates/ca.pem', import.meta.url)),
};

const saidSchema = z.object({
  url: z.string(),
  token: z.string(),
  verifier: z.string(),
  devices: z.array(z.string()),
  panelUrl: z.string(),
  tokens: z.record(z.string(), z.string()),
});
const doneSchema = z.object({ ok: z.boolean() });
const stateSchema = z.object({ devices: z.array(z.object({ code: z.string(), state: z.string() })) });

export interface OutsideHelcim extends z.infer<typeof saidSchema> {
  /** What a person enters on Helcim's webhook page. */
  setWebhookUrl(url: string): Promise<void>;
  customer(code: string, action: CustomerActionName): Promise<void>;
  stateOf(code: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function startOutsideHelcim(): Promise<OutsideHelcim> {
  const child = spawn(process.execPath, ['electron/simulator/run.ts', '--seed', 'going-live'], {
    cwd: root,
    env: { ...process.env, ...trustTestAuthority },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said = saidSchema.parse(JSON.parse(await firstLine(child)));
  const panel = new URL(said.panelUrl);
  const headers = { 'x-simulator-key': panel.hash.slice(1), 'content-type': 'application/json' };
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${panel.origin}/sim${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok || doneSchema.parse(JSON.parse(text)).ok === false) throw new Error(text);
  };
  return {
    ...said,
    setWebhookUrl: (url) => post('/webhook-url', { url }),
    customer: (code, action) => post('/act', { code, action }),
    async stateOf(code) {
      const answer = await fetch(`${panel.origin}/sim/state`, { headers });
      const { devices } = stateSchema.parse(await answer.json());
      return devices.find((device) => device.code === code)?.state;
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the simulator says nothing');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('the simulator ended before it said where it is');
}
