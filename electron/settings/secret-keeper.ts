/**
 * The secrets of a till that talks to a real Helcim: what is in use now, and the one way to set them. What is in the
 * record never goes to the window (M11); it is told which are set and how they end.
 */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Clock, Random } from '../../shared/ports.ts';
import { cleanSecret, endOfSecret, type SecretName, secretNames } from '../../shared/secret-text.ts';
import type { SecretsView, SecretView } from '../../shared/secrets-view.ts';
import { noSecrets, oldVerifiersMax, type SecretRecord, type Secrets } from './secret-record.ts';

export interface SecretKeeperParts {
  readonly record: SecretRecord;
  /** Given by switches for this run; they stand before the record's and cannot be changed here. */
  readonly fixed: Partial<Readonly<Record<'apiToken' | 'verifier', string>>>;
  /** Told of every secret before it is used, so that no log ever shows it. */
  readonly addSecret: (secret: string) => void;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly random: Pick<Random, 'uuid'>;
}

export interface SecretKeeper {
  readonly record: SecretRecord;
  apiToken(): string | null;
  /** The present one first, then those that are still taken. */
  verifiers(): readonly string[];
  tunnelSecrets(): Pick<Secrets, 'ngrokAuthtoken' | 'cloudflaredToken'>;
  /** Fails with `secret_unusable` (detail: the problem), `secret_fixed` or `secrets_not_kept`. */
  set(name: SecretName, pasted: string): Promise<Result<null>>;
  forget(name: SecretName): Promise<Result<null>>;
  /** A person's word on a computer without protection. Fails with `secrets_not_kept`. */
  keepUnprotected(isAccepted: boolean): Promise<Result<null>>;
  view(): SecretsView;
  /** @returns stops calling */
  onChange(listener: () => void): () => void;
}

/** Helcim repeats a failed event for 27.5 hours; one signed before the change may come as late as that. */
const oldVerifierMs = 28 * 3_600_000;

export function createSecretKeeper({
  record,
  fixed,
  addSecret,
  clock,
  random,
}: SecretKeeperParts): SecretKeeper {
  const listeners = new Set<() => void>();
  const kept = (name: SecretName): string | null => record.current()?.[name] ?? null;
  const current = (name: SecretName): string | null =>
    (name === 'apiToken' || name === 'verifier' ? fixed[name] : undefined) ?? kept(name);
  const isFixed = (name: SecretName): boolean =>
    (name === 'apiToken' || name === 'verifier') && name in fixed;

  for (const name of secretNames) {
    const secret = current(name);
    if (secret !== null) addSecret(secret);
  }
  for (const old of record.current()?.oldVerifiers ?? []) addSecret(old.verifier);

  /** The id stays: what the ledger notes of the record is its PIN and limits, and they are the same. */
  async function change(make: (secrets: Secrets) => Secrets): Promise<Result<null>> {
    const isWritten = await record.change((secrets) => make(secrets ?? { ...noSecrets, id: random.uuid() }));
    if (!isWritten) return failed('secrets_not_kept');
    for (const listener of [...listeners]) listener();
    return ok(null);
  }

  function replaced(secrets: Secrets, name: SecretName, value: string | null): Secrets {
    const next = { ...secrets, [name]: value };
    if (name !== 'verifier' || secrets.verifier === null || secrets.verifier === value) return next;
    const nowMs = clock.wallMs();
    const olds = secrets.oldVerifiers.filter((old) => old.untilMs > nowMs && old.verifier !== value);
    const old = { verifier: secrets.verifier, untilMs: nowMs + oldVerifierMs };
    return { ...next, oldVerifiers: [old, ...olds].slice(0, oldVerifiersMax) };
  }

  function viewOf(name: SecretName): SecretView {
    const secret = current(name);
    return {
      isSet: secret !== null,
      end: secret === null ? null : endOfSecret(secret),
      isFixed: isFixed(name),
    };
  }

  return {
    record,
    apiToken: () => current('apiToken'),
    verifiers() {
      const nowMs = clock.wallMs();
      const olds = (record.current()?.oldVerifiers ?? []).filter((old) => old.untilMs > nowMs);
      const verifier = current('verifier');
      return [...(verifier === null ? [] : [verifier]), ...olds.map((old) => old.verifier)];
    },
    tunnelSecrets: () => ({
      ngrokAuthtoken: current('ngrokAuthtoken'),
      cloudflaredToken: current('cloudflaredToken'),
    }),
    async set(name, pasted) {
      if (isFixed(name)) return failed('secret_fixed');
      const clean = cleanSecret(name, pasted);
      if (!clean.ok) return failed('secret_unusable', { detail: clean.problem, field: name });
      addSecret(clean.value);
      return change((secrets) => replaced(secrets, name, clean.value));
    },
    async forget(name) {
      if (isFixed(name)) return failed('secret_fixed');
      return change((secrets) => replaced(secrets, name, null));
    },
    async keepUnprotected(isAccepted) {
      const isDone = await record.keepUnprotected(isAccepted);
      for (const listener of [...listeners]) listener();
      return isDone ? ok(null) : failed('secrets_not_kept');
    },
    view: () => ({
      apiToken: viewOf('apiToken'),
      verifier: viewOf('verifier'),
      ngrokAuthtoken: viewOf('ngrokAuthtoken'),
      cloudflaredToken: viewOf('cloudflaredToken'),
      unkeptBecause: record.unkeptBecause(),
      isKept: record.isKept(),
      lostBecause: record.loss(),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
