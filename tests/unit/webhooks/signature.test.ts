import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook } from '../../../electron/webhooks/signature.ts';
import type { HeaderValues } from '../../../electron/webhooks/signature-headers.ts';
import { signWebhook, testVerifier } from '../../fakes/signed-webhook.ts';

const nowMs = Date.UTC(2026, 2, 24, 17, 0, 0);
const body = '{"id":"47098562","type":"cardTransaction"}';
const minuteMs = 60_000;
const hourMs = 3_600_000;

function verify(headers: HeaderValues, rawBody: string | Uint8Array = body, verifiers = [testVerifier]) {
  return verifyWebhook({ headers, rawBody: Buffer.from(rawBody), verifiers, nowMs });
}

const signed = (atMs = nowMs) => signWebhook({ atMs, body });
const valid = (isFresh: boolean, signedAtMs = nowMs) => ({
  kind: 'valid',
  webhookId: 'msg_1',
  signedAtMs,
  isFresh,
});
const invalid = (why: string) => ({ kind: 'invalid', why });

describe('a genuine signature', () => {
  it('is the one of the published example of this scheme', () => {
    const verification = verifyWebhook({
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      rawBody: Buffer.from('{"test": 2432232314}'),
      verifiers: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      nowMs: 1_614_265_330_000,
    });
    expect(verification).toEqual({
      kind: 'valid',
      webhookId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      signedAtMs: 1_614_265_330_000,
      isFresh: true,
    });
  });

  it('holds with header names in any case', () => {
    const headers = Object.fromEntries(
      Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(verify(headers)).toEqual(valid(true));
  });

  it('holds among signatures of other keys and other versions', () => {
    const headers = signed();
    const others = `v1,${Buffer.alloc(32, 9).toString('base64')} v2,abc v1a,xyz`;
    expect(verify({ ...headers, 'webhook-signature': `${others} ${headers['webhook-signature']}` })).toEqual(
      valid(true),
    );
  });

  it('holds when the signature list came in several header lines, or joined by a proxy', () => {
    const headers = signed();
    const other = `v1,${Buffer.alloc(32, 9).toString('base64')}`;
    const own = headers['webhook-signature'] ?? '';
    expect(verify({ ...headers, 'webhook-signature': [other, own] })).toEqual(valid(true));
    expect(verify({ ...headers, 'webhook-signature': `${other}, ${own}` })).toEqual(valid(true));
  });

  it('holds when a proxy doubled the id and the time unchanged', () => {
    const headers = signed();
    const twice = (name: string) => [headers[name] ?? '', headers[name] ?? ''];
    const doubled = {
      ...headers,
      'webhook-id': twice('webhook-id'),
      'webhook-timestamp': twice('webhook-timestamp'),
    };
    expect(verify(doubled)).toEqual(valid(true));
  });

  it('holds with the second verifier while a token is being replaced', () => {
    const older = Buffer.alloc(24, 3).toString('base64');
    expect(verify(signed(), body, ['', older, `  whsec_${testVerifier} `])).toEqual(valid(true));
  });

  it('covers bytes that are no text, and an empty body', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
    expect(verify(signWebhook({ atMs: nowMs, body: bytes }), bytes)).toEqual(valid(true));
    expect(verify(signWebhook({ atMs: nowMs, body: '' }), '')).toEqual(valid(true));
  });
});

