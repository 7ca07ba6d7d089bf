import { describe, expect, it } from 'vitest';
import { openTimedSimulator } from './support.ts';

describe('rate limits', () => {
  it('count down in headers on every counted reply, errors included', async () => {
    const { api } = await openTimedSimulator();
    const first = await api('/connection-test');
    expect(first.headers.get('minute-limit-remaining')).toBe('99');
    expect(first.headers.get('hour-limit-remaining')).toBe('2999');
    const refused = await api('/card-transactions/1');
    expect(refused.headers.get('minute-limit-remaining')).toBe('98');
  });

  it('refuse the 101st call of a minute, until the window has moved on', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    simulator.spendBudget(99);
    expect((await api('/connection-test')).status).toBe(200);
    const refused = await api('/connection-test');
    expect(refused).toMatchObject({ status: 429, json: { errors: expect.any(String) } });
    expect(refused.headers.get('retry-after')).toBeNull();
    clock.advance(59_999);
    expect((await api('/connection-test')).status).toBe(429);
    clock.advance(1);
    expect((await api('/connection-test')).status).toBe(200);
  });

  it('refuse the 3001st call of an hour', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    simulator.spendBudget(3_000);
    clock.advance(60_000);
    const refused = await api('/connection-test');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('hour-limit-remaining')).toBe('0');
    clock.advance(59 * 60_000);
    expect((await api('/connection-test')).status).toBe(200);
  });

  it('refuse a purchase before it reaches the terminal', async () => {
    const { api, simulator } = await openTimedSimulator();
    simulator.spendBudget(100);
    const body = { currency: 'CAD', transactionAmount: 1 };
    expect((await api('/devices/AAAA/payment/purchase', { body })).status).toBe(429);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it('let five calls run at once and refuse the sixth', async () => {
    const { api, simulator, clock } = await openTimedSimulator({ latencyMs: 500 });
    const recorded = (count: number) =>
      new Promise<void>((resolve) => {
        const check = () =>
          simulator.log().filter(({ text }) => text.includes('decided')).length >= count && resolve();
        simulator.on('change', check);
        check();
      });
    const five = Array.from({ length: 5 }, () => api('/connection-test'));
    await recorded(5);
    const sixth = api('/connection-test');
    await recorded(6);
    clock.advance(500);
    expect((await Promise.all(five)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await sixth).status).toBe(429);
    const after = api('/connection-test');
    await recorded(7);
    clock.advance(500);
    expect((await after).status).toBe(200);
  });

  it('can be changed, and the hour header can stand still', async () => {
    const { api, simulator } = await openTimedSimulator({ behaviour: { hourHeader: 'stuck' } });
    simulator.setRateLimits({ perMinute: 2, perHour: 10 });
    await api('/connection-test');
    expect((await api('/connection-test')).headers.get('hour-limit-remaining')).toBe('10');
    expect((await api('/connection-test')).status).toBe(429);
  });

  it('do not count calls without a good token', async () => {
    const { api } = await openTimedSimulator();
    await api('/connection-test', { token: 'nobody' });
    expect((await api('/connection-test')).headers.get('minute-limit-remaining')).toBe('99');
  });
});
