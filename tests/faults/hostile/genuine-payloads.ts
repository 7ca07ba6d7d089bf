/**
 * What Helcim really sends, to be spoiled by the tests of this folder.
 * @see https://devdocs.helcim.com/reference
 * @see https://devdocs.helcim.com/docs/webhooks
 */

/** A number in our own shape. */
export const genuineNumber = 'TS-0123456789ABCDEFGHJKMNPQRS';

export const transactionRow = {
  transactionId: 25_764_674,
  cardBatchId: 11,
  dateCreated: '2026-03-24 00:12:48',
  status: 'APPROVED',
  user: 'Helcim System',
  type: 'purchase',
  amount: 12.34,
  currency: 'CAD',
  avsResponse: 'M',
  cvvResponse: 'Y',
  cardType: 'VI',
  approvalCode: 'T1E2ST',
  cardToken: 'token-of-the-card',
  cardNumber: '4242424242',
  cardHolderName: 'Jane Doe',
  customerCode: 'CST1010',
  invoiceNumber: genuineNumber,
  warning: '',
};

export const declinedRow = {
  ...transactionRow,
  transactionId: 25_764_675,
  status: 'DECLINED',
  approvalCode: '',
  errors: 'Transaction Declined: DECLINE CVV2 - Do not honor',
};

export const device = { code: 'DY6L', dateCreated: '2026-01-05 10:00:00' };

export const cardBatch = {
  id: 2_488_717,
  dateCreated: '2026-03-24 00:10:00',
  dateUpdated: '2026-03-24 00:12:48',
  dateClosed: '0000-00-00 00:00:00',
  closed: false,
  terminalId: 1_411,
  batchNumber: 6,
  netSales: 819,
  totalSales: '819.0000',
  totalRefunds: '0.0000',
  countApproved: '8',
  countTotal: 8,
};

export const cardTerminal = { id: 7, nickname: 'Till', currency: 'CAD', status: 'ACTIVE' };

export const connectionTest = { message: 'Connection Successful' };

/** One of each form that an error has. */
export const errorBodies: readonly unknown[] = [
  { errors: 'Unauthorized' },
  { errors: ['Device DY6L is not listening', 'wake it'] },
  { errors: { amount: 'is required', currency: 'unknown' } },
  {
    errors: { INVALID: [{ code: 'INVALID', message: 'plan unknown', source: 'planId', data: [] }] },
    timestamp: '2026-01-01',
    status: 400,
  },
  declinedRow,
  'No access permission',
];

export const transactionEvent = { id: '25764674', type: 'cardTransaction' };

export const cancelEvent = {
  type: 'terminalCancel',
  data: {
    cancelledAt: '2026-03-24T06:12:48.000Z',
    currency: 'CAD',
    deviceCode: 'DY6L',
    transactionAmount: 12.34,
    invoiceNumber: genuineNumber,
    customerCode: 'CST1010',
  },
};
