import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../../electron/simulator/simulator.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { HelcimProxy } from '../../fakes/helcim-proxy.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const pair = (code: string) =>
  world.handlers().terminals.pair({ code: code as TerminalCode, nickname: null });
const paired = async () => (await world.slices()).terminals.map(({ code }) => code);

describe('pairing', () => {
  it('B1 refuses a code that Helcim does not know', async () => {
    await open({ pair: false });
    expect(await pair('QQQQ')).toMatchObject({ ok: false, error: { code: 'device_not_found' } });
    expect(await paired()).toEqual([]);
  });

  it('B2 refuses a terminal of another account', async () => {
    await open({ pair: false });
    const stranger = await startSimulator({ seed: 'another account', devices: ['FRGN'] });
    try {
      expect(await pair('FRGN')).toMatchObject({ ok: false, error: { code: 'device_not_found' } });
      expect(await paired()).toEqual([]);
    } finally {
      await stranger.close();
    }
  });

  it('B3 takes a terminal that is asleep, and says on ping that it does not listen', async () => {
    await open({ pair: false });
    await world.act('sleep');
    expect(await pair(world.code)).toMatchObject({ ok: true });
    const { code } = world;
    expect(await world.handlers().terminals.ping({ code })).toMatchObject({
      ok: true,
      value: { answer: 'not_listening' },
    });
  });

  it('U19 tells a refused token from a terminal that does not answer', async () => {
    await open();
    const { code } = world;
    world.simulator.faults.add({
      kind: 'status',
      status: 401,
      errors: 'Unauthorized',
      match: { path: '/devices' },
    });
    expect(await world.handlers().terminals.ping({ code })).toMatchObject({
      value: { answer: 'failed', error: { code: 'token_invalid' } },
    });
    await world.act('unplug');
    expect(await world.handlers().terminals.ping({ code })).toMatchObject({
      value: { answer: 'not_listening', error: { code: 'device_not_listening' } },
    });
  });

  it('U15 keeps one terminal under one code, in whatever case Helcim writes it', async () => {
    await open({ pair: false, isProxied: true });
    world
      .proxy()
      .setRewrite(({ path }, answer) => (path.startsWith('/devices') ? lowerCased(answer) : answer));
    expect(await pair(world.code)).toMatchObject({ ok: true });
    const found = await world.handlers().terminals.discover(null);
    expect(found).toMatchObject({ ok: true });
    expect(found.ok && found.value.filter(({ isPaired }) => isPaired).map(({ code }) => code)).toEqual([
      world.code,
    ]);
    await world.reach(await world.charged(), 'waiting');
  });
});

function lowerCased<Answer extends { readonly body: unknown }>(answer: Answer): Answer {
  return {
    ...answer,
    body: JSON.parse(
      JSON.stringify(answer.body).replace(/"code":"[A-Z0-9]+"/g, (code) => code.toLowerCase()),
    ),
  };
}

describe('the token', () => {
  it.each([401, 403] as const)(
    'B4 blocks every charge while the token is wrong (%i)',
    async (invalidTokenStatus) => {
      await open({
        pair: false,
        token: () => 'a-token-that-nobody-issued',
        simulator: { behaviour: { invalidTokenStatus } },
      });
      await waitUntil('the refusal of the token', () => world.till().blocked()?.code === 'token_invalid');
      expect(await world.charge()).toMatchObject({ ok: false, error: { code: 'token_invalid' } });
      expect(await pair(world.code)).toMatchObject({ ok: false, error: { code: 'token_invalid' } });
      expect((await world.slices()).blocked).toMatchObject({ code: 'token_invalid' });
      expect(world.purchases()).toBe(0);
    },
  );

  it('B5 says on the first charge that the token may not take payments', async () => {
    await open({ token: ({ tokens }) => tokens.readOnly, pair: false });
    await waitUntil('the account', () => world.till().blocked() === null);
    await pair(world.code);
    const { attempt } = await world.reach(await world.charged(), 'refused');
    expect(attempt.errorCode).toBe('token_lacks_permission');
    expect(world.simulator.devices()[0]?.request).toBeNull();
  });

  it('B5 does not guess: a token without any right is told as such and takes no money', async () => {
    await open({ token: ({ tokens }) => tokens.powerless, pair: false });
    await waitUntil('the ledger', () => world.till().room() !== null);
    await pair(world.code);
    const result = await world.charge();
    const id = result.ok ? result.value.id : '';
    const { attempt } = await world.reach(id, 'refused');
    expect(attempt.errorCode).toBe('token_lacks_permission');
  });

  it('B5 needs no more than Helcim asks for: a token for purchases alone takes one to its approval', async () => {
    await open({ token: ({ tokens }) => tokens.purchaseOnly, pair: false });
    await waitUntil('the account', () => world.till().blocked() === null);
    await pair(world.code);
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
  });
});

