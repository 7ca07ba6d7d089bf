/** What a person does on the way to real payments, and how far that is. All of it is about the till for real money. */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Slices } from '../../shared/ipc-contract.ts';
import { cleanSecret, type SecretName } from '../../shared/secret-text.ts';
import {
  type NotedStep,
  type NoteState,
  notesWith,
  type SetupNotes,
  type SetupView,
  setupView,
  type TokenReport,
} from '../../shared/setup.ts';
import { isSameAccount } from '../ledger/account-fingerprint.ts';
import type { SecretKeeper } from '../settings/secret-keeper.ts';
import type { TillHouse } from './till-house.ts';
import type { TokenTrial } from './try-token.ts';

export interface SetupRoomParts {
  readonly house: TillHouse;
  readonly keeper: SecretKeeper;
  /** Asks Helcim with a token that is not in use yet; reads only. */
  readonly tryToken: (token: string) => Promise<TokenTrial>;
  /** The account whose ledger a till for real money opens here by itself, where it is not open. */
  readonly boundFingerprint: () => string | null;
  readonly notes: { read(): SetupNotes; write(notes: SetupNotes): void };
  /** Kept, so that the next start knows it. */
  readonly acceptUnprotected: (isAccepted: boolean) => void;
  readonly tunnelKind: () => string;
  readonly publish: (slices: Pick<Slices, 'secrets' | 'setup'>) => void;
}

export interface SetupRoom {
  /**
   * Tries the token by reads, keeps it, opens the till for real money with it and puts that before the window. Fails
   * with what Helcim said, `secret_unusable`, `token_other_account`, `mode_not_now`, `secrets_not_kept`.
   */
  saveToken(pasted: string, isOtherAccountMeant: boolean): Promise<Result<TokenReport>>;
  saveSecret(name: Exclude<SecretName, 'apiToken'>, pasted: string): Promise<Result<null>>;
  forgetSecret(name: SecretName): Promise<Result<null>>;
  keepUnprotected(isAccepted: boolean): Promise<Result<null>>;
  goLive(): Promise<Result<null>>;
  goPractice(): Promise<Result<null>>;
  noteStep(step: NotedStep, state: NoteState): Result<null>;
  slices(): Pick<Slices, 'secrets' | 'setup'>;
  /** Something that the guide shows may have changed. */
  changed(): void;
}

export function createSetupRoom(parts: SetupRoomParts): SetupRoom {
  const { house, keeper, notes } = parts;
  let lastTold = '';

  function view(): SetupView {
    const till = house.live();
    const seen = house.told('live');
    const terminals = seen.terminals ?? [];
    return setupView({
      hasLiveTill: till !== null,
      hasToken: keeper.apiToken() !== null,
      areSecretsLost: keeper.record.loss() !== null,
      tokenTrouble: till?.tokenTrouble()?.code ?? null,
      pairedCount: terminals.length,
      pingedCount: terminals.filter(({ lastPing }) => lastPing?.answer === 'listening').length,
      tunnelKind: parts.tunnelKind(),
      tunnelState: seen.tunnel?.state ?? null,
      hasVerifier: keeper.view().verifier.isSet,
      selfTestOk: seen.tunnel?.lastSelfTest?.ok ?? null,
      pin: keeper.record.current()?.pin ? 'set' : 'none',
      hasApproved: hasApproved(),
      notes: notes.read(),
    });
  }

  function hasApproved(): boolean {
    return (house.told('live').unacknowledged ?? []).some(({ state }) => state === 'approved');
  }

  function slices(): Pick<Slices, 'secrets' | 'setup'> {
    return { secrets: keeper.view(), setup: view() };
  }

  function changed(): void {
    // It is seen only until somebody takes note of it.
    if (hasApproved() && !notes.read().doneSteps.includes('first_payment'))
      notes.write(notesWith(notes.read(), 'first_payment', 'done'));
    const now = slices();
    const text = JSON.stringify(now);
    if (text === lastTold) return;
    lastTold = text;
    parts.publish(now);
  }

  function accountOf(fingerprint: string | null): TokenReport['account'] {
    const bound = house.live()?.room()?.ledger.info.accountFingerprint ?? parts.boundFingerprint();
    if (bound === null) return fingerprint === null ? 'unknown' : 'first';
    if (fingerprint === null) return 'unknown';
    return isSameAccount(bound, fingerprint) ? 'same' : 'other';
  }

  keeper.onChange(() => {
    house.live()?.secretsChanged();
    changed();
  });

  return {
    async saveToken(pasted, isOtherAccountMeant) {
      const clean = cleanSecret('apiToken', pasted);
      if (!clean.ok) return failed('secret_unusable', { detail: clean.problem, field: 'apiToken' });
      const trial = await parts.tryToken(clean.value);
      if (!trial.ok) return { ok: false, error: trial.error };
      const account = accountOf(trial.tried.fingerprint);
      if (account === 'other' && !isOtherAccountMeant) return failed('token_other_account');
      const keep = () => keeper.set('apiToken', clean.value);
      const kept = await (account === 'other' && house.live() ? house.reopenLive(keep) : keep());
      if (!kept.ok) return kept;
      const gone = await house.goTo('live');
      changed();
      return gone.ok ? ok({ ...trial.tried.report, account }) : gone;
    },
    saveSecret: (name, pasted) => keeper.set(name, pasted),
    forgetSecret: (name) => keeper.forget(name),
    async keepUnprotected(isAccepted) {
      const done = await keeper.keepUnprotected(isAccepted);
      if (done.ok) parts.acceptUnprotected(isAccepted);
      return done;
    },
    goLive: async () => (keeper.apiToken() === null ? failed('token_missing') : house.goTo('live')),
    goPractice: () => house.goTo('demo'),
    noteStep(step, state) {
      notes.write(notesWith(notes.read(), step, state));
      changed();
      return ok(null);
    },
    slices,
    changed,
  };
}
