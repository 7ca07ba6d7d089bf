/**
 * Answers to what Helcim's documents leave open or contradict. The defaults are our choice, not Helcim's word;
 * a careful client passes its tests with either value of each.
 */
export interface SimulatorBehaviour {
  /** The reference says APPROVED, the guides' examples APPROVAL. */
  approvedWord: 'APPROVED' | 'APPROVAL';
  /** JSON body of a device call's 202; undefined (default) sends none, as seen in production. */
  acceptedBody: unknown;
  /** A second request to a terminal that is asking: 409 (default), takes the screen over, or 202 and lost. */
  busyTerminal: 'refuse' | 'replace' | 'swallow';
  /** Old pages say 401 for an unknown token, the reference 403 (default). */
  invalidTokenStatus: 401 | 403;
  /** Suspected-duplicate rule on terminals too; documented only for the Payment API. Default false. */
  duplicateCheckOnTerminals: boolean;
  /** Fee Saver: surcharge on credit cards in hundredths of a percent; 0 (default) is off. */
  surchargeBasisPoints: number;
  /** The terminal offers a tip before the card. Default true; nothing is added unless the customer does. */
  tipsAsked: boolean;
  /** `terminalCancel` when the customer cancels after a decline. Default true. */
  cancelEventAfterDecline: boolean;
  /** `terminalCancel` for a cancelled refund prompt. Default true. */
  cancelEventForRefund: boolean;
  /** `terminalCancel` when the terminal gives up by itself. Default false. */
  cancelEventAtTimeOut: boolean;
  /** The terminal gives up waiting after this long; null (default) waits for the `ignore` action. */
  terminalTimeOutMs: number | null;
  /** Reverse of in-person debit in an open batch by the Payment API. Default false. */
  reverseDebitInOpenBatch: boolean;
  /** Refuse refunds whose sum exceeds the original. Default false: only the single call's cap is documented. */
  capSumOfRefunds: boolean;
  /** Status and form of "cannot be refunded"; all four were seen. Default 400 and a string. */
  refundRefusal: { status: 400 | 422; form: 'string' | 'map' };
  /** Invoice number of a refund taken on the terminal. Default the original's. */
  terminalRefundInvoice: 'same' | 'invented';
  /** Default newest first. */
  transactionOrder: 'newest-first' | 'oldest-first';
  /** Number of the first page of `/card-transactions`. Default 1; 0 then means the first page too. */
  firstPage: 0 | 1;
  /** Whether the `invoiceNumber` filter is exact but for letter case (default) or finds parts. */
  invoiceFilter: 'exact' | 'contains';
  /** Older pages describe an empty list arriving as 404. Default false. */
  emptyListIs404: boolean;
  /** Seen on the wire: the hour header standing still at its limit. Default counts down. */
  hourHeader: 'counts' | 'stuck';
  /** Whether a webhook's retry is signed anew with its own time (default) or repeats the first headers. */
  retrySignature: 'new-timestamp' | 'same';
  /** Close the open batch at 17:00 Mountain Time. Default false: tests and demos close it themselves. */
  closesBatchesDaily: boolean;
  /** A ping leaves its message up, and the next request is accepted but not shown (seen in production). Default false. */
  pingHidesNextRequest: boolean;
}

export function defaultBehaviour(): SimulatorBehaviour {
  return {
    approvedWord: 'APPROVED',
    acceptedBody: undefined,
    busyTerminal: 'refuse',
    invalidTokenStatus: 403,
    duplicateCheckOnTerminals: false,
    surchargeBasisPoints: 0,
    tipsAsked: true,
    cancelEventAfterDecline: true,
    cancelEventForRefund: true,
    cancelEventAtTimeOut: false,
    terminalTimeOutMs: null,
    reverseDebitInOpenBatch: false,
    capSumOfRefunds: false,
    refundRefusal: { status: 400, form: 'string' },
    terminalRefundInvoice: 'same',
    transactionOrder: 'newest-first',
    firstPage: 1,
    invoiceFilter: 'exact',
    emptyListIs404: false,
    hourHeader: 'counts',
    retrySignature: 'new-timestamp',
    closesBatchesDaily: false,
    pingHidesNextRequest: false,
  };
}
