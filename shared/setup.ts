/** The guide from an empty computer to the first real payment: its steps, and what is known of each. Pure. */
import type { AppErrorCode } from './app-error.ts';
import type { Currency } from './money.ts';

export const setupStepIds = [
  'mode',
  'token',
  'pairing',
  'terminals',
  'results',
  'webhook',
  'people',
  'first_payment',
] as const;
export type SetupStepId = (typeof setupStepIds)[number];

/** Steps of which a person says how they stand: nothing that a computer can look at shows it, or not for ever. */
export const notedSteps = [
  'pairing',
  'terminals',
  'results',
  'people',
  'first_payment',
] as const satisfies readonly SetupStepId[];
export type NotedStep = (typeof notedSteps)[number];

export const noteStates = ['todo', 'done', 'skipped'] as const;
export type NoteState = (typeof noteStates)[number];

export interface SetupNotes {
  readonly doneSteps: readonly string[];
  readonly skippedSteps: readonly string[];
}

export type SetupProblem =
  | 'token_invalid'
  | 'token_missing'
  | 'secrets_lost'
  | 'not_pinged'
  | 'no_verifier'
  | 'self_test_failed'
  | 'tunnel_down'
  | 'pin_lost';

export interface SetupStep {
  readonly id: SetupStepId;
  readonly state: 'todo' | 'done' | 'skipped' | 'problem';
  readonly problem: SetupProblem | null;
}

export interface SetupView {
  readonly steps: readonly SetupStep[];
  /** The first that is neither done nor skipped; null when all are. */
  readonly next: SetupStepId | null;
  /** Whether a till for real money is open behind or before the window. */
  readonly hasLiveTill: boolean;
}

/** What is looked at, all of the till for real money. */
export interface SetupFacts {
  readonly hasLiveTill: boolean;
  readonly hasToken: boolean;
  readonly areSecretsLost: boolean;
  /** Why Helcim does not take the token; null while it does, or was not asked. */
  readonly tokenTrouble: AppErrorCode | null;
  readonly pairedCount: number;
  /** Of these, how many have answered a ping. */
  readonly pingedCount: number;
  /** How results come in; `none`: by look-up only. */
  readonly tunnelKind: string;
  readonly tunnelState: string | null;
  readonly hasVerifier: boolean;
  /** How the last self-test ended; null before the first one. */
  readonly selfTestOk: boolean | null;
  readonly pin: 'none' | 'set' | 'lost' | null;
  readonly hasApproved: boolean;
  readonly notes: SetupNotes;
}

export function setupView(facts: SetupFacts): SetupView {
  const steps = setupStepIds.map((id): SetupStep => {
    const found = stepOf(id, facts);
    return typeof found === 'string' ? { id, state: found, problem: null } : { id, ...found };
  });
  const next = steps.find(({ state }) => state === 'todo' || state === 'problem')?.id ?? null;
  return { steps, next, hasLiveTill: facts.hasLiveTill };
}

type Found =
  | 'todo'
  | 'done'
  | 'skipped'
  | { readonly state: 'problem' | 'todo'; readonly problem: SetupProblem };

function stepOf(id: SetupStepId, facts: SetupFacts): Found {
  switch (id) {
    case 'mode':
      return facts.hasLiveTill ? 'done' : 'todo';
    case 'token':
      return tokenStep(facts);
    case 'terminals':
      return terminalsStep(facts);
    case 'webhook':
      return webhookStep(facts);
    case 'people':
      return facts.pin === 'lost' ? { state: 'problem', problem: 'pin_lost' } : noted(id, facts.notes);
    case 'first_payment':
      return facts.hasApproved ? 'done' : noted(id, facts.notes);
    default:
      return noted(id, facts.notes);
  }
}

function tokenStep({ hasToken, areSecretsLost, tokenTrouble }: SetupFacts): Found {
  if (areSecretsLost && !hasToken) return { state: 'problem', problem: 'secrets_lost' };
  if (!hasToken) return 'todo';
  return tokenTrouble === 'token_invalid' ? { state: 'problem', problem: 'token_invalid' } : 'done';
}

/** A ping is remembered until the program ends; that somebody saw the terminal light up, for ever. */
function terminalsStep({ pairedCount, pingedCount, notes }: SetupFacts): Found {
  const said = noted('terminals', notes);
  if (said === 'skipped') return 'skipped';
  if (pairedCount === 0) return 'todo';
  return pingedCount > 0 || said === 'done' ? 'done' : { state: 'todo', problem: 'not_pinged' };
}

/** Without a tunnel there is nobody whom Helcim could send to. */
function webhookStep({ tunnelKind, tunnelState, hasVerifier, selfTestOk, notes }: SetupFacts): Found {
  if (noted('results', notes) === 'todo') return 'todo';
  if (tunnelKind === 'none') return 'skipped';
  if (!hasVerifier) return { state: 'todo', problem: 'no_verifier' };
  if (tunnelState === 'down') return { state: 'problem', problem: 'tunnel_down' };
  if (selfTestOk === null) return 'todo';
  return selfTestOk ? 'done' : { state: 'problem', problem: 'self_test_failed' };
}

function noted(id: SetupStepId, { doneSteps, skippedSteps }: SetupNotes): NoteState {
  if (doneSteps.includes(id)) return 'done';
  return skippedSteps.includes(id) ? 'skipped' : 'todo';
}

/** The notes after a person said how a step stands. */
export function notesWith(notes: SetupNotes, step: NotedStep, state: NoteState): SetupNotes {
  const others = (names: readonly string[]) => names.filter((name) => name !== step);
  return {
    doneSteps: [...others(notes.doneSteps), ...(state === 'done' ? [step] : [])],
    skippedSteps: [...others(notes.skippedSteps), ...(state === 'skipped' ? [step] : [])],
  };
}

/** Whether a token may read something; `unknown` while Helcim did not say. Rights to move money show at first use. */
export type TokenRight = 'yes' | 'no' | 'unknown';

/** What the reads with a new token have shown. No money call is ever made to find out. */
export interface TokenReport {
  /** Against the ledger of this till: the account it belongs to, the first one, another one, or not to be told. */
  readonly account: 'same' | 'first' | 'other' | 'unknown';
  /** Null while no terminal or payment of the account named it. */
  readonly currency: Currency | null;
  readonly rights: Readonly<Record<'transactions' | 'devices' | 'cardTerminals', TokenRight>>;
  /** How many payment terminals Helcim lists; null where the token may not see them. */
  readonly deviceCount: number | null;
}
