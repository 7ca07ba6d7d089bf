import type { Clock, Random } from '../../shared/ports.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createManager, type Manager } from '../settings/manager.ts';
import type { SecretRecord } from '../settings/secret-record.ts';

export interface RoomManagerParts {
  readonly ledger: Ledger;
  readonly secretRecord: SecretRecord;
  readonly isApiToken: (text: string) => boolean;
  readonly clock: Clock;
  readonly clockRate: number;
  readonly random: Random;
}

/** The manager of an open ledger: its tries and changes are the ledger's, the secrets are the record's. */
export function createRoomManager({ ledger, secretRecord, clock, ...parts }: RoomManagerParts): Manager {
  return createManager({
    ...parts,
    clock,
    record: secretRecord,
    tries: {
      failures: (subject) => ledger.pinFailures(subject),
      begin: (subject) => ledger.beginPinTry(subject, clock.wallMs()),
      end: (n, isRight) => ledger.endPinTry(n, isRight, clock.wallMs()),
    },
    book: {
      lastRecordId: () => ledger.lastManagerRecord(),
      note: ({ limits, ...change }) => ledger.noteManagerChange({ ...change, data: { ...limits } }),
    },
  });
}
