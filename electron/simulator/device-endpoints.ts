import { centsOf } from './amounts.ts';
import { type ApiCall, type ApiReply, type Endpoint, refuse, wholeNumber } from './api-call.ts';
import type { TerminalRequest, VirtualTerminal } from './devices.ts';
import { mountainText } from './mountain-time.ts';
import { whyNotRefundedOnTerminal } from './refund-rules.ts';
import type { World } from './world.ts';

const LIMIT_MAX = 100;

/** The five device calls of https://devdocs.helcim.com/reference; there is none that cancels or lists requests. */
export const deviceEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/devices', permission: 'read-devices', run: listDevices },
  { method: 'GET', path: '/devices/{code}', permission: 'read-devices', run: getDevice },
  { method: 'GET', path: '/devices/{code}/ping', permission: 'read', run: ping },
  { method: 'POST', path: '/devices/{code}/payment/purchase', permission: 'take-payments', run: purchase },
  { method: 'POST', path: '/devices/{code}/payment/refund', permission: 'give-money-back', run: refund },
];

function listDevices(world: World, { query }: ApiCall): ApiReply {
  const limit = wholeNumber(query.limit);
  const offset = wholeNumber(query.offset);
  const page = wholeNumber(query.page);
  if (offset !== undefined && page !== undefined)
    return refuse(400, ['offset and page cannot be used together']);
  if (limit === null || limit === 0 || (limit ?? 1) > LIMIT_MAX)
    return refuse(400, ['limit must be 1 to 100']);
  if (offset === null || page === null) return refuse(400, ['offset and page must be whole numbers']);
  const part = query.code ?? '';
  if (part.length > 4) return refuse(400, ['code has at most 4 characters']);
  const size = limit ?? LIMIT_MAX;
  const first = offset ?? (page ?? 0) * size;
  const found = world.terminals.all().filter((terminal) => terminal.code.includes(part));
  if (found.length === 0) return refuse(404, ['Devices not found']);
  return { status: 200, body: found.slice(first, first + size).map(wireDevice) };
}

function getDevice(world: World, { params }: ApiCall): ApiReply {
  const terminal = world.terminals.find(params.code ?? '');
  return terminal ? { status: 200, body: wireDevice(terminal) } : refuse(404, ['Device not found']);
}

function wireDevice(terminal: VirtualTerminal): Record<string, unknown> {
  return { code: terminal.code, dateCreated: mountainText(terminal.createdAtMs) };
}

function ping(world: World, call: ApiCall): ApiReply {
  const terminal = listeningTerminal(world, call);
  if (isReply(terminal)) return terminal;
  world.terminals.showMessage(terminal, 'Ping received');
  terminal.wasPinged = true;
  return { status: 202 };
}

function purchase(world: World, call: ApiCall): ApiReply {
  const terminal = listeningTerminal(world, call);
  if (isReply(terminal)) return terminal;
  const body = asObject(call.body);
  const amountCents = centsOf(body.transactionAmount);
  const { currency, invoiceNumber, customerCode } = body;
  const problems = {
    ...(currency === world.currency ? {} : { currency: `The currency must be ${world.currency}` }),
    ...(amountCents === null
      ? { transactionAmount: 'The transaction amount must be above 0 with two decimals' }
      : {}),
    ...(isOptionalText(invoiceNumber) ? {} : { invoiceNumber: 'The invoice number must be text' }),
    ...(isOptionalText(customerCode) ? {} : { customerCode: 'The customer code must be text' }),
  };
  if (amountCents === null || Object.keys(problems).length > 0) return refuse(400, problems);
  return accept(world, call, terminal, {
    kind: 'purchase',
    ...numberOf(invoiceNumber, () => world.invoices.inventNumber()),
    ...customerOf(customerCode, () => world.customers.inventCode()),
    amountCents,
    originalTransactionId: null,
  });
}

