import type { LastingState } from './lasting-state.ts';

interface Customer {
  readonly id: number;
  readonly customerCode: string;
  readonly contactName: string;
}

/** Each sale without a known code adds a customer, as Helcim does (https://devdocs.helcim.com/reference/startpurchase). */
export interface CustomerStore {
  inventCode(): string;
  /** Finds or makes the customer of a code and returns the id. */
  ensure(customerCode: string, contactName: string): number;
  find(id: number): Record<string, unknown> | null;
  search(filter: {
    customerCode?: string | undefined;
    search?: string | undefined;
  }): Record<string, unknown>[];
  export(): LastingState['customers'];
  restore(saved: LastingState['customers']): void;
}

export function createCustomerStore(firstId: number): CustomerStore {
  const customers: Customer[] = [];
  let invented = 1000;
  let nextId = firstId;
  return {
    inventCode: () => `CST${++invented}`,
    ensure(customerCode, contactName) {
      const known = customers.find((customer) => customer.customerCode === customerCode);
      if (known) return known.id;
      const id = nextId;
      nextId += 1;
      customers.push({ id, customerCode, contactName });
      return id;
    },
    find(id) {
      const customer = customers.find((known) => known.id === id);
      return customer ? wireCustomer(customer) : null;
    },
    search: ({ customerCode, search }) =>
      customers
        .filter((customer) => customerCode === undefined || customer.customerCode === customerCode)
        .filter((customer) => search === undefined || matchesSearch(customer, search))
        .map(wireCustomer),
    export: () => ({ nextId, invented, rows: customers.map((customer) => ({ ...customer })) }),
    restore(saved) {
      nextId = saved.nextId;
      invented = saved.invented;
      customers.push(...saved.rows);
    },
  };
}

function matchesSearch(customer: Customer, search: string): boolean {
  const wanted = search.toUpperCase();
  return (
    customer.customerCode.toUpperCase().includes(wanted) ||
    customer.contactName.toUpperCase().includes(wanted)
  );
}

function wireCustomer(customer: Customer): Record<string, unknown> {
  return {
    id: customer.id,
    customerCode: customer.customerCode,
    businessName: '',
    contactName: customer.contactName,
    cellPhone: '',
    cards: [],
  };
}