describe('a late signature', () => {
  it.each([
    ['exactly 5 minutes', 5 * minuteMs, true],
    ['6 minutes', 6 * minuteMs, false],
    ['27 hours', 27 * hourMs, false],
    ['48 hours', 48 * hourMs, false],
  ])('B28 that is %s old is genuine, and news only within 5 minutes', (_age, ageMs, isFresh) => {
    expect(verify(signed(nowMs - ageMs))).toEqual(valid(isFresh, nowMs - ageMs));
  });

  it('B28 is still refused when 27 hours old and made with another key', () => {
    const headers = signWebhook({
      atMs: nowMs - 27 * hourMs,
      body,
      verifier: Buffer.alloc(32, 1).toString('base64'),
    });
    expect(verify(headers)).toEqual(invalid('no_match'));
  });

  it('is refused beyond 48 hours', () => {
    expect(verify(signed(nowMs - 48 * hourMs - 1_000))).toEqual(invalid('too_old'));
    expect(verify(signed(nowMs - 72 * hourMs))).toEqual(invalid('too_old'));
  });

  it('is taken from up to 5 minutes in the future and refused beyond', () => {
    expect(verify(signed(nowMs + 5 * minuteMs))).toEqual(valid(true, nowMs + 5 * minuteMs));
    expect(verify(signed(nowMs + 5 * minuteMs + 1_000))).toEqual(invalid('too_new'));
  });

  it('is refused when the clock gives no number', () => {
    const verification = verifyWebhook({
      headers: signed(),
      rawBody: Buffer.from(body),
      verifiers: [testVerifier],
      nowMs: Number.NaN,
    });
    expect(verification).toEqual(invalid('too_old'));
  });
});

describe('a signature that does not hold', () => {
  it('B26 is one made with another key', () => {
    expect(verify(signed(), body, [Buffer.alloc(32, 1).toString('base64')])).toEqual(invalid('no_match'));
  });

  it('B26 is one made with the text of the verifier as the key', () => {
    const signature = createHmac('sha256', testVerifier)
      .update(`msg_1.${nowMs / 1_000}.${body}`)
      .digest('base64');
    expect(verify({ ...signed(), 'webhook-signature': `v1,${signature}` })).toEqual(invalid('no_match'));
  });

  it('B26 is one over a body that differs in any one bit', () => {
    const raw = Buffer.from(body);
    for (let bit = 0; bit < raw.length * 8; bit += 1) {
      const tampered = Buffer.from(raw);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify(signed(), tampered)).toEqual(invalid('no_match'));
    }
  });

  it('B26 is one over a body whose broken bytes only look the same as text', () => {
    const first = Uint8Array.from([0x22, 0xff, 0x22]);
    const second = Uint8Array.from([0x22, 0xfe, 0x22]);
    expect(verify(signWebhook({ atMs: nowMs, body: first }), second)).toEqual(invalid('no_match'));
  });

  it('B26 is one over a body with white space or a byte added', () => {
    expect(verify(signed(), `${body}\n`)).toEqual(invalid('no_match'));
    expect(verify(signed(), ` ${body}`)).toEqual(invalid('no_match'));
    expect(verify(signed(), '')).toEqual(invalid('no_match'));
  });

  it('B26 is one moved to another id or another time', () => {
    expect(verify({ ...signed(), 'webhook-id': 'msg_2' })).toEqual(invalid('no_match'));
    expect(verify({ ...signed(), 'webhook-timestamp': String(nowMs / 1_000 - 1) })).toEqual(
      invalid('no_match'),
    );
  });

  it('B26 is one that is only part of the header text', () => {
    const own = signed()['webhook-signature'] ?? '';
    for (const text of [
      `v1,xx${own.slice(3)}`,
      own.slice(3),
      `v1${own.slice(3)}`,
      `v2,${own.slice(3)}`,
      `${own},`,
      `v1, ${own.slice(3)}`,
      own.slice(0, -1),
      own.toUpperCase(),
    ]) {
      expect(verify({ ...signed(), 'webhook-signature': text }).kind).toBe('invalid');
    }
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'is one without the header %s',
    (name) => {
      expect(verify({ ...signed(), [name]: undefined })).toEqual(invalid('missing_header'));
    },
  );

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'is one with the header %s empty',
    (name) => {
      expect(verify({ ...signed(), [name]: '' }).kind).toBe('invalid');
      expect(verify({ [name]: '' })).toEqual(invalid('missing_header'));
      expect(verify({ ...signed(), [name]: [] }).kind).toBe('invalid');
    },
  );

  it.each(['webhook-id', 'webhook-timestamp'])('is one whose copies of %s contradict each other', (name) => {
    const own = signed()[name] ?? '';
    expect(verify({ ...signed(), [name]: [own, `${own}1`] })).toEqual(invalid('contradicting_copies'));
  });

  it.each([
    '123abc',
    '1774371600.5',
    '1e9',
    '+1774371600',
    '-1774371600',
    ' 1774371600',
    '01774371600',
    '0x69',
    'now',
    '9'.repeat(13),
    '١٧٧٤٣٧١٦٠٠',
  ])('is one with the time %j', (timestamp) => {
    expect(verify({ ...signed(), 'webhook-timestamp': timestamp })).toEqual(invalid('bad_timestamp'));
  });

  it.each(['', 'a b', 'msg.1', 'msg\n1', 'é', 'm'.repeat(201)])(
    'is one with the id %j, though signed',
    (webhookId) => {
      expect(verify(signWebhook({ webhookId, atMs: nowMs, body })).kind).toBe('invalid');
    },
  );

  it('is one in a list longer than any genuine one', () => {
    const own = signed()['webhook-signature'] ?? '';
    expect(verify({ ...signed(), 'webhook-signature': `${'v2,a '.repeat(1_000)}${own}` })).toEqual(
      invalid('bad_signature_list'),
    );
  });

  it.each(['', ' ', 'whsec_', 'A', '=', '====', '!!!!', 'AAAAA', 'AA=', 'naïve', 'A'.repeat(2_000)])(
    'is never measured by the unusable verifier %j',
    (verifier) => {
      const key = Buffer.from(verifier.replace('whsec_', ''), 'base64');
      const signature = createHmac('sha256', key)
        .update(`msg_1.${nowMs / 1_000}.${body}`)
        .digest('base64');
      expect(verify({ ...signed(), 'webhook-signature': `v1,${signature}` }, body, [verifier])).toEqual(
        invalid('no_usable_verifier'),
      );
    },
  );

  it('is never measured by no verifier at all', () => {
    expect(verify(signed(), body, [])).toEqual(invalid('no_usable_verifier'));
  });
});

