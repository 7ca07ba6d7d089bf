import { useStore } from 'zustand';
import styles from './app.module.css';
import { ActionButton } from './components/action-button.tsx';
import { Announcer } from './components/announcer.tsx';
import { Refusal } from './components/refusal.tsx';
import { AlarmBar } from './features/alarms/alarm-bar.tsx';
import { AttemptScreen } from './features/attempt/attempt-screen.tsx';
import { ChargeScreen } from './features/charge/charge-screen.tsx';
import { DayCloseScreen } from './features/day-close/day-close-screen.tsx';
import { DemoPanel } from './features/demo-panel/demo-panel.tsx';
import { DoubtsScreen } from './features/doubts/doubts-screen.tsx';
import { Header } from './features/frame/header.tsx';
import { useShortcuts } from './features/frame/shortcuts.ts';
import { DetailScreen } from './features/history/detail-screen.tsx';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { OpeningCheckScreen } from './features/opening-check/opening-check-screen.tsx';
import { RecoveryNotice } from './features/recovery/recovery-notice.tsx';
import { RefundScreen } from './features/refund/refund-screen.tsx';
import { UnlockGate } from './features/session/unlock-gate.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { SetupScreen } from './features/setup/setup-screen.tsx';
import { StatusLine } from './features/status/status-line.tsx';
import { StatusScreen } from './features/status/status-screen.tsx';
import { AttemptStrip } from './features/strip/attempt-strip.tsx';
import { TerminalsScreen } from './features/terminals/terminals-screen.tsx';
import { useText } from './i18n/text.ts';
import { useScreenState, useTill } from './state/till-context.tsx';

/** Asks for the PIN above everything; below, the screens as soon as there is something to show. */
export function App() {
  const till = useTill();
  const isReady = useStore(till.mirror.store, (state) => state.snapshot !== null);
  useShortcuts(till);
  return (
    <>
      <UnlockGate />
      {isReady ? <Frame /> : <Opening />}
    </>
  );
}

/** What is the same everywhere, and the screen inside it. */
function Frame() {
  const { t } = useText();
  const till = useTill();
  const trouble = useStore(till.mirror.store, (state) => state.trouble);
  // The guide needs the width, and has nothing for a virtual customer to do.
  const isGuide = useScreenState(({ screen }) => screen.name === 'setup');
  return (
    <div className={styles.app}>
      <a className={styles.skip} href="#screen">
        {t('app.skip')}
      </a>
      <Header />
      <AlarmBar />
      <RecoveryNotice />
      <AttemptStrip />
      <div className={styles.middle}>
        <main id="screen" className={styles.main} tabIndex={-1}>
          {trouble !== null && (
            <div className={styles.trouble}>
              <Refusal error={trouble} />
            </div>
          )}
          <CurrentScreen />
        </main>
        {!isGuide && <DemoPanel />}
      </div>
      <StatusLine />
      <Announcer />
    </div>
  );
}

function CurrentScreen() {
  const screen = useScreenState((state) => state.screen);
  switch (screen.name) {
    case 'charge':
      return <ChargeScreen />;
    case 'refund':
      return <RefundScreen />;
    case 'doubts':
      return <DoubtsScreen />;
    case 'terminals':
      return <TerminalsScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'day_close':
      return <DayCloseScreen />;
    case 'setup':
      return <SetupScreen asked={screen.step} />;
    case 'status':
      return <StatusScreen />;
    case 'opening_check':
      return <OpeningCheckScreen />;
    case 'attempt':
      return <AttemptScreen key={screen.attemptId} attemptId={screen.attemptId} />;
    case 'detail':
      return <DetailScreen key={screen.attemptId} attemptId={screen.attemptId} />;
  }
}

/** Until the first snapshot is there, and when it does not come. */
function Opening() {
  const { t } = useText();
  const { mirror } = useTill();
  const trouble = useStore(mirror.store, (state) => state.trouble);
  return (
    <main className={styles.opening}>
      <h1>{t('app.name')}</h1>
      {trouble === null ? (
        <p role="status">{t('app.loading')}</p>
      ) : (
        <>
          <p>
            {t('app.trouble')} {t('app.trouble_next')}
          </p>
          <Refusal error={trouble} />
          <ActionButton onPress={() => void mirror.refresh()}>{t('app.ask_again')}</ActionButton>
        </>
      )}
    </main>
  );
}
