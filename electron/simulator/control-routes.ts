import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actionDetailSchema } from './customer-actions.ts';
import { PANEL_PAGE } from './panel/page.ts';
import { PANEL_SCRIPT } from './panel/script.ts';
import { PANEL_STYLE } from './panel/style.ts';
import { type SimulatedTransaction, transactionStatuses } from './transactions.ts';
import { autoCustomers, type World } from './world.ts';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const FIXED_HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
};

/** The panel and the control calls under /sim, for a person or another process that plays customer and bank. */
export async function addControlRoutes(app: FastifyInstance, world: World, key: string): Promise<void> {
  await app.register(
    async (routes) => {
      routes.addHook('onRequest', async (request, reply) => {
        reply.headers(FIXED_HEADERS);
        if (!isOwnHost(request)) return reply.code(421).send({ error: 'wrong host' });
        if (request.routeOptions.config.isPublic === true) return;
        if (!hasKey(request, key)) return reply.code(403).send({ error: 'wrong or missing key' });
      });
      addPanelFiles(routes);
      addReads(routes, world);
      addControls(routes, world);
    },
    { prefix: '/sim' },
  );
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The panel's own files hold no secret; its key travels in the fragment, which browsers do not send. */
    isPublic?: boolean;
  }
}

/** Another name that resolves to this machine is another site (DNS rebinding). */
function isOwnHost(request: FastifyRequest): boolean {
  const port = request.socket.localPort;
  return [`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '');
}

function hasKey(request: FastifyRequest, key: string): boolean {
  const header = request.headers['x-simulator-key'];
  const fromQuery =
    request.method === 'GET' ? new URL(request.url, 'http://127.0.0.1').searchParams.get('key') : null;
  const sent = typeof header === 'string' ? header : (fromQuery ?? '');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(key));
}

function addPanelFiles(routes: FastifyInstance): void {
  const files = [
    ['/panel', 'text/html; charset=utf-8', PANEL_PAGE],
    ['/panel.js', 'text/javascript; charset=utf-8', PANEL_SCRIPT],
    ['/panel.css', 'text/css; charset=utf-8', PANEL_STYLE],
  ] as const;
  for (const [path, type, text] of files) {
    routes.get(path, { config: { isPublic: true } }, (_request, reply) => reply.type(type).send(text));
  }
}

const RECENT_MAX = 12;

function addReads(routes: FastifyInstance, world: World): void {
  routes.get('/state', async () => ({
    devices: world.terminals.views(),
    currency: world.currency,
    recent: world.journal
      .entries()
      .filter((entry) => entry.kind !== 'request' && entry.kind !== 'reply')
      .slice(-RECENT_MAX)
      .map(({ at, text }) => ({ at, text })),
    openBatchId: world.batches.openId() || null,
  }));
  routes.get('/log', async () => ({
    seed: world.seed,
    log: world.journal.entries(),
    transactions: world.transactions.all(),
    batches: world.batches.all(),
    devices: world.terminals.views(),
    requests: world.requests.all(),
  }));
}

const actSchema = actionDetailSchema.extend({ code: z.string() });
const autoSchema = z.strictObject({
  auto: z.enum(autoCustomers).nullable(),
  delayMs: z.int().min(0).optional(),
});
const webhookUrlSchema = z.strictObject({ url: z.string().nullable() });
const cents = z.int().min(0).max(99_999_999);
const elsewhereChargeSchema = z.strictObject({
  amountCents: cents.min(1),
  invoiceNumber: z.string().min(1).max(60).optional(),
  cardType: z.string().min(1).max(10).optional(),
  type: z.enum(['purchase', 'preauth', 'capture']).optional(),
  currency: z.string().length(3).optional(),
  createdAtMs: z.int().min(0).max(8.64e15).optional(),
});
const elsewhereGiveBackSchema = z.strictObject({
  transactionId: z.int(),
  type: z.enum(['refund', 'reverse']),
  amountCents: cents.min(1).optional(),
});
const alterSchema = z.strictObject({
  transactionId: z.int(),
  amountCents: cents.optional(),
  createdAtMs: z.int().min(0).max(8.64e15).optional(),
  isHidden: z.boolean().optional(),
  isUnreadable: z.boolean().optional(),
  status: z.enum(transactionStatuses).optional(),
  isUndated: z.boolean().optional(),
  cardBatchId: z.int().min(0).optional(),
});
const misstateSchema = z.strictObject({ id: z.int(), offCents: z.int().min(-99_999_999).max(99_999_999) });
const closeBatchSchema = z.strictObject({ id: z.int().optional() });
const webhookSchema = z.strictObject({
  send: z.enum(['probe', 'forged', 'unknown-type', 'again']),
  forgery: z.enum(['signature', 'key', 'stale', 'body']).optional(),
  webhookId: z.string().optional(),
});

function addControls(routes: FastifyInstance, world: World): void {
  const post = <Input>(path: string, schema: z.ZodType<Input>, run: (input: Input) => unknown) =>
    routes.post(path, async (request, reply) => control(request, reply, schema, run));

  post('/act', actSchema, ({ code, ...action }) => world.customer.act(code, action));
  post('/auto', autoSchema, ({ auto, delayMs }) => world.setAuto(auto, delayMs));
  post('/webhook-url', webhookUrlSchema, ({ url }) => world.webhooks.setUrl(url));
  post('/close-batch', closeBatchSchema, ({ id }) => world.batches.close(id));
  post('/elsewhere/charge', elsewhereChargeSchema, (wish) => said(world.elsewhere.charge(wish)));
  post('/elsewhere/give-back', elsewhereGiveBackSchema, (wish) => said(world.elsewhere.giveBack(wish)));
  post('/elsewhere/alter', alterSchema, ({ transactionId, ...change }) =>
    said(world.elsewhere.alter(transactionId, change)),
  );
  post('/elsewhere/misstate-batch', misstateSchema, ({ id, offCents }) =>
    world.elsewhere.misstateBatch(id, offCents),
  );
  post('/faults', z.json(), (script) => world.faults.loadScript(script));
  post('/faults/clear', z.unknown(), () => world.faults.clear());
  post('/webhook', webhookSchema, ({ send, forgery, webhookId }) => {
    if (send === 'probe') return world.webhooks.sendProbe();
    if (send === 'forged') return world.webhooks.sendForged(forgery);
    return send === 'again' ? world.webhooks.resend(webhookId ?? '') : world.webhooks.sendUnknownType();
  });
}

function said({ transactionId }: SimulatedTransaction): { ok: true; transactionId: number } {
  return { ok: true, transactionId };
}

async function control<Input>(
  request: FastifyRequest,
  reply: FastifyReply,
  schema: z.ZodType<Input>,
  run: (input: Input) => unknown,
): Promise<unknown> {
  try {
    const input = schema.parse(
      JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : 'null'),
    );
    return (await run(input)) ?? { ok: true };
  } catch (error) {
    const text =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    return reply.code(400).send({ ok: false, reason: text });
  }
}
