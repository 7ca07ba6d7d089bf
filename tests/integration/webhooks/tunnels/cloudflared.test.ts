/** The real supervision of a real child, which behaves like cloudflared on its good and bad days. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/clock/system-clock.ts';
import { createCloudflaredTunnel } from '../../../../electron/webhooks/tunnels/cloudflared-tunnel.ts';
import { createChildStarter } from '../../../../electron/webhooks/tunnels/guarded-child.ts';
import type { Tunnel, TunnelCondition } from '../../../../electron/webhooks/tunnels/tunnel.ts';
import { createAskReady } from '../../../../electron/webhooks/tunnels/tunnel-network.ts';
import type { Clock } from '../../../../shared/ports.ts';
import { type CloudflaredFolder, isAlive, makeCloudflaredFolder } from '../../../fakes/cloudflared-folder.ts';
import { waitUntil } from '../../../fakes/wait-until.ts';

const token = 'eyJhIjoidG9rZW4tb2YtdGhlLXR1bm5lbCJ9';
/** The tunnel's own waits pass a hundred times as fast; processes and sockets run as they do. */
const quickClock: Clock = {
  ...systemClock,
  setTimer: (delayMs, run) => systemClock.setTimer(delayMs / 100, run),
};

let cloudflared: CloudflaredFolder;
let tunnels: Tunnel[] = [];
beforeEach(() => {
  cloudflared = makeCloudflaredFolder();
});
afterEach(async () => {
  await Promise.all(tunnels.map((tunnel) => tunnel.stop()));
  await waitUntil('nothing is left', () => cloudflared.started().every(({ pid }) => !isAlive(pid)));
  tunnels = [];
  cloudflared.remove();
});

function start({
  program = cloudflared.program as string | null,
  given = token as string | null,
  clock = systemClock,
} = {}) {
  const conditions: TunnelCondition[] = [];
  const tunnel = createCloudflaredTunnel(
    { token: given, port: 49_152 },
    {
      findProgram: () => program,
      environment: { ...process.env, TILLSIDE_HELCIM_TOKEN: 'the-api-token', HOME: cloudflared.folder },
      startChild: createChildStarter(process.platform),
      askReady: createAskReady(clock),
      clock,
    },
  );
  tunnel.onChange(() => conditions.push(tunnel.condition()));
  tunnels.push(tunnel);
  tunnel.start();
  const until = (what: string, fits: (condition: TunnelCondition) => boolean) =>
    waitUntil(what, () => (fits(tunnel.condition()) ? tunnel.condition() : null));
  return { tunnel, conditions, until };
}

const pidOfChild = () => waitUntil('the child has started', () => cloudflared.started().at(-1)?.pid);

