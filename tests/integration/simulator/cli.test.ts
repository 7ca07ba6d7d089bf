import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../../electron/simulator/run.ts', import.meta.url));

function run(...flags: string[]): { child: ChildProcess; stdout: () => string; stderr: () => string } {
  const child = spawn(process.execPath, [SCRIPT, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    texts.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    texts.stderr += chunk.toString();
  });
  return { child, stdout: () => texts.stdout, stderr: () => texts.stderr };
}

describe('the simulator as a command', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints one JSON line, serves, and ends cleanly at %s',
    async (signal) => {
      const { child, stdout, stderr } = run('--seed', 'cli', '--auto', 'approve');
      await expect.poll(stdout, { timeout: 10_000 }).toContain('\n');
      const line = JSON.parse(stdout()) as {
        url: string;
        token: string;
        verifier: string;
        devices: string[];
        panelUrl: string;
      };
      expect(line).toMatchObject({
        devices: ['DY6L', 'NBL7', 'ZZ3P'],
        verifier: expect.stringMatching(/^[A-Za-z0-9+/]{32}$/),
      });
      const reply = await fetch(`${line.url}/connection-test`, { headers: { 'api-token': line.token } });
      expect(reply.status).toBe(200);
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).toBe(0);
      expect(stdout().trim().split('\n')).toHaveLength(1);
      expect(stderr()).toContain(line.panelUrl);
    },
  );

  it.each([
    [['--port', 'ten'], '--port'],
    [['--port', '70000'], '--port'],
    [['--auto', 'always'], '--auto'],
    [['--seed', ''], '--seed'],
    [['--webhook-url', 'ftp://x'], 'webhook URL'],
    [['--webhook-url', 'https://shop.example/helcim'], 'helcim'],
    [['--colour'], '--colour'],
    [['stray'], 'stray'],
  ])('ends with 2 and says why for %j', async (flags, reason) => {
    const { child, stdout, stderr } = run(...flags);
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(2);
    expect(stderr()).toContain(reason);
    expect(stderr()).toContain('usage:');
    expect(stdout()).toBe('');
  });
});
