import { nonce } from './boot.ts';
import '@mantine/core/styles.layer.css';
import './theme.css';
import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../shared/language.ts';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { followLanguage } from './i18n/follow-language.ts';
import { startTexts } from './i18n/text.ts';
import { createTill } from './state/till.ts';
import { TillProvider } from './state/till-context.tsx';
import { cssVariables, theme } from './theme.ts';

const keptRefundName = 'tillside.refund';

/** Main keeps the preference; the window stores nothing beyond its session. */
const colorSchemes: MantineColorSchemeManager = {
  get: (preset) => preset,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};

const till = createTill({
  bridge: openBridge(),
  time: {
    nowMs: () => performance.now(),
    later(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  },
  wallMs: () => Date.now(),
  makePressId: () => crypto.randomUUID(),
  // Of this window and this session alone; a main process that starts anew has other attempts to tell of.
  keep: {
    read: () => sessionStorage.getItem(keptRefundName),
    write: (text) => sessionStorage.setItem(keptRefundName, text),
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

followLanguage(
  await startTexts(languageOf(navigator.languages)),
  till.mirror.store,
  document.documentElement,
);
till.start();
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      getStyleNonce={() => nonce}
    >
      <TillProvider till={till}>
        <App />
      </TillProvider>
    </MantineProvider>
  </StrictMode>,
);
