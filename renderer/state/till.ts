import type { Bridge } from '../../shared/ipc-contract.ts';
import { type Charge, createCharge } from './charge-store.ts';
import { createHistory, type History } from './history-store.ts';
import { createMirror, type Mirror, type WindowTime } from './mirror-store.ts';
import { createScreenStore, openFirst, type Screen, type ScreenStore } from './screen-store.ts';
import { watchForWake } from './wake-watch.ts';

/** Everything a screen works with: the bridge, the mirror of main's truth, and the window's own state. */
export interface Till {
  readonly bridge: Bridge;
  readonly mirror: Mirror;
  readonly screens: ScreenStore;
  readonly charge: Charge;
  readonly history: History;
  open(screen: Screen): void;
  /** Begins; what happened while nobody looked opens first. Returns the way to stop. */
  start(): () => void;
}

export interface TillParts {
  readonly bridge: Bridge;
  readonly time: WindowTime;
  readonly wallMs: () => number;
  readonly makePressId: () => string;
}

export function createTill({ bridge, time, wallMs, makePressId }: TillParts): Till {
  const mirror = createMirror(bridge, time);
  const screens = createScreenStore();
  const open = (screen: Screen) => screens.setState({ screen });
  const charge = createCharge({
    charge: (input) => bridge.payments.charge(input),
    wallMs,
    makePressId,
    onAccepted(view) {
      mirror.remember(view);
      open({ name: 'attempt', attemptId: view.id });
    },
  });

  const openWhatHappened = () => {
    const { snapshot } = mirror.store.getState();
    if (snapshot === null) return;
    const first = openFirst(snapshot);
    if (first.screen.name === 'attempt') screens.setState(first);
  };

  const start = () => {
    const stopMirror = mirror.start();
    const stopFirst = mirror.store.subscribe((state, before) => {
      if (before.snapshot === null && state.snapshot !== null) openWhatHappened();
    });
    const stopWake = watchForWake(wallMs, () => void mirror.refresh().then(openWhatHappened));
    return () => {
      stopWake();
      stopFirst();
      stopMirror();
    };
  };

  return { bridge, mirror, screens, charge, history: createHistory(bridge), open, start };
}
