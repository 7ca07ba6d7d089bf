/** M11 for the PIN: it goes in and never comes out. */
import { afterEach, expect, it } from 'vitest';
import { openSecretRecord, type Secrets } from '../../../electron/settings/secret-record.ts';
import { goodPin, type ManagerRig, openManagerRig, otherPin, who } from './manager-rig.ts';

let rig: ManagerRig;
afterEach(() => rig.close());

const wrongPin = '604837';
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function recordNow(): Promise<Secrets> {
  const { vault, secretsPath: path } = rig;
  const secrets = (await openSecretRecord({ path, vault, logger, wallMs: () => 0 })).current();
  if (!secrets) throw new Error('there is no record');
  return secrets;
}

it('M11 no PIN, no hash and no token is in an answer, a log line, the ledger or any file, in clear', async () => {
  rig = await openManagerRig();
  const { token } = rig.world.simulator;
  const limits = { aboveCents: 10_00, olderThanDays: null, notFromThisTill: true };
  const answers: unknown[] = [];
  const secrets = [goodPin, otherPin, wrongPin, token];
  const hunted = async () => {
    const { pin } = await recordNow();
    for (const text of [pin?.hash.key, pin?.hash.salt])
      if (text)
        secrets.push(
          text,
          Buffer.from(text, 'base64').toString('latin1'),
          Buffer.from(text, 'base64').toString('hex'),
        );
  };
  for (const [call, input] of [
    ['setPin', { pin: '123456', who }],
    ['setPin', { pin: goodPin, who }],
    ['changePin', { oldPin: wrongPin, newPin: otherPin, who }],
    ['setLimits', { pin: goodPin, limits, who }],
    ['setLimits', { pin: goodPin, limits: { pin: goodPin }, who }],
    ['changePin', { oldPin: goodPin, newPin: otherPin, who }],
    ['resetPin', { apiToken: `${token}x`, newPin: goodPin, who }],
    ['resetPin', { apiToken: token, newPin: goodPin, who }],
    ['status', null],
    ['status', { pin: goodPin }],
  ] as const) {
    answers.push(await rig.call(call, input));
    if ((await rig.status()).pin === 'set') await hunted();
  }
  answers.push(await rig.refund(wrongPin), await rig.refund(goodPin), await rig.world.slices());
  rig.vault.setSealing(false);
  answers.push(await rig.call('changePin', { oldPin: goodPin, newPin: otherPin, who }));
  expect(answers.at(-1)).toMatchObject({ ok: false, error: { code: 'secrets_not_kept' } });

  const said = JSON.stringify(answers) + rig.world.logLines.join('\n');
  await rig.world.stopTill();
  const files = await rig.bytes();
  await rig.world.startTill();
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of secrets) {
    expect(said).not.toContain(secret);
    expect(files.includes(secret, 0, 'latin1'), secret).toBe(false);
  }
  // What is looked for is there where it may be, and what is no secret is found.
  expect(JSON.stringify(await recordNow())).toContain(secrets.at(-3));
  expect(files.includes('pin_reset')).toBe(true);
});
