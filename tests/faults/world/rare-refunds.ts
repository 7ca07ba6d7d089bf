/**
 * Two days that chance alone hardly ever draws: somebody else gives back what a lost reverse of ours was to take back, on
 * the other road; and people want money back from a till whose restored ledger has not been caught up yet, while Helcim
 * answers again.
 */
import type { Drawing } from '../../fakes/drawing.ts';
import type { Press, RefundPress, Setting, Step } from './script.ts';

const secondMs = 1_000;

/** Streams of their own, so that no other history changes. */
export function drawRareRefunds(draw: Drawing, setting: Setting): readonly Step[] {
  return draw.pick([otherRoad, beforeCaughtUp])(draw, setting);
}

/** The request is lost before Helcim has it; the batch closes; then the same amount goes back by a refund of others. */
function otherRoad(draw: Drawing, setting: Setting): readonly Step[] {
  const saleAtMs = draw.whole(23, 40) * secondMs;
  const refundAtMs = saleAtMs + draw.whole(12, 25) * secondMs;
  const closeAtMs = refundAtMs + draw.whole(4, 15) * secondMs;
  return [
    { atMs: saleAtMs, ...sale(draw, setting) },
    {
      atMs: refundAtMs - 30,
      kind: 'fault',
      fault: {
        kind: 'drop',
        when: 'before-effect',
        match: { method: 'POST', path: '/payment/reverse' },
      },
    },
    { atMs: refundAtMs, ...refund(draw, setting) },
    { atMs: closeAtMs, kind: 'close-batch' },
    { atMs: closeAtMs + draw.whole(1, 60) * secondMs, kind: 'refund-elsewhere', back: 0, share: 100 },
  ];
}

/**
 * An older copy comes back right after a send. At first Helcim's list has a row that cannot be read, so that the till
 * does not learn what it lacks; it asks again ever more rarely, and meanwhile everything else can be read.
 */
function beforeCaughtUp(draw: Drawing, setting: Setting): readonly Step[] {
  const saleAtMs = draw.whole(23, 30) * secondMs;
  const restoreAtMs = saleAtMs + draw.whole(40, 50) * secondMs;
  const blurMs = draw.whole(10, 14) * secondMs;
  return [
    { atMs: saleAtMs, ...sale(draw, setting) },
    { atMs: saleAtMs + 12 * secondMs, kind: 'close-batch' },
    { atMs: restoreAtMs - 6 * secondMs, ...sale(draw, setting) },
    { atMs: restoreAtMs - 100, kind: 'blur', how: 'unreadable', forMs: blurMs },
    { atMs: restoreAtMs, kind: 'restore', ageMs: 10 * secondMs, downMs: 0 },
    ...[0, 3, 6, 9, 12].map((afterS) => ({
      atMs: restoreAtMs + blurMs + afterS * secondMs,
      ...refund(draw, setting),
    })),
  ];
}

function sale(draw: Drawing, setting: Setting): Press {
  return {
    kind: 'press',
    cashier: 5,
    terminal: draw.whole(0, setting.terminals - 1),
    cents: draw.pick([5_00, 20_00, 40_00]),
    sale: 'new',
    confirmsDoubt: true,
    isDoubled: false,
    transitMs: draw.whole(0, 10),
    customer: [{ afterMs: draw.whole(400, 3_000), action: 'tap-credit' }],
  };
}

/** Of all that is left of the last payment. */
function refund(draw: Drawing, setting: Setting): RefundPress {
  return {
    kind: 'refund',
    of: 'sale',
    back: 0,
    share: null,
    cardKind: 'credit',
    terminal: draw.whole(0, setting.terminals - 1),
    how: 'once',
    ignoresPlan: draw.chance(0.3),
    confirmsDoubt: true,
    transitMs: draw.whole(0, 30),
    customer: [],
  };
}