describe('no signature', () => {
  it('B27 is found where none of the three headers is there', () => {
    expect(verify({})).toEqual({ kind: 'no_signature' });
    expect(verify({ 'content-type': 'application/json', 'webhook-ids': 'x' })).toEqual({
      kind: 'no_signature',
    });
  });

  it('B27 is found where only the names of the service behind Helcim are there', () => {
    const renamed = Object.fromEntries(
      Object.entries(signed()).map(([name, value]) => [name.replace('webhook', 'svix'), value]),
    );
    expect(verify(renamed)).toEqual({ kind: 'no_signature' });
  });
});

describe('any request', () => {
  it('gets the answer of the reference library, wherever that one can answer', () => {
    const key = fc
      .uint8Array({ minLength: 1, maxLength: 64 })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
    fc.assert(
      fc.property(key, key, id, fc.string({ unit: 'grapheme' }), (verifier, signer, webhookId, text) => {
        const atMs = Math.floor(Date.now() / 1_000) * 1_000;
        const headers = {
          'webhook-id': webhookId,
          'webhook-timestamp': String(atMs / 1_000),
          'webhook-signature': new Webhook(signer).sign(webhookId, new Date(atMs), text),
        };
        const ours = verifyWebhook({
          headers,
          rawBody: Buffer.from(text),
          verifiers: [verifier],
          nowMs: atMs,
        });
        expect(ours.kind === 'valid').toBe(
          doesNotThrow(() => new Webhook(verifier).verify(text, headers, { jsonParse: false })),
        );
        const own = verifyWebhook({ headers, rawBody: Buffer.from(text), verifiers: [signer], nowMs: atMs });
        expect(own.kind).toBe('valid');
      }),
    );
  });

  it('never throws and is never valid without the key', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.constant(undefined),
    );
    const headers = fc.record(
      {
        'webhook-id': value,
        'webhook-timestamp': fc.oneof(value, fc.constant(String(nowMs / 1_000))),
        'webhook-signature': value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(headers, fc.uint8Array(), fc.array(fc.string()), (given, rawBody, verifiers) => {
        const verification = verifyWebhook({ headers: given, rawBody, verifiers, nowMs });
        expect(['no_signature', 'invalid']).toContain(verification.kind);
      }),
    );
  });
});

function doesNotThrow(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
