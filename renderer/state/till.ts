import type { AttemptView, Bridge, Snapshot } from '../../shared/ipc-contract.ts';
import { decimalMarks } from '../../shared/language.ts';
import { type Charge, createCharge } from './charge-store.ts';
import { createDayCloseWork, type DayCloseWork } from './day-close-store.ts';
import { createGuide, type Guide } from './guide-store.ts';
import { createHistory, type History } from './history-store.ts';
import { type Keep, keepRefund, keptRefund } from './kept-refund.ts';
import { createMirror, type Mirror, type WindowTime } from './mirror-store.ts';
import { createOriginals, type Originals } from './originals-store.ts';
import { createRefund, type Refund } from './refund-store.ts';
import {
  afterModeChange,
  createScreenStore,
  openFirst,
  type Screen,
  type ScreenStore,
} from './screen-store.ts';
import { createUnlock, type Unlock, withUnlock } from './unlock.ts';
import { watchForWake } from './wake-watch.ts';

/** Everything a screen works with: the bridge, the mirror of main's truth, and the window's own state. */
export interface Till {
  readonly bridge: Bridge;
  /** Where the manager's PIN is asked for. */
  readonly unlock: Unlock;
  readonly mirror: Mirror;
  readonly screens: ScreenStore;
  readonly charge: Charge;
  readonly dayClose: DayCloseWork;
  readonly originals: Originals;
  readonly refund: Refund;
  readonly history: History;
  readonly guide: Guide;
  open(screen: Screen): void;
  /** Begins; what happened while nobody looked opens first. Returns the way to stop. */
  start(): () => void;
}

export interface TillParts {
  readonly bridge: Bridge;
  readonly time: WindowTime;
  readonly wallMs: () => number;
  readonly makePressId: () => string;
  /** Holds what is typed for a refund over a reload of the window. */
  readonly keep: Keep;
}

export function createTill({ bridge: door, time, wallMs, makePressId, keep }: TillParts): Till {
  const unlock = createUnlock();
  const bridge = withUnlock(door, unlock.ask);
  const mirror = createMirror(bridge, time);
  const screens = createScreenStore();
  const open = (screen: Screen) => screens.setState({ screen });
  const openAttempt = (view: AttemptView) => {
    mirror.remember(view);
    open({ name: 'attempt', attemptId: view.id });
  };
  const charge = createCharge({
    charge: (input) => bridge.payments.charge(input),
    wallMs,
    makePressId,
    onAccepted: openAttempt,
  });
  const history = createHistory(bridge);
  const dayClose = createDayCloseWork(bridge);
  const originals = createOriginals((input) => bridge.refunds.find(input));
  const refund = createRefund(
    {
      plan: (input) => bridge.refunds.plan(input),
      start: (input) => bridge.refunds.start(input),
      remind: (input) => bridge.refunds.remind(input),
      currency: () => mirror.store.getState().snapshot?.currency ?? null,
      mark: () => decimalMarks[mirror.store.getState().snapshot?.preferences.language ?? 'en'],
      time,
      wallMs,
      makePressId,
      onAccepted: openAttempt,
    },
    keptRefund(keep),
  );

  const openWhatHappened = () => {
    const { snapshot } = mirror.store.getState();
    if (snapshot === null) return;
    const first = openFirst(snapshot);
    if (first.screen.name === 'attempt') screens.setState(first);
  };

  /** Whoever comes to the till signs what is typed there, unless another name was typed. */
  const followCashier = (before: string, now: string) => {
    const { who } = refund.store.getState();
    if (before !== now && (who === '' || who === before)) refund.setWho(now);
  };

  /** Nothing of one till's payments may stand before the other (M13). */
  const leaveTill = (snapshot: Snapshot) => {
    charge.leaveTill();
    refund.leaveTill();
    originals.forget();
    history.forget();
    dayClose.choose(null);
    screens.setState((state) => afterModeChange(state.screen, snapshot));
  };

  const start = () => {
    const stopMirror = mirror.start();
    const stopFirst = mirror.store.subscribe((state, before) => {
      if (before.snapshot === null && state.snapshot !== null) openWhatHappened();
      if (isOtherTill(before.snapshot, state.snapshot)) leaveTill(state.snapshot);
      followCashier(before.snapshot?.session.cashier ?? '', state.snapshot?.session.cashier ?? '');
    });
    const stopWake = watchForWake(wallMs, () => void mirror.refresh().then(openWhatHappened));
    const stopKeeping = refund.store.subscribe((state) => keepRefund(keep, state));
    return () => {
      stopKeeping();
      stopWake();
      stopFirst();
      stopMirror();
    };
  };

  return {
    bridge,
    unlock,
    mirror,
    screens,
    charge,
    originals,
    refund,
    history,
    dayClose,
    guide: createGuide(),
    open,
    start,
  };
}

/** Whether main has put another till before the window. */
function isOtherTill(before: Snapshot | null, now: Snapshot | null): now is Snapshot {
  if (before === null || now === null) return false;
  return before.mode.kind !== now.mode.kind || before.mode.host !== now.mode.host;
}
