import { ok } from '../../../shared/app-error.ts';
import type { OpeningChecker } from '../../till/opening-checker.ts';
import type { SetupRoom } from '../../till/setup-room.ts';
import type { IpcHandlers } from '../register.ts';
import { type PageDoors, printPage } from './close.ts';

/** The opening check; what is printed is the page that the window shows. */
export function checkHandlers(
  checker: Pick<OpeningChecker, 'run'>,
  doors: Pick<PageDoors, 'print'>,
): IpcHandlers['check'] {
  return {
    run() {
      checker.run();
      return ok(null);
    },
    print: (page) => printPage(doors, page),
  };
}

/** The guide's deeds. What is typed goes one way: no answer holds a secret (M11). */
export function setupHandlers(setup: SetupRoom): Omit<IpcHandlers['setup'], 'unlock'> {
  return {
    saveToken: ({ token, isOtherAccountMeant }) => setup.saveToken(token, isOtherAccountMeant),
    saveSecret: ({ name, secret }) => setup.saveSecret(name, secret),
    forgetSecret: ({ name }) => setup.forgetSecret(name),
    keepUnprotected: ({ isAccepted }) => setup.keepUnprotected(isAccepted),
    saveRefundToken: (input) => setup.saveRefundToken(input),
    forgetRefundToken: (input) => setup.forgetRefundToken(input),
    goLive: () => setup.goLive(),
    goPractice: () => setup.goPractice(),
    noteStep: ({ step, state }) => setup.noteStep(step, state),
  };
}
