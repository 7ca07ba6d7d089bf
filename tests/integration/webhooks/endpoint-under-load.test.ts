import { afterEach, describe, expect, it } from 'vitest';
import type { EndpointLimits } from '../../../electron/webhooks/endpoint-limits.ts';
import { signWebhook } from '../../fakes/signed-webhook.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import {
  connectRaw,
  type RawConnection,
  type Rig,
  rigPath,
  type SendOptions,
  startWebhookRig,
} from '../../fakes/webhook-endpoint-rig.ts';

const body = '{"id":"5","type":"cardTransaction"}';

let rig: Rig;
async function start(limits: Partial<EndpointLimits> = {}): Promise<Rig> {
  rig = await startWebhookRig(limits);
  return rig;
}
afterEach(() => rig.close());

/** Sends them all, so many at a time, and counts the answers by status. */
async function flood(
  count: number,
  atOnce: number,
  make: (index: number) => SendOptions,
): Promise<Map<number, number>> {
  const answers = new Map<number, number>();
  let next = 0;
  async function sendOn(): Promise<void> {
    while (next < count) {
      const status = await rig.send(make(next++));
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendOn));
  return answers;
}

function forgedHeaders(index: number) {
  return signWebhook({
    webhookId: `msg_${index}`,
    atMs: rig.clock.wallMs(),
    body,
    verifier: Buffer.alloc(32, 1).toString('base64'),
  });
}

/** `close` waits for what is under way, on a clock that stands still here. */
function letGo(held: readonly RawConnection[]): void {
  for (const { socket } of held) socket.destroy();
}

async function sendSignedMeanwhile(count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1)
    statuses.push(await rig.sendSigned({ webhookId: `real_${index}` }));
  return statuses;
}

describe('a flood', () => {
  it('B27 of 2,000 unsigned requests is slowed down, while every signed event lands', async () => {
    await start();
    const [answers, statuses] = await Promise.all([
      flood(2_000, 40, () => ({ body })),
      sendSignedMeanwhile(100),
    ]);
    expect(statuses).toEqual(Array.from({ length: 100 }, () => 204));
    expect(rig.stored.size).toBe(100);
    expect([...answers.keys()].sort()).toEqual([204, 429]);
    expect(answers.get(204)).toBe(100);
    expect(rig.logLines.length).toBeLessThan(5);
  });

  it('B26 of 2,000 forged events is slowed down, while every signed event lands', async () => {
    await start();
    const make = (index: number) => ({ headers: forgedHeaders(index), body });
    const [answers, statuses] = await Promise.all([flood(2_000, 40, make), sendSignedMeanwhile(100)]);
    expect(statuses).toEqual(Array.from({ length: 100 }, () => 204));
    expect([...rig.stored.keys()].every((id) => id.startsWith('real_'))).toBe(true);
    expect([...answers.keys()].sort()).toEqual([401, 429]);
    expect(rig.logLines.length).toBeLessThan(5);
  });

  it('of signed events over a slow ledger is bounded: the ones too many are put off', async () => {
    await start({ bodiesMax: 4 });
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    let begun = 0;
    rig.behaviour.store = async () => {
      begun += 1;
      await gate;
      return 'stored';
    };
    const waiting = Array.from({ length: 4 }, (_value, index) =>
      rig.sendSigned({ webhookId: `msg_${index}` }),
    );
    await waitUntil('four to be under way', () => begun === 4);
    expect(await rig.sendSigned({ webhookId: 'msg_5' })).toBe(503);
    release();
    expect(await Promise.all(waiting)).toEqual([204, 204, 204, 204]);
    await waitUntil('a place to be free', async () => (await rig.sendSigned({ webhookId: 'msg_5' })) === 204);
  });

  it('M10 of held connections loses the longest-held one to each newer, so that no number of them shuts Helcim out', async () => {
    await start({ connectionsMax: 3 });
    const held = Array.from({ length: 6 }, () => connectRaw(rig.port, ''));
    await Promise.all(held.slice(0, 3).map(({ ended }) => ended));
    expect(await rig.sendSigned()).toBe(204);
    await held[3]?.ended;
    expect(rig.endpoint.counters().droppedConnections).toBe(4);
    letGo(held);
  });

  it('M10 of held connections does not cut the one on which an event is being stored', async () => {
    await start({ connectionsMax: 3 });
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    let hasBegun = false;
    rig.behaviour.store = async () => {
      hasBegun = true;
      await gate;
      return 'stored';
    };
    const event = rig.sendSigned();
    await waitUntil('the event to be under way', () => hasBegun);
    const held = Array.from({ length: 9 }, () => connectRaw(rig.port, ''));
    await Promise.all(held.slice(0, 7).map(({ ended }) => ended));
    release();
    expect(await event).toBe(204);
    letGo(held);
  });

  it('M10 of bodies that never end, under headers that look signed, gives its places to the event that is whole', async () => {
    await start({ bodiesMax: 3 });
    const lines = Object.entries({ ...forgedHeaders(1), 'content-length': '5000' });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const slow = Array.from({ length: 3 }, () =>
      connectRaw(rig.port, `POST ${rigPath} HTTP/1.1\r\nhost: x\r\n${head}\r\n{`),
    );
    await waitUntil('a slow one to be cut for a whole one', async () => {
      expect(await rig.sendSigned()).toBe(204);
      return rig.endpoint.counters().limited > 0;
    });
    await Promise.race(slow.map(({ ended }) => ended));
    expect(await rig.sendSigned({ webhookId: 'msg_2' })).toBe(204);
    letGo(slow);
  });
});

