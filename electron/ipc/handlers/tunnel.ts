import { ok } from '../../../shared/app-error.ts';
import type { Till } from '../../till/till.ts';
import type { IpcHandlers } from '../register.ts';

export function tunnelHandlers(till: Till): IpcHandlers['tunnel'] {
  return {
    /** What is wrong with the tunnel is a result and no failure of the call. */
    selfTest: async () => ok(await till.parts.tunnel.runSelfTest()),
  };
}
