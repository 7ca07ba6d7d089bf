/** B30 for what the app has started: nothing of it stays when the app goes, however it goes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudflaredFolder, isAlive, makeCloudflaredFolder } from '../../../fakes/cloudflared-folder.ts';
import { waitUntil } from '../../../fakes/wait-until.ts';

let cloudflared: CloudflaredFolder;
beforeEach(() => {
  cloudflared = makeCloudflaredFolder();
});
afterEach(() => cloudflared.remove());

async function startApp() {
  const app = spawn(process.execPath, [join(import.meta.dirname, 'guarding-child.ts'), cloudflared.program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  app.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await waitUntil('the tunnel is up', () => said.includes('Registered tunnel connection'));
  const pid = cloudflared.started().at(-1)?.pid ?? 0;
  expect(isAlive(pid)).toBe(true);
  return { app, pid };
}

describe('B30 the app', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const)(
    'ended by %s takes its cloudflared along',
    async (signal) => {
      const { app, pid } = await startApp();
      app.kill(signal);
      await waitUntil('the child has gone', () => !isAlive(pid));
    },
  );

  it('ended by SIGKILL takes along even one that will not end when it is asked to', async () => {
    cloudflared.behave({ ignoresTerm: true });
    const { app, pid } = await startApp();
    app.kill('SIGKILL');
    await waitUntil('the child has gone', () => !isAlive(pid), 15_000);
  });
});
