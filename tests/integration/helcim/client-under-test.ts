import { randomBytes, randomUUID } from 'node:crypto';
import { createHelcimClient } from '../../../electron/helcim/create-helcim-client.ts';
import type { HelcimClient, PurchaseRequest, SendGate } from '../../../electron/helcim/helcim-client.ts';
import type { Timeouts } from '../../../electron/helcim/timeouts.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Clock, LogFields, Random } from '../../../shared/ports.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';

export const token = 'aM2T3NEpnksEOKIC#ajd%!-IE.TRXEqUIi_Ct8P.K18z1L%aV3zTl*R4PGoDco%y';
export const terminalCode = 'DY6L' as TerminalCode;

export const random: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  uuid: () => randomUUID(),
};

export const wireClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  elapsedMs: (sinceWallMs) => Date.now() - sinceWallMs,
  setTimer(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

export interface ClientUnderTest {
  readonly client: HelcimClient;
  readonly logged: { message: string; fields: LogFields | undefined }[];
}

export function clientFor(baseUrl: string, timeouts: Partial<Timeouts> = {}): ClientUnderTest {
  const logged: ClientUnderTest['logged'] = [];
  const note = (message: string, fields?: LogFields): void => void logged.push({ message, fields });
  const client = createHelcimClient({
    baseUrl,
    token,
    clock: wireClock,
    random,
    logger: { info: note, warn: note, error: note },
    tillsOnAccount: 1,
    timeouts,
  });
  return { client, logged };
}

export function purchase(change: Partial<PurchaseRequest> = {}): PurchaseRequest {
  return {
    terminalCode,
    amountCents: amountCents(1234),
    currency: 'CAD',
    invoiceNumber: makeInvoiceNumber(random),
    customerCode: null,
    ...change,
  };
}

export interface TestGate extends SendGate {
  /** What the client asked and said, in order. */
  readonly steps: string[];
  open(): void;
  refuse(): void;
  fail(): void;
}

/** A gate whose ledger is slow on purpose; `mayWrite` is asked at the moment of writing. */
export function heldGate(mayWrite: () => boolean = () => true): TestGate {
  const steps: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  return {
    steps,
    ready: promise,
    mayStillWrite() {
      steps.push('asked');
      return mayWrite();
    },
    onWritten: () => void steps.push('written'),
    open: () => resolve(true),
    refuse: () => resolve(false),
    fail: () => reject(new Error('disk full')),
  };
}

export function openGate(mayWrite?: () => boolean): TestGate {
  const gate = heldGate(mayWrite);
  gate.open();
  return gate;
}
