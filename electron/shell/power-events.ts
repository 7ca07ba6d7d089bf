import { powerMonitor } from 'electron';

export interface PowerListener {
  /** The machine is about to sleep: no money request may be held over it (M1). */
  onSuspend(): void;
  /** The screen was locked: whoever was at the till has left it. */
  onLockScreen(): void;
  /** The machine woke up: time has passed that no timer saw, so everything open is looked up at once. */
  onResume(): void;
}

/**
 * Reports sleep, waking and a locked screen. To be called once the app is ready.
 * @returns the way to stop.
 */
export function watchPower({ onSuspend, onLockScreen, onResume }: PowerListener): () => void {
  powerMonitor.on('suspend', onSuspend);
  powerMonitor.on('lock-screen', onLockScreen);
  powerMonitor.on('resume', onResume);
  return () => {
    powerMonitor.removeListener('suspend', onSuspend);
    powerMonitor.removeListener('lock-screen', onLockScreen);
    powerMonitor.removeListener('resume', onResume);
  };
}