function refund(world: World, call: ApiCall): ApiReply {
  const terminal = listeningTerminal(world, call);
  if (isReply(terminal)) return terminal;
  const body = asObject(call.body);
  const amountCents = centsOf(body.transactionAmount);
  const originalId = body.originalTransactionId;
  const problems = {
    ...(amountCents === null
      ? { transactionAmount: 'The transaction amount must be above 0 with two decimals' }
      : {}),
    ...(Number.isSafeInteger(originalId)
      ? {}
      : { originalTransactionId: 'The original transaction id is required' }),
  };
  if (amountCents === null || Object.keys(problems).length > 0) return refuse(400, problems);
  const original = world.transactions.find(Number(originalId));
  const refusal = whyNotRefundedOnTerminal(world, original, amountCents);
  if (refusal || !original) return refusal ?? refuse(404, ['Transaction not found']);
  const isSameInvoice = world.behaviour.terminalRefundInvoice === 'same';
  return accept(world, call, terminal, {
    kind: 'refund',
    ...numberOf(isSameInvoice ? original.invoiceNumber : undefined, () => world.invoices.inventNumber()),
    isInvoiceNumberGiven: false,
    ...customerOf(original.customerCode, () => ''),
    amountCents,
    originalTransactionId: original.transactionId,
  });
}

type AskedFor = Omit<
  TerminalRequest,
  'requestId' | 'currency' | 'tipCents' | 'hiddenTransactionMs' | 'lateApprovalMs' | 'repeatsLeft'
>;

function accept(world: World, call: ApiCall, terminal: VirtualTerminal, asked: AskedFor): ApiReply {
  const { faults } = call;
  const request: TerminalRequest = {
    ...asked,
    requestId: world.nextRequestId(),
    currency: world.currency,
    tipCents: 0,
    hiddenTransactionMs: faults.get('hidden-transaction')?.ms ?? 0,
    lateApprovalMs: faults.get('late-approval')?.ms ?? null,
    repeatsLeft: faults.get('repeat-on-screen') ? 1 : 0,
  };
  const isBusy = terminal.request !== null;
  if (isBusy && world.behaviour.busyTerminal === 'refuse') return notListening(terminal.code);
  const isSwallowed = isBusy && world.behaviour.busyTerminal === 'swallow';
  if (isSwallowed || faults.get('not-on-screen') || isHiddenByPing(world, terminal)) {
    world.journal.add('screen', `${terminal.code}: request ${request.requestId} never appears`, {
      ...request,
    });
  } else {
    show(world, terminal, request, faults.get('late-on-screen')?.ms ?? 0);
  }
  return { status: 202, body: world.behaviour.acceptedBody };
}

function isHiddenByPing(world: World, terminal: VirtualTerminal): boolean {
  const isHidden = terminal.wasPinged && world.behaviour.pingHidesNextRequest;
  terminal.wasPinged = false;
  return isHidden;
}

function show(world: World, terminal: VirtualTerminal, request: TerminalRequest, delayMs: number): void {
  if (delayMs > 0) world.clock.setTimer(delayMs, () => world.terminals.showWhenFree(terminal, request));
  else world.terminals.show(terminal, request);
}

/** The path's terminal when it can take a request, else the refusal. */
function listeningTerminal(world: World, { params }: ApiCall): VirtualTerminal | ApiReply {
  const terminal = world.terminals.find(params.code ?? '');
  if (!terminal) return refuse(404, ['Device not found']);
  return world.terminals.isListening(terminal) ? terminal : notListening(terminal.code);
}

function notListening(code: string): ApiReply {
  return refuse(409, [`Device ${code} is not listening`]);
}

function isReply(value: VirtualTerminal | ApiReply): value is ApiReply {
  return 'status' in value;
}

function asObject(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function numberOf(given: unknown, invent: () => string) {
  const isInvoiceNumberGiven = typeof given === 'string' && given !== '';
  return { invoiceNumber: isInvoiceNumberGiven ? given : invent(), isInvoiceNumberGiven };
}

function customerOf(given: unknown, invent: () => string) {
  const isCustomerCodeGiven = typeof given === 'string' && given !== '';
  return { customerCode: isCustomerCodeGiven ? given : invent(), isCustomerCodeGiven };
}
