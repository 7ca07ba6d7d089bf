/**
 * What the judge has seen of a history: every press of a person, every byte on the wire, every answer, every event, and
 * what happened to every card. From this and the ledger's rows alone it is decided whether a promise was broken.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createLookLog, type LookLog } from './look-log.ts';

export interface PressSeen {
  readonly id: string;
  /** Null for a refund without one. */
  readonly terminal: string | null;
  readonly cents: number;
  readonly saleId: string | null;
  readonly confirmed: readonly string[];
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

/** A row as it stood in an answer that reached the till whole. */
export interface DeliveredRow {
  readonly id: number;
  readonly type: string;
  readonly status: 'approved' | 'declined' | 'other';
  readonly cents: number;
  readonly currency: string;
  /** The refund of ours whose call made it; null for a purchase and for refunds of others. */
  readonly madeBy: string | null;
  /** Asked for by number or id with a disk that could take it: the program has to count it at once. */
  readonly isToCount: boolean;
  readonly atMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

export interface CancelSeen {
  readonly number: string;
  readonly terminal: string;
  readonly cents: number;
  readonly atMs: number;
}

/** A signed cancel that the endpoint took while it was fresh. */
export interface FreshCancel {
  readonly number: string | null;
  readonly terminal: string;
  readonly cents: number;
  /** Fresh beyond doubt, whatever the clocks of both sides say. */
  readonly isSurelyFresh: boolean;
}

/** The words of a person about an attempt, by attempt id. */
export interface WordSeen {
  readonly word: string;
  readonly atMs: number;
}

export interface WriteSeen {
  readonly atMs: number;
  readonly monotonicMs: number;
  readonly terminal: string | null;
  readonly process: number;
}

export interface Seen {
  readonly presses: Map<string, PressSeen>;
  /** Purchases and refunds written for the first time, by the number that they have in the ledger, in order. */
  readonly writes: Map<string, WriteSeen>;
  /** Numbers of purchases that Helcim took (202). */
  readonly taken: Set<string>;
  /** Numbers of purchases of which the till has heard the 202 whole. */
  readonly heardTaken: Set<string>;
  readonly delivered: Map<string, DeliveredRow[]>;
  /** Numbers of purchases whose send was answered with a refusal (4xx but 408). */
  readonly refused: Set<string>;
  /** Numbers of refunds that were answered, at their first send, with their own transaction, declined. */
  readonly answeredDeclined: Set<string>;
  /** Numbers that ever stood on a terminal's screen. */
  readonly screened: Set<string>;
  /** Cancels that happened, with the number they are truly about. */
  readonly cancels: CancelSeen[];
  readonly words: Map<string, WordSeen[]>;
  /** Attempts of which the till took the word that the customer pays otherwise. */
  readonly paidOtherwise: Set<string>;
  readonly freshCancels: FreshCancel[];
  readonly looks: LookLog;
  /** Signed events that the endpoint took: id to body. */
  readonly takenEvents: Map<string, string>;
  /** Ids of all events whose signature holds. */
  readonly genuine: Set<string>;
  /** The invoice numbers of cards that other software charged. */
  readonly foreignNumbers: Set<string>;
  /** Alarms that a person took note of. */
  readonly acknowledgedAlarms: Set<string>;
}

export function nothingSeen(): Seen {
  return {
    presses: new Map(),
    writes: new Map(),
    taken: new Set(),
    refused: new Set(),
    answeredDeclined: new Set(),
    heardTaken: new Set(),
    screened: new Set(),
    delivered: new Map(),
    cancels: [],
    words: new Map(),
    paidOtherwise: new Set(),
    freshCancels: [],
    looks: createLookLog(),
    takenEvents: new Map(),
    genuine: new Set(),
    foreignNumbers: new Set(),
    acknowledgedAlarms: new Set(),
  };
}

/** Approved is spelt in two ways, and anything that is neither yes nor no decides nothing. */
export function statusOf(word: unknown): DeliveredRow['status'] {
  const text = typeof word === 'string' ? word.trim().toUpperCase() : '';
  if (text === 'APPROVED' || text === 'APPROVAL') return 'approved';
  return text === 'DECLINED' ? 'declined' : 'other';
}

/** The signature scheme of Helcim's webhooks, written down once more. */
export function isSigned(
  headers: Readonly<Record<string, string>>,
  bodyText: string,
  verifier: string,
): boolean {
  const id = headers['webhook-id'];
  const time = headers['webhook-timestamp'];
  const list = headers['webhook-signature'];
  if (id === undefined || time === undefined || list === undefined) return false;
  const wanted = createHmac('sha256', Buffer.from(verifier, 'base64'))
    .update(`${id}.${time}.${bodyText}`)
    .digest();
  return list.split(' ').some((item) => {
    const [version, value = ''] = item.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
