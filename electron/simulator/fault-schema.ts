import { z } from 'zod';

const delayMs = z
  .int()
  .min(0)
  .max(24 * 3_600_000);
const when = z.enum(['before-effect', 'after-effect']).default('after-effect');

const shared = {
  /**
   * Which calls (or events) the fault may hit; all when absent. `path` is below the base: plain text is a
   * beginning (`/devices/AB12`), anything with other characters is an unanchored regular expression.
   */
  match: z
    .strictObject({
      method: z.string().optional(),
      path: z.string().refine(isPattern, 'is no regular expression').optional(),
      event: z.enum(['cardTransaction', 'terminalCancel']).optional(),
    })
    .default({}),
  /** How often it strikes. */
  times: z.union([z.int().min(1), z.literal('always')]).default(1),
  /** How many matching calls it lets pass first. */
  skip: z.int().min(0).default(0),
};

const kind = <const Kind extends string, Shape extends z.ZodRawShape>(name: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(name), ...shared, ...shape });

/**
 * One fault of a script. `when` says whether the call still takes effect before it goes wrong.
 * A call can suffer one reply fault and any of the others.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  // Faults of the reply.
  kind('drop', { when }),
  kind('hang', { when }),
  kind('cut-body', { when }),
  kind('status', {
    when,
    status: z.int().min(400).max(599),
    form: z.enum(['json', 'html', 'text', 'empty']).default('json'),
    errors: z.json().default(['An error occurred']),
  }),
  kind('redirect', { when, status: z.int().min(300).max(399).default(302), location: z.string() }),
  kind('garbage', { when }),
  kind('slow-drip', { when, bytesPerStep: z.int().min(1).default(1), stepMs: delayMs.default(50) }),
  // Faults of time and account.
  kind('delay', { when, ms: delayMs }),
  kind('rate-limited', { retryAfterSeconds: z.int().min(0).optional() }),
  kind('batch-closes-first', {}),
  kind('decline', { reason: z.string().default('DO NOT HONOUR') }),
  // Faults of the terminal.
  kind('not-on-screen', {}),
  kind('late-on-screen', { ms: delayMs }),
  kind('late-approval', { ms: delayMs }),
  kind('repeat-on-screen', {}),
  kind('outcome-before-reply', {
    action: z.enum(['tap-credit', 'tap-debit', 'decline', 'cancel']).default('tap-credit'),
  }),
  kind('hidden-transaction', { ms: delayMs }),
  // Faults of delivery.
  kind('webhook-lost', {}),
  kind('webhook-doubled', {}),
  kind('webhook-late', { ms: delayMs }),
  kind('webhook-reordered', { ms: delayMs.default(60_000) }),
  // Helcim's clock is off from the moment the fault is added until `clear`.
  kind('clock-skew', { ms: z.int() }),
]);

/** A fault as written in a script. */
export type FaultInput = z.input<typeof faultSchema>;
/** A fault with all defaults filled in. */
export type Fault = z.output<typeof faultSchema>;
export type FaultKind = Fault['kind'];

/** A script is a list of faults, bare or under `faults`. */
export const faultScriptSchema = z.union([
  z.array(faultSchema),
  z.strictObject({ faults: z.array(faultSchema) }).transform((script) => script.faults),
]);

const REPLY_FAULTS = ['drop', 'hang', 'cut-body', 'status', 'redirect', 'garbage', 'slow-drip'] as const;
export type ReplyFault = Extract<Fault, { kind: (typeof REPLY_FAULTS)[number] }>;

const WEBHOOK_FAULTS = ['webhook-lost', 'webhook-doubled', 'webhook-late', 'webhook-reordered'] as const;
export type WebhookFault = Extract<Fault, { kind: (typeof WEBHOOK_FAULTS)[number] }>;

export function isReplyFault(fault: Fault): fault is ReplyFault {
  return (REPLY_FAULTS as readonly string[]).includes(fault.kind);
}

export function isWebhookFault(fault: Fault): fault is WebhookFault {
  return (WEBHOOK_FAULTS as readonly string[]).includes(fault.kind);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
