import { type ApiCall, type ApiReply, type Endpoint, refuse, wholeNumber } from './api-call.ts';
import type { World } from './world.ts';

/** The rest of the account that a register reads: https://devdocs.helcim.com/reference */
export const accountEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/connection-test',
    permission: 'none',
    run: () => ({ status: 200, body: { message: 'Connection Successful' } }),
  },
  { method: 'GET', path: '/card-terminals', permission: 'read', run: listCardTerminals },
  { method: 'GET', path: '/invoices', permission: 'read', run: listInvoices },
  { method: 'GET', path: '/invoices/{id}', permission: 'read', run: getInvoice },
  { method: 'GET', path: '/customers', permission: 'read', run: listCustomers },
  { method: 'GET', path: '/customers/{id}', permission: 'read', run: getCustomer },
];

/** Acquiring terminals, not devices: the account has one in its core currency. */
function listCardTerminals(world: World, { query }: ApiCall): ApiReply {
  const terminal = {
    id: world.cardTerminalId,
    nickname: 'Simulated terminal',
    currency: world.currency,
    status: 'ACTIVE',
    address: {
      street1: '1 Practice Street',
      street2: '',
      city: 'Calgary',
      province: 'AB',
      country: 'CAN',
      postalCode: 'T2P 0A1',
    },
  };
  const isWanted =
    (query.currency ?? terminal.currency) === terminal.currency &&
    (query.status ?? terminal.status) === terminal.status;
  return { status: 200, body: isWanted ? [terminal] : [] };
}

const INVOICES_A_PAGE = 100;
const CUSTOMERS_MAX = 100;

function listInvoices(world: World, { query }: ApiCall): ApiReply {
  const page = wholeNumber(query.page) ?? 1;
  if (page < 1) return refuse(400, { page: 'page starts at 1' });
  const { invoiceNumber, status, currency } = query;
  const found = world.invoices.search({ invoiceNumber, status, currency });
  return { status: 200, body: pageOf(found, page, INVOICES_A_PAGE) };
}

function getInvoice(world: World, { params }: ApiCall): ApiReply {
  const invoice = world.invoices.find(wholeNumber(params.id) ?? 0);
  return invoice ? { status: 200, body: invoice } : refuse(404, 'Invoice not found');
}

function listCustomers(world: World, { query }: ApiCall): ApiReply {
  const { search, customerCode } = query;
  if (search !== undefined && customerCode !== undefined)
    return refuse(400, 'Only one query field per request');
  const limit = wholeNumber(query.limit) ?? CUSTOMERS_MAX;
  if (limit < 1 || limit > CUSTOMERS_MAX) return refuse(400, { limit: 'limit must be 1 to 100' });
  const found = world.customers.search({ search, customerCode });
  return { status: 200, body: pageOf(found, Math.max(1, wholeNumber(query.page) ?? 1), limit) };
}

function getCustomer(world: World, { params }: ApiCall): ApiReply {
  const customer = world.customers.find(wholeNumber(params.id) ?? 0);
  return customer ? { status: 200, body: customer } : refuse(404, 'Customer not found');
}

function pageOf<Row>(rows: readonly Row[], page: number, size: number): Row[] {
  return rows.slice((page - 1) * size, page * size);
}