describe('the currency', () => {
  it('B6 charges in the account’s own', async () => {
    await open({ simulator: { currency: 'USD' } });
    const id = await world.charged();
    await world.asking();
    expect(world.simulator.devices()[0]?.request?.currency).toBe('USD');
    expect((await world.facts(id)).attempt.currency).toBe('USD');
  });

  it('B6 takes Helcim’s refusal of a wrong one as definite', async () => {
    // Nothing names the account's currency, so it is only assumed.
    const hideCurrency = (proxy: HelcimProxy) =>
      proxy.setRewrite(({ path }, answer) =>
        path === '/card-terminals' ? { status: 200, body: [{ id: 7 }] } : answer,
      );
    await open({ simulator: { currency: 'USD' }, isProxied: true, prepare: hideCurrency });
    const { attempt } = await world.reach(await world.charged(), 'refused');
    expect(attempt).toMatchObject({ currency: 'CAD', errorCode: 'request_rejected' });
    expect(world.simulator.devices()[0]?.request).toBeNull();
  });

  it('B6 refuses to charge the rest of a sale in another currency than it began in', async () => {
    await open({ isProxied: true });
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    const { attempt } = await world.reach(id, 'cancelled');
    await world.stopTill();
    world.proxy().setRewrite(({ path }, answer) =>
      path === '/card-terminals'
        ? {
            ...answer,
            body: (answer.body as object[]).map((terminal) => ({ ...terminal, currency: 'USD' })),
          }
        : answer,
    );
    await world.startTill();
    await waitUntil('the other currency', () => world.till().currency() === 'USD');
    expect(await world.charge({ saleId: attempt.saleId })).toMatchObject({
      ok: false,
      error: { code: 'currency_mismatch' },
    });
    expect(world.purchases()).toBe(1);
  });
});