describe('a cloudflared that is well', () => {
  it('is up with its first connection, and stays so', async () => {
    const { until, conditions } = start();
    await until('up', ({ state }) => state === 'up');
    expect(new Set(conditions.map(({ state }) => state))).toEqual(new Set(['up']));
  });

  it('M11 has its token in its environment alone, and no other secret of ours anywhere', async () => {
    const { until } = start();
    await until('up', ({ state }) => state === 'up');
    const [child] = cloudflared.started();
    expect(child?.args).toEqual([
      'tunnel',
      '--no-autoupdate',
      '--loglevel',
      'info',
      '--metrics',
      '127.0.0.1:0',
      'run',
    ]);
    expect(child?.environment).toMatchObject({ TUNNEL_TOKEN: token, TUNNEL_URL: 'http://127.0.0.1:49152' });
    expect(JSON.stringify(child?.environment)).not.toContain('the-api-token');
    expect(
      Object.keys(child?.environment ?? {}).filter((name) => /TILLSIDE|NODE|npm|VITEST/i.test(name)),
    ).toEqual([]);
    if (!existsSync('/proc/self/cmdline')) return;
    // As every user of the machine can read it, of the child and of the shell that stands before it.
    const lines = [child?.pid ?? 0, parentOf(child?.pid ?? 0)].map((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    );
    expect(lines[1]).toContain('tillside-tunnel');
    for (const line of lines) expect(line).not.toContain(token);
  });

  it('ends in good order when it is stopped', async () => {
    const { tunnel, until } = start();
    await until('up', ({ state }) => state === 'up');
    const pid = await pidOfChild();
    await tunnel.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('is ended when it is stopped before it has said a word', async () => {
    const { tunnel } = start();
    await tunnel.stop();
    await waitUntil('nothing is left', () => cloudflared.started().every(({ pid }) => !isAlive(pid)));
  });
});

describe('a cloudflared on a bad day', () => {
  it('is not there', async () => {
    const { tunnel } = start({ program: null });
    expect(tunnel.condition()).toMatchObject({ state: 'down', cause: 'no_binary', isOver: true });
  });

  it('is there and cannot be run', async () => {
    const { until } = start({ program: `${cloudflared.folder}/behaviour.json` });
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({ state: 'down', cause: 'no_binary' });
  });

  it('is gone by the time it is run', async () => {
    const { until } = start({ program: `${cloudflared.folder}/nothing/cloudflared` });
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({ state: 'down', cause: 'no_binary' });
  });

  it('is given no token', async () => {
    const { tunnel } = start({ given: null });
    expect(tunnel.condition()).toMatchObject({ state: 'down', cause: 'no_token', isOver: true });
    expect(cloudflared.started()).toEqual([]);
  });

  it('does not read its token', async () => {
    cloudflared.behave({ tokenIsBad: true });
    const { until } = start();
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({
      state: 'down',
      cause: 'wrong_token',
    });
  });

  it('is refused for its token, and goes on asking', async () => {
    const error =
      'Register tunnel error from server side error="Unauthorized: Invalid tunnel secret" connIndex=0';
    cloudflared.behave({ connections: 0, error });
    const { until, tunnel } = start();
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({ cause: 'wrong_token' });
    const pid = await pidOfChild();
    await tunnel.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('dies at once, and tells how', async () => {
    cloudflared.behave({ diesAtOnce: true });
    const { until } = start();
    expect(await until('over', ({ isOver }) => isOver)).toEqual({
      state: 'down',
      cause: 'child_died',
      detail: 'exit code 1: Incorrect Usage: flag provided but not defined',
      isOver: true,
    });
  });

  it('dies after it was up', async () => {
    cloudflared.behave({ exitsWith: 7 });
    const { until, conditions } = start();
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({
      cause: 'child_died',
      detail: 'exit code 7',
    });
    expect(conditions[0]?.state).toBe('up');
  });

  it('is killed by somebody', async () => {
    const { until } = start();
    await until('up', ({ state }) => state === 'up');
    process.kill(await pidOfChild(), 'SIGKILL');
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({
      cause: 'child_died',
      detail: 'exit code 137',
    });
  });

  it('goes with the shell before it when somebody kills that', async () => {
    const { until } = start();
    await until('up', ({ state }) => state === 'up');
    const pid = await pidOfChild();
    process.kill(parentOf(pid), 'SIGKILL');
    await until('over', ({ isOver }) => isOver);
    await waitUntil('the child has gone too', () => !isAlive(pid));
  });

  it('has lost some of its connections', async () => {
    cloudflared.behave({ loses: [1] });
    const { until } = start();
    expect(await until('degraded', ({ state }) => state === 'degraded')).toMatchObject({
      cause: 'fewer_connections',
      detail: '3 of 4',
    });
  });

  it('has lost all of its connections, and may come back', async () => {
    cloudflared.behave({ loses: [0, 1, 2, 3] });
    const { until } = start();
    expect(await until('down', ({ state }) => state === 'down')).toMatchObject({
      cause: 'network_away',
      isOver: false,
    });
  });

  it('says nothing at all, which is for the keeper to end', async () => {
    cloudflared.behave({ saysNothing: true });
    const { tunnel } = start();
    const pid = await pidOfChild();
    expect(tunnel.condition().state).toBe('starting');
    await tunnel.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('has connections and no longer answers for its health', async () => {
    cloudflared.behave({ readyHangs: true });
    const { until } = start({ clock: quickClock });
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({ state: 'down', cause: 'hangs' });
  });

  it('hangs as a whole after it was up', async () => {
    const { until, tunnel } = start({ clock: quickClock });
    await until('up', ({ state }) => state === 'up');
    const pid = await pidOfChild();
    process.kill(pid, 'SIGSTOP');
    expect(await until('over', ({ isOver }) => isOver)).toMatchObject({ state: 'down', cause: 'hangs' });
    await tunnel.stop();
    await waitUntil('the child has gone', () => !isAlive(pid));
  });

  it('does not end when it is asked to, and is killed', async () => {
    cloudflared.behave({ ignoresTerm: true });
    const { until, tunnel } = start({ clock: quickClock });
    await until('up', ({ state }) => state === 'up');
    const pid = await pidOfChild();
    await tunnel.stop();
    await waitUntil('the child has gone', () => !isAlive(pid));
  });

  it('writes a line without an end, which takes no memory and hides nothing behind it', async () => {
    cloudflared.behave({ floods: true });
    const { until } = start();
    const condition = await until('up', ({ state }) => state === 'up');
    expect(condition.detail).toBeNull();
  });
});

function parentOf(pid: number): number {
  return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
}