describe('a sender that asks on before it is answered', () => {
  const asking = (index: number) =>
    `POST ${rigPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nx-index: ${index}\r\n\r\n{}`;

  it('M16 is cut at its second request, so that hundreds in one packet are not all begun', async () => {
    await start();
    const packet = Array.from({ length: 300 }, (_value, index) => asking(index)).join('');
    await connectRaw(rig.port, packet).ended;
    expect(rig.endpoint.counters()).toMatchObject({ unsigned: 1, pipelined: 1 });
    expect(await rig.sendSigned()).toBe(204);
  });

  it('M16 has to connect anew for each repetition of an event that is known', async () => {
    await start();
    expect(await rig.sendSigned()).toBe(204);
    const headers = {
      ...signWebhook({ atMs: rig.clock.wallMs(), body }),
      'content-length': String(body.length),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const said = await connectRaw(
      rig.port,
      `POST ${rigPath} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n${body}`,
    ).ended;
    expect(said).toMatch(/^HTTP\/1.1 204 .*connection: close/is);
  });

  it('is told apart from one that waits for each answer on the same connection', async () => {
    await start();
    const { socket } = connectRaw(rig.port, asking(0));
    let answers = 0;
    socket.on('data', (chunk) => {
      answers += chunk.toString('latin1').split('HTTP/1.1 204').length - 1;
      if (answers < 40) socket.write(asking(answers));
    });
    await waitUntil('forty answers', () => answers === 40);
    expect(rig.endpoint.counters()).toMatchObject({ unsigned: 40, pipelined: 0 });
    socket.destroy();
  });
});

describe('a slow sender', () => {
  const quick: Partial<EndpointLimits> = { headersWithinMs: 150, requestWithinMs: 300, lateCheckMs: 30 };
  const head = (headers: Record<string, string>) =>
    `POST ${rigPath} HTTP/1.1\r\nhost: x\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}`;

  it('that says nothing is ended', async () => {
    await start(quick);
    expect(await connectRaw(rig.port, '').ended).toMatch(/^(HTTP\/1.1 408|$)/);
  });

  it('that drips its headers is ended', async () => {
    await start(quick);
    const { socket, ended } = connectRaw(rig.port, `POST ${rigPath} HTTP/1.1\r\nhost: x\r\n`);
    const drip = setInterval(() => socket.write('x-a: b\r\n'), 20);
    expect(await ended.finally(() => clearInterval(drip))).toMatch(/^HTTP\/1.1 408/);
  });

  it('that drips a signed body is ended, its place is free again and nothing is stored', async () => {
    await start({ ...quick, bodiesMax: 1 });
    const headers = signWebhook({ atMs: rig.clock.wallMs(), body });
    const { socket, ended } = connectRaw(rig.port, `${head({ ...headers, 'content-length': '5000' })}\r\n`);
    const drip = setInterval(() => socket.write('x'), 20);
    await ended.finally(() => clearInterval(drip));
    expect(rig.stored.size).toBe(0);
    await waitUntil('the place to be free', async () => (await rig.sendSigned()) === 204);
  });

  it('that drips an unsigned body is answered at once and ended', async () => {
    await start(quick);
    const { socket, ended } = connectRaw(rig.port, `${head({ 'content-length': '5000' })}\r\n`);
    const drip = setInterval(() => socket.write('x'), 20);
    expect(await ended.finally(() => clearInterval(drip))).toMatch(/^HTTP\/1.1 204/);
  });

  it('does not keep a signed event from landing', async () => {
    await start(quick);
    const slow = Array.from({ length: 20 }, () => connectRaw(rig.port, head({ 'webhook-id': 'x' })));
    expect(await rig.sendSigned()).toBe(204);
    await Promise.all(slow.map(({ ended }) => ended));
  });
});
