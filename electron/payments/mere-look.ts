import type { AttemptPatch } from '../ledger/ledger.ts';
import type { Decision } from './observations.ts';

const lookFields: ReadonlySet<string> = new Set<keyof AttemptPatch>(['lastLookupAtMs', 'lookupCount']);

/** Whether a look-up has changed nothing but that it was made. Most are of this kind: nothing has happened meanwhile. */
export function isMereLook({ change, files, isRefused }: Decision): boolean {
  const { patch = {}, claims = [], alarms = [] } = change;
  return (
    !isRefused &&
    files.length === 0 &&
    claims.length === 0 &&
    alarms.length === 0 &&
    Object.keys(patch).length > 0 &&
    Object.keys(patch).every((field) => lookFields.has(field))
  );
}
