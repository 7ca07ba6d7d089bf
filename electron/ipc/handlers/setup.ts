import type { SetupRoom } from '../../till/setup-room.ts';
import type { IpcHandlers } from '../register.ts';

/** The guide's deeds. What is typed goes one way: no answer holds a secret (M11). */
export function setupHandlers(setup: SetupRoom): IpcHandlers['setup'] {
  return {
    saveToken: ({ token, isOtherAccountMeant }) => setup.saveToken(token, isOtherAccountMeant),
    saveSecret: ({ name, secret }) => setup.saveSecret(name, secret),
    forgetSecret: ({ name }) => setup.forgetSecret(name),
    keepUnprotected: ({ isAccepted }) => setup.keepUnprotected(isAccepted),
    goLive: () => setup.goLive(),
    goPractice: () => setup.goPractice(),
    noteStep: ({ step, state }) => setup.noteStep(step, state),
  };
}
