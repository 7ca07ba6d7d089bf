import type { OriginalsFound } from '../../shared/ipc-contract.ts';
import type { Original } from '../../shared/refund.ts';

const baseAtMs = Date.UTC(2026, 7, 22, 15, 30);

/** A credit payment of 25.00 that this till made, nothing of it given back, unless told otherwise. */
export function fakeOriginal(number: number, fields: Partial<Original> = {}): Original {
  return {
    transactionId: 48_000_000 + number,
    invoiceNumber: `TS-${String(number).padStart(26, '0')}`,
    amountCents: 25_00,
    currency: 'CAD',
    cardType: 'VI',
    cardKind: 'credit',
    cardLast4: '1234',
    approvalCode: 'T4E5ST',
    dateCreatedText: '2026-08-22 09:30:00',
    createdAtMs: baseAtMs - number * 60_000,
    attemptId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    reference: null,
    terminalCode: null,
    refundedCents: 0,
    unsettledCents: 0,
    isChecked: true,
    ...fields,
  };
}

export function fakeFound(
  originals: readonly Original[],
  fields: Partial<OriginalsFound> = {},
): OriginalsFound {
  return { originals, nextCursor: null, helcim: 'included', isCut: false, ...fields };
}
