/** What the window is told of secrets: which are set and how they end, never what they are (M11). */
import type { PinLoss, UnkeptReason } from './manager.ts';
import type { SecretName } from './secret-text.ts';

export interface SecretView {
  readonly isSet: boolean;
  /** The last four characters; null where too little would stay hidden. */
  readonly end: string | null;
  /** Given by a switch for this run, and not to be changed in the window. */
  readonly isFixed: boolean;
}

export type SecretsView = Readonly<Record<SecretName, SecretView>> & {
  /** Why this computer protects nothing; null where it does. */
  readonly unkeptBecause: UnkeptReason | null;
  /** False while secrets end with the program. */
  readonly isKept: boolean;
  /** Why a record that is there cannot be used: everything has to be pasted again. */
  readonly lostBecause: PinLoss | null;
};
