/** For one till without the house around it: nothing can be set up, and the window is told of nothing to be done. */
import type { IpcHandlers } from '../../electron/ipc/register.ts';
import type { TillSlices } from '../../electron/till/till.ts';
import { failed } from '../../shared/app-error.ts';
import type { Slices } from '../../shared/ipc-contract.ts';
import type { SecretView } from '../../shared/secrets-view.ts';

const refuse = () => failed('demo_only');

export const noSetup: Pick<IpcHandlers, 'setup' | 'check'> = {
  setup: {
    saveToken: refuse,
    saveSecret: refuse,
    forgetSecret: refuse,
    keepUnprotected: refuse,
    saveRefundToken: refuse,
    forgetRefundToken: refuse,
    goLive: refuse,
    goPractice: refuse,
    noteStep: refuse,
    unlock: refuse,
  },
  check: { run: refuse, print: refuse },
};

const unset: SecretView = { isSet: false, end: null, isFixed: false };

export const noSetupSlices: Omit<Slices, keyof TillSlices> = {
  liveWatch: null,
  health: [],
  openingCheck: null,
  secrets: {
    apiToken: unset,
    verifier: unset,
    ngrokAuthtoken: unset,
    cloudflaredToken: unset,
    unkeptBecause: null,
    isKept: true,
    lostBecause: null,
  },
  setup: { steps: [], next: null, hasLiveTill: false },
};
