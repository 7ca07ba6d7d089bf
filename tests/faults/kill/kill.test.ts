/** The short form of `npm run faults:kill`: the same code, with as many kills as a person waits for. */
import { randomInt } from 'node:crypto';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { buildIfStale } from '../../bench/build-if-stale.ts';
import { type Campaign, startCampaign } from './campaign.ts';

const kills = 16;

let campaign: Campaign | null = null;
beforeAll(buildIfStale, 60_000);
afterEach(() => campaign?.stop());

it('M1 M2 M3 M4 M5 M6 M10 M14 B30 the built main process, killed at any moment, keeps every rule on the same file', async () => {
  const seed = randomInt(2 ** 31);
  console.log(`kill seed ${seed}: npm run faults:kill -- --seed ${seed} --kills ${kills}`);
  campaign = startCampaign({ kills, seed, workers: 2, seconds: null });
  await campaign.done;
  const { failures, figures } = campaign;
  expect(failures).toEqual([]);
  expect(figures.kills).toBe(kills);
  expect(figures.audits).toBeGreaterThan(kills / 2);
  expect(figures.startsToWindow).toBeGreaterThan(0);
}, 240_000);
