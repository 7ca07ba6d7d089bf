import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Drawing } from '../../fakes/drawing.ts';

/** One fault of Helcim, a terminal or a webhook, short enough to be over when a ledger comes to rest. */
export function drawFault(draw: Drawing): FaultInput {
  const onPurchase = { method: 'POST', path: '/devices/' };
  const onReads = { method: 'GET', path: '/card-transactions' };
  const when = draw.pick(['before-effect', 'after-effect'] as const);
  const ms = draw.whole(1, 800);
  const reply = draw.pick<FaultInput>([
    { kind: 'drop', when },
    { kind: 'cut-body', when },
    { kind: 'status', when, status: draw.pick([500, 503, 408]), form: draw.pick(['html', 'empty'] as const) },
    { kind: 'rate-limited' },
  ]);
  return draw.pick<FaultInput>([
    { ...reply, match: onPurchase },
    { ...reply, match: onReads, times: draw.whole(1, 4) },
    { kind: 'delay', when, ms: draw.whole(1, 200), match: onPurchase },
    { kind: 'not-on-screen', match: onPurchase },
    { kind: 'late-on-screen', ms, match: onPurchase },
    { kind: 'repeat-on-screen', match: onPurchase },
    { kind: 'hidden-transaction', ms, match: onPurchase },
    {
      kind: 'outcome-before-reply',
      action: draw.pick(['tap-credit', 'decline'] as const),
      match: onPurchase,
    },
    { kind: 'webhook-lost' },
    { kind: 'webhook-doubled' },
    { kind: 'webhook-late', ms },
  ]);
}
