/** What a person does on the way to real payments, and how far that is. All of it is about the till for real money. */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { AuditKind } from '../../shared/audit.ts';
import type { Slices } from '../../shared/ipc-contract.ts';
import type { ManagerStatus } from '../../shared/manager.ts';
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
import type { Manager } from '../settings/manager.ts';
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
  /** Told of a secret before it is used, so that no log ever shows it. */
  readonly addSecret: (secret: string) => void;
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
  /**
   * Keeps a second token, for refunds alone, that opens with the manager's PIN. Fails as `saveToken` does, as a PIN does,
   * and with `ledger_not_open` while no till for real money is.
   */
  saveRefundToken(input: {
    readonly token: string;
    readonly pin: string;
    readonly who: string;
  }): Promise<Result<ManagerStatus>>;
  forgetRefundToken(input: { readonly pin: string; readonly who: string }): Promise<Result<ManagerStatus>>;
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

  async function asManager(
    kind: AuditKind,
    who: string,
    run: (manager: Manager) => Promise<Result<ManagerStatus>>,
  ): Promise<Result<ManagerStatus>> {
    const till = house.live();
    const room = till?.room();
    if (!till || !room) return failed('ledger_not_open');
    const result = await run(room.manager);
    if (result.ok) till.audit.note({ kind, who });
    return result;
  }

  /** In the books of the till for real money, which it is about. */
  function note(entry: { readonly kind: AuditKind; readonly subject?: string; readonly to?: unknown }): void {
    const till = house.live() ?? house.front();
    till.audit.note({ ...entry, who: till.session.cashier() });
  }

  async function noted(
    entry: Parameters<typeof note>[0],
    run: () => Promise<Result<null>>,
  ): Promise<Result<null>> {
    const result = await run();
    if (result.ok) note(entry);
    return result;
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
      note({ kind: 'secret_set', subject: 'apiToken' });
      changed();
      return gone.ok ? ok({ ...trial.tried.report, account }) : gone;
    },
    saveSecret: (name, pasted) =>
      noted({ kind: 'secret_set', subject: name }, () => keeper.set(name, pasted)),
    forgetSecret: (name) => noted({ kind: 'secret_removed', subject: name }, () => keeper.forget(name)),
    async keepUnprotected(isAccepted) {
      const done = await keeper.keepUnprotected(isAccepted);
      if (done.ok) parts.acceptUnprotected(isAccepted);
      return done;
    },
    async saveRefundToken({ token: pasted, pin, who }) {
      const clean = cleanSecret('apiToken', pasted);
      if (!clean.ok) return failed('secret_unusable', { detail: clean.problem, field: 'apiToken' });
      parts.addSecret(clean.value);
      const trial = await parts.tryToken(clean.value);
      if (!trial.ok) return { ok: false, error: trial.error };
      if (accountOf(trial.tried.fingerprint) === 'other') return failed('token_other_account');
      return asManager('refund_token_set', who, (manager) =>
        manager.setRefundToken({ pin, token: clean.value, who }),
      );
    },
    forgetRefundToken: ({ pin, who }) =>
      asManager('refund_token_forgotten', who, (manager) => manager.forgetRefundToken({ pin, who })),
    goLive: async () =>
      keeper.apiToken() === null
        ? failed('token_missing')
        : noted({ kind: 'mode_changed', to: 'live' }, () => house.goTo('live')),
    goPractice: () => noted({ kind: 'mode_changed', to: 'demo' }, () => house.goTo('demo')),
    noteStep(step, state) {
      notes.write(notesWith(notes.read(), step, state));
      changed();
      return ok(null);
    },
    slices,
    changed,
  };
}
