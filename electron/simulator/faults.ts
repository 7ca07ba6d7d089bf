import { z } from 'zod';
import {
  type Fault,
  type FaultInput,
  type FaultKind,
  faultSchema,
  faultScriptSchema,
  isReplyFault,
  isWebhookFault,
  type ReplyFault,
  type WebhookFault,
} from './fault-schema.ts';
import type { Journal } from './journal.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { HelcimClock } from './simulator-clock.ts';

/** Chance of each fault at each matching call or event, 0 to 1. */
type FaultRates = Partial<Record<Exclude<FaultKind, 'clock-skew'>, number>>;

/** The faults that strike one call. */
export interface StruckCall {
  readonly reply: ReplyFault | null;
  /** The first struck fault of a kind, or null. */
  get<Kind extends FaultKind>(kind: Kind): Extract<Fault, { kind: Kind }> | null;
}

export interface FaultInjector {
  /** Throws a readable error for a fault that does not exist or misses a value. */
  add(fault: FaultInput): void;
  /** A list of faults, or `{ faults: [...] }`, as a value or as JSON text. Throws for anything else. */
  loadScript(script: unknown): void;
  /** Lets chance, by the simulator's seed, add faults to the calls that match. */
  seeded(rates: FaultRates, match?: { method?: string; path?: string }): void;
  /** What can still strike. */
  pending(): Fault[];
  /** Forgets every fault, seeded ones too, and sets Helcim's clock right. */
  clear(): void;
  takeForCall(method: string, path: string): StruckCall;
  takeForEvent(event: string): WebhookFault | null;
}

interface Armed {
  readonly fault: Fault;
  strikesLeft: number;
  skipsLeft: number;
}

export function createFaultInjector(
  clock: HelcimClock,
  journal: Journal,
  random: SeededRandom,
): FaultInjector {
  let armed: Armed[] = [];
  let chances: { rates: FaultRates; match: { method?: string; path?: string } }[] = [];

  function arm(fault: Fault): void {
    if (fault.kind === 'clock-skew') clock.setSkew(fault.ms);
    else
      armed.push({
        fault,
        strikesLeft: fault.times === 'always' ? Infinity : fault.times,
        skipsLeft: fault.skip,
      });
    journal.add('fault', `fault planned: ${fault.kind}`, { fault });
  }

  function strike(candidate: Armed): boolean {
    if (candidate.skipsLeft > 0) {
      candidate.skipsLeft -= 1;
      return false;
    }
    candidate.strikesLeft -= 1;
    armed = armed.filter((other) => other.strikesLeft > 0);
    return true;
  }

  /** Draws in a fixed order, so that the same calls in the same order meet the same faults. */
  function draw(isWanted: (kind: FaultKind) => boolean, method: string, path: string): Fault[] {
    return chances
      .filter(({ match }) => matchesCall(match, method, path))
      .flatMap(({ rates }) =>
        (Object.keys(rates) as (keyof FaultRates)[]).map((kind) => ({ kind, rate: rates[kind] ?? 0 })),
      )
      .filter(({ kind }) => isWanted(kind))
      .filter(({ rate }) => random.fraction() < rate)
      .map(({ kind }) => drawFault(kind, random));
  }

  function takeForCall(method: string, path: string): StruckCall {
    const struck: Fault[] = [];
    const isFree = (fault: Fault) =>
      !struck.some((other) => other.kind === fault.kind || (isReplyFault(other) && isReplyFault(fault)));
    for (const candidate of [...armed]) {
      const { fault } = candidate;
      if (isWebhookFault(fault) || !isFree(fault) || !matchesCall(fault.match, method, path)) continue;
      if (strike(candidate)) struck.push(fault);
    }
    for (const fault of draw((kind) => !kind.startsWith('webhook-'), method, path)) {
      if (isFree(fault)) struck.push(fault);
    }
    for (const fault of struck) journal.add('fault', `${fault.kind} strikes ${method} ${path}`, { fault });
    return struckCall(struck);
  }

  function takeForEvent(event: string): WebhookFault | null {
    const candidate = armed.find(
      ({ fault }) =>
        isWebhookFault(fault) && (fault.match.event === undefined || fault.match.event === event),
    );
    const planned = candidate && strike(candidate) ? candidate.fault : null;
    const fault = planned ?? draw((kind) => kind.startsWith('webhook-'), '', '')[0] ?? null;
    if (!fault || !isWebhookFault(fault)) return null;
    journal.add('fault', `${fault.kind} strikes ${event}`, { fault });
    return fault;
  }

  return {
    add: (fault) => arm(readable(faultSchema, fault)),
    loadScript(script) {
      const value: unknown = typeof script === 'string' ? JSON.parse(script) : script;
      for (const fault of readable(faultScriptSchema, value)) arm(fault);
    },
    seeded: (rates, match = {}) => void chances.push({ rates, match }),
    pending: () => armed.map(({ fault }) => fault),
    clear() {
      armed = [];
      chances = [];
      clock.setSkew(0);
    },
    takeForCall,
    takeForEvent,
  };
}

function readable<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`fault script: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function struckCall(struck: readonly Fault[]): StruckCall {
  return {
    reply: struck.find(isReplyFault) ?? null,
    get: <Kind extends FaultKind>(kind: Kind) =>
      (struck.find((fault) => fault.kind === kind) as Extract<Fault, { kind: Kind }> | undefined) ?? null,
  };
}

const PLAIN_PATH = /^[A-Za-z0-9/_-]*$/;

function matchesCall(
  match: { method?: string | undefined; path?: string | undefined },
  method: string,
  path: string,
) {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path === undefined) return true;
  const wanted = match.path;
  return [path, `/v2${path}`].some((form) =>
    PLAIN_PATH.test(wanted) ? form.startsWith(wanted) : new RegExp(wanted).test(form),
  );
}

const SEEDED_STATUSES = [500, 502, 503, 504, 408] as const;
const SEEDED_FORMS = ['json', 'html', 'empty'] as const;

/** A fault of the kind with drawn values. */
function drawFault(kind: FaultKind, random: SeededRandom): Fault {
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(0, items.length - 1)] as Item;
  return faultSchema.parse({
    kind,
    ...(NEEDS_MS.has(kind) ? { ms: random.integer(100, 3_000) } : {}),
    ...(HAS_WHEN.has(kind) ? { when: pick(['before-effect', 'after-effect'] as const) } : {}),
    ...(kind === 'status' ? { status: pick(SEEDED_STATUSES), form: pick(SEEDED_FORMS) } : {}),
    ...(kind === 'redirect' ? { location: 'http://127.0.0.1:9/elsewhere' } : {}),
  });
}

const NEEDS_MS: ReadonlySet<FaultKind> = new Set([
  'delay',
  'late-on-screen',
  'late-approval',
  'hidden-transaction',
  'webhook-late',
  'webhook-reordered',
]);
const HAS_WHEN: ReadonlySet<FaultKind> = new Set([
  'drop',
  'hang',
  'cut-body',
  'status',
  'redirect',
  'garbage',
  'slow-drip',
  'delay',
]);