describe('an account whose terminals cannot be read for a while', () => {
  const hideTerminals = (proxy: HelcimProxy) =>
    proxy.setRewrite(({ path }, answer) =>
      path === '/card-terminals' ? { status: 404, body: { errors: ['none'] } } : answer,
    );
  const showTerminals = () => world.proxy().setRewrite((_call, answer) => answer);

  it('M14 keeps its ledger and its currency', async () => {
    await open({ isProxied: true, simulator: { currency: 'USD' } });
    const id = await world.charged();
    await world.reach(id, 'waiting');
    hideTerminals(world.proxy());
    await world.restart();
    await world.settle();
    await world.restart();
    await world.settle();
    expect(world.till().currency()).toBe('USD');
    expect(await world.charge()).toMatchObject({
      ok: false,
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
  });

  it('M14 keeps the ledger that it began without them once they can be read', async () => {
    await open({ isProxied: true, pair: false, prepare: hideTerminals });
    await pair(world.code);
    const id = await world.charged();
    await world.reach(id, 'waiting');
    showTerminals();
    await world.restart();
    await waitUntil('the bound account', () => world.ledger().info.accountFingerprint !== null);
    await world.restart();
    await world.settle();
    expect(await world.charge()).toMatchObject({
      ok: false,
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
    expect(world.purchases()).toBe(1);
  });
});

describe('the same account', () => {
  const showMoreTerminals = (proxy: HelcimProxy) =>
    proxy.setRewrite(({ path }, answer) =>
      path === '/card-terminals' && Array.isArray(answer.body)
        ? { ...answer, body: [...(answer.body as object[]), { id: 987_654, currency: 'CAD' }] }
        : answer,
    );

  it('M14 M16 is not blocked when it gets one terminal more, with or without memory of it', async () => {
    await open({ isProxied: true });
    const id = await world.charged();
    await world.reach(id, 'waiting');
    showMoreTerminals(world.proxy());
    for (const isForgotten of [false, true]) {
      await world.stopTill();
      if (isForgotten) world.forgetAccount();
      await world.startTill();
      await waitUntil('the wider binding', () =>
        (world.ledger().info.accountFingerprint ?? '').split('-').includes('987654'),
      );
      expect(world.till().blocked()).toBeNull();
      expect(await world.charge()).toMatchObject({ error: { code: 'terminal_busy', attemptIds: [id] } });
    }
  });

  it('M14 finds the ledger that it began without terminals, though nothing is remembered', async () => {
    await open({
      isProxied: true,
      prepare: (proxy) =>
        proxy.setRewrite(({ path }, answer) =>
          path === '/card-terminals' ? { status: 404, body: { errors: ['none'] } } : answer,
        ),
    });
    const id = await world.charged();
    await world.reach(id, 'waiting');
    world.proxy().setRewrite((_call, answer) => answer);
    for (let start = 0; start < 2; start += 1) {
      await world.stopTill();
      world.forgetAccount();
      await world.startTill();
      expect(await world.charge()).toMatchObject({ error: { code: 'terminal_busy', attemptIds: [id] } });
    }
    expect(world.purchases()).toBe(1);
  });
});

describe('another account', () => {
  it('M14 keeps its block when an answer shows no terminals, and has a ledger of its own at the next start', async () => {
    await open({ isProxied: true, isOneClock: true });
    const { ledgerId } = world.ledger().info;
    const stranger = await startSimulator({ seed: 'another account' });
    try {
      await world.stopTill();
      world.proxy().pointTo(stranger);
      await world.startTill(false);
      await waitUntil('the block', () => world.till().blocked()?.code === 'account_changed');
      let reads = 0;
      world.proxy().setRewrite(({ path }, answer) => {
        if (path !== '/card-terminals') return answer;
        reads += 1;
        return { status: 404, body: { errors: ['none'] } };
      });
      await world.pass(16 * 60_000);
      await waitUntil('another reading of the account', () => reads > 0);
      await world.settle();
      expect(world.till().blocked()?.code).toBe('account_changed');
      world.proxy().setRewrite((_call, answer) => answer);
      await world.restart();
      expect(world.ledger().info.ledgerId).not.toBe(ledgerId);
      world.proxy().pointTo(world.simulator);
      world.forgetAccount();
      await world.restart();
      expect(world.ledger().info.ledgerId).toBe(ledgerId);
    } finally {
      await stranger.close();
    }
  }, 30_000);

  it('M14 blocks a ledger whose token suddenly answers for another account', async () => {
    await open({ isProxied: true });
    await world.reach(await world.charged(), 'waiting');
    const stranger = await startSimulator({ seed: 'another account' });
    try {
      await world.stopTill();
      world.proxy().pointTo(stranger);
      await world.startTill(false);
      await waitUntil('the block', () => world.till().blocked()?.code === 'account_changed');
      expect(await world.charge()).toMatchObject({ ok: false, error: { code: 'account_changed' } });
      expect(stranger.requests().filter(({ method }) => method === 'POST')).toEqual([]);
      expect((await world.slices()).alarms.map(({ kind }) => kind)).toContain('account_changed');
    } finally {
      await stranger.close();
    }
  }, 30_000);
});
