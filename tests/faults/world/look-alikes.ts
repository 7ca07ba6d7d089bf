/**
 * What looks like evidence of ours and is none: a row of another type or currency under our number, a number that only
 * contains ours, a cancel of the same amount on the same terminal that another till's customer made.
 */
import type { Drawing } from '../../fakes/drawing.ts';
import type { Happening, Press, Setting, Step } from './script.ts';

const secondMs = 1_000;

type Around = readonly (readonly [number, Happening])[];

/** One press and what could be taken for its evidence, in milliseconds from the press. */
export function drawLookAlikes(draw: Drawing, setting: Setting): readonly Step[] {
  const atMs = draw.whole(3 * secondMs, setting.dayMs);
  const terminal = draw.whole(0, setting.terminals - 1);
  const cents = draw.pick([5_00, 12_34, 44_00]);
  const press: Press = {
    kind: 'press',
    cashier: 4,
    terminal,
    cents,
    sale: 'new',
    confirmsDoubt: true,
    isDoubled: false,
    transitMs: draw.whole(0, 10),
    customer: draw.pick<Press['customer']>([
      [],
      [{ afterMs: draw.whole(20_000, 100_000), action: 'tap-debit' }],
      [{ afterMs: draw.whole(3_000, 20_000), action: 'decline' }],
    ]),
  };
  const around = draw.pick([rowsLikeIt, cancelsLikeIt])(draw, terminal, cents);
  return [
    { atMs, ...press },
    ...around.map(([afterMs, happening]) => ({ atMs: Math.max(0, atMs + afterMs), ...happening })),
  ];
}

function rowsLikeIt(draw: Drawing): Around {
  return [
    [
      draw.whole(1_000, 15_000),
      {
        kind: 'look-alike',
        what: draw.pick(['longer-number', 'preauth', 'other-currency'] as const),
      },
    ],
  ];
}

function cancelsLikeIt(draw: Drawing, terminal: number, cents: number): Around {
  const cancel = (currency: 'own' | 'other', agoMs: number): Happening => ({
    kind: 'foreign-cancel',
    terminal,
    cents,
    currency,
    agoMs,
  });
  const afterMs = draw.whole(1_000, 18_000);
  return draw.pick<Around>([
    // News that comes late, of a customer before ours.
    [[afterMs, cancel('own', afterMs + draw.whole(150, 900) * secondMs)]],
    [[afterMs, cancel('other', 0)]],
    // Ours never left.
    [
      [-50, { kind: 'network', mode: 'refused', forMs: 3_000 }],
      [afterMs + 4_000, cancel('own', 0)],
    ],
  ]);
}
