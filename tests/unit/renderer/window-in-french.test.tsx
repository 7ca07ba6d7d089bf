import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AttemptScreen } from '../../../renderer/features/attempt/attempt-screen.tsx';
import { ChargeScreen } from '../../../renderer/features/charge/charge-screen.tsx';
import { startTexts } from '../../../renderer/i18n/text.ts';
import { createTill, type Till } from '../../../renderer/state/till.ts';
import { TillProvider } from '../../../renderer/state/till-context.tsx';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { createFakeBridge } from '../../fakes/fake-bridge.ts';
import { fakeAttempt, fakeSnapshot, fakeTerminal } from '../../fakes/fake-views.ts';

/** A window that main has told all this, in French. */
async function tillWith(attempts: readonly AttemptView[]): Promise<Till> {
  const { bridge } = createFakeBridge(
    fakeSnapshot({
      preferences: { theme: 'light', language: 'fr' },
      terminals: [fakeTerminal('VT01')],
      openAttempts: attempts,
    }),
  );
  const till = createTill({
    bridge,
    time: { nowMs: () => 0, later: () => () => {} },
    wallMs: () => 0,
    makePressId: () => 'press',
    keep: { read: () => null, write: () => {} },
  });
  const stop = till.start();
  await till.mirror.refresh();
  stop();
  // Drawn without a browser, a store shows what it began with.
  till.mirror.store.getInitialState = till.mirror.store.getState;
  till.charge.store.getInitialState = till.charge.store.getState;
  return till;
}

async function draw(till: Till, screen: ReactNode): Promise<string> {
  await startTexts('fr');
  return renderToStaticMarkup(
    <MantineProvider>
      <TillProvider till={till}>{screen}</TillProvider>
    </MantineProvider>,
  );
}

describe('the window in French', () => {
  it('charges: its words, its amounts and the key of its decimals', async () => {
    const till = await tillWith([]);
    till.charge.edit({ amountText: '1234,5' });
    const page = await draw(till, <ChargeScreen />);
    expect(page).toContain('Lu comme 1\u00a0234,50\u00a0$');
    expect(page).toMatch(/<button[^>]*>,<\/button>/);
    expect(page).not.toMatch(/<button[^>]*>\.<\/button>/);
    expect(page).toContain('value="1234,5"');
  });

  it('M16 says of a payment without news that it is being checked, and what not to do', async () => {
    const view = fakeAttempt(1, { state: 'checking' });
    const page = await draw(await tillWith([view]), <AttemptScreen attemptId={view.id} />);
    expect(page).toContain('Vérification');
    expect(page).toContain('42,50\u00a0$');
    expect(page).toContain('Ne renvoyez rien et ne remettez pas encore la marchandise.');
    expect(page).not.toMatch(/Checking|Do not send/);
  });

  it('M5 claims nothing of a payment whose end is unknown', async () => {
    const view = fakeAttempt(1, { state: 'unknown' });
    const page = await draw(await tillWith([view]), <AttemptScreen attemptId={view.id} />);
    expect(page).toContain('Nous ne savons pas si la carte du client a été débitée.');
    expect(page).not.toMatch(/La carte n’a pas été débitée|Payé\. Vous/);
  });
});
