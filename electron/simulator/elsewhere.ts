import { pickCard } from './cards.ts';
import { recordTransaction } from './record-transaction.ts';
import { makeDateCreated, type SimulatedTransaction, type TransactionType } from './transactions.ts';
import type { World } from './world.ts';

/** A charge that no device of the account was asked for: the dashboard, an online shop, another till's software. */
export interface ElsewhereCharge {
  readonly amountCents: number;
  readonly invoiceNumber?: string | undefined;
  readonly cardType?: string | undefined;
  readonly type?: 'purchase' | 'preauth' | 'capture' | undefined;
  readonly currency?: string | undefined;
  /** By Helcim's clock; now without it. */
  readonly createdAtMs?: number | undefined;
}

/** Money that goes back from the dashboard. */
export interface ElsewhereGivingBack {
  readonly transactionId: number;
  readonly type: 'refund' | 'reverse';
  /** All of it without one. */
  readonly amountCents?: number | undefined;
}

/** What Helcim's records come to say of a transaction later. */
export interface Alteration {
  readonly amountCents?: number | undefined;
  readonly createdAtMs?: number | undefined;
  /** Reads do not show it any more, or not yet. */
  readonly isHidden?: boolean | undefined;
  /** Reads show it in a form that cannot be read. */
  readonly isUnreadable?: boolean | undefined;
  readonly status?: SimulatedTransaction['status'] | undefined;
  /** Reads show no time of it, though they still list it on its day. */
  readonly isUndated?: boolean | undefined;
  /** 0 takes it out of every batch. */
  readonly cardBatchId?: number | undefined;
}

/** The rest of the account: what happens to its money without any device of ours. Each throws for what it does not know. */
export interface Elsewhere {
  charge(wish: ElsewhereCharge): SimulatedTransaction;
  giveBack(wish: ElsewhereGivingBack): SimulatedTransaction;
  alter(transactionId: number, change: Alteration): SimulatedTransaction;
  /** Makes a batch's total of sales differ from its rows by so many cents. */
  misstateBatch(id: number, offCents: number): void;
}

export function createElsewhere(world: World): Elsewhere {
  function record(
    type: TransactionType,
    facts: Pick<SimulatedTransaction, 'amountCents' | 'currency' | 'card' | 'invoiceNumber' | 'customerCode'>,
    originalTransactionId: number | null,
  ): SimulatedTransaction {
    return recordTransaction(world, {
      ...facts,
      type,
      declineReason: null,
      requestedCents: facts.amountCents,
      tipCents: 0,
      surchargeCents: 0,
      source: 'payment-api',
      deviceCode: null,
      originalTransactionId,
      hiddenMs: 0,
    });
  }

  function alter(transactionId: number, change: Alteration): SimulatedTransaction {
    const row = world.transactions.find(transactionId);
    if (!row) throw new Error(`no transaction ${transactionId}`);
    const { isUnreadable, isHidden, isUndated, createdAtMs = row.createdAtMs, ...plain } = change;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const altered: SimulatedTransaction = {
      ...row,
      ...given,
      createdAtMs,
      dateCreated: isUndated === true ? '' : makeDateCreated(createdAtMs),
      ...(isHidden !== undefined && { visibleFromMs: isHidden ? Number.MAX_SAFE_INTEGER : 0 }),
    };
    world.transactions.replace(altered);
    if (isUnreadable !== undefined) world.transactions.blur(transactionId, isUnreadable);
    world.journal.add('control', `transaction ${transactionId} altered`, { transactionId });
    return altered;
  }

  return {
    charge({ amountCents, type = 'purchase', currency = world.currency, createdAtMs, ...wish }) {
      const row = record(
        type,
        {
          amountCents,
          currency,
          card: pickCard('credit', world.currency, { cardType: wish.cardType }),
          invoiceNumber: wish.invoiceNumber ?? world.invoices.inventNumber(),
          customerCode: world.customers.inventCode(),
        },
        null,
      );
      return createdAtMs === undefined ? row : alter(row.transactionId, { createdAtMs });
    },
    giveBack({ transactionId, type, amountCents }) {
      const original = world.transactions.find(transactionId);
      if (!original) throw new Error(`no transaction ${transactionId}`);
      return record(type, { ...original, amountCents: amountCents ?? original.amountCents }, transactionId);
    },
    alter,
    misstateBatch(id, offCents) {
      if (!world.batches.find(id)) throw new Error(`no batch ${id}`);
      world.batches.misstate(id, offCents);
    },
  };
}
