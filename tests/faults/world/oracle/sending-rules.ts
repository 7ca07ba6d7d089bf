/** What must hold at the moment bytes of a purchase leave (M1, M2, M3, M4), and when an attempt is written (M3). */
import type { ApiRequest } from '../helcim.ts';
import { type AttemptRow, isApproved, isOpenState } from './ledger-rows.ts';
import type { Seen } from './seen.ts';

export type Blame = (rule: string, text: string) => void;

const numberShape = /^TS-[0-9A-HJKMNP-TV-Z]{26}$/;
const pressToWireMaxMs = 3_000;

export interface WriteScene {
  readonly seen: Seen;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
  /** Committed by now. */
  readonly attempts: readonly AttemptRow[];
}

export function purchaseOf(request: ApiRequest): { terminal: string; number: string; cents: number } | null {
  const terminal = /^\/devices\/(\w+)\/payment\/purchase$/.exec(request.path)?.[1];
  if (request.method !== 'POST' || terminal === undefined) return null;
  const body = JSON.parse(request.bodyText) as { invoiceNumber?: string; transactionAmount?: number };
  return {
    terminal,
    number: String(body.invoiceNumber),
    cents: Math.round(Number(body.transactionAmount) * 100),
  };
}

export function judgeWrite(request: ApiRequest, scene: WriteScene, blame: Blame): void {
  const purchase = purchaseOf(request);
  if (purchase === null) {
    if (request.method !== 'GET') blame('M4', `an unknown money call: ${request.method} ${request.path}`);
    return;
  }
  const { number, terminal, cents } = purchase;
  const { seen, attempts } = scene;
  if (!numberShape.test(number)) blame('M2', `the number ${number} is not of the one shape`);
  if (seen.writes.has(number)) blame('M4', `${number} is sent a second time`);
  for (const other of seen.writes.keys())
    if (sameCharacters(other, number) > 16) blame('M2', `${number} is too much like ${other}`);
  const attempt = attempts.find((each) => each.number === number);
  if (!attempt) {
    blame('M1', `${number} leaves before it is on the disk`);
    return;
  }
  if (attempt.terminal !== terminal || attempt.asked !== cents)
    blame(
      'M1',
      `${number} asks ${cents} at ${terminal}, but ${attempt.asked} at ${attempt.terminal} is on the disk`,
    );
  const press = seen.presses.get(attempt.id);
  if (!press) {
    blame('M4', `${number} is sent without a person's press`);
    return;
  }
  if (press.terminal !== terminal || press.cents !== cents)
    blame('M4', `${number} asks ${cents} at ${terminal}; the press said ${press.cents} at ${press.terminal}`);
  if (press.process !== scene.process)
    blame('M1', `${number} is sent by another run of the program than the one that was pressed`);
  const wallAgeMs = scene.wallMs - press.wallMs;
  const monotonicAgeMs = scene.monotonicMs - press.monotonicMs;
  if (wallAgeMs > pressToWireMaxMs || monotonicAgeMs > pressToWireMaxMs)
    blame('M1', `${number} leaves ${monotonicAgeMs} ms (wall: ${wallAgeMs} ms) after the press`);
  const others = attempts.filter((each) => each !== attempt && isOpenState(each.state));
  for (const other of others) {
    if (other.terminal === terminal)
      blame('M3', `${number} is sent to ${terminal}, which ${other.number} holds`);
    if (other.sale === attempt.sale) blame('M3', `${number} is sent for a sale that ${other.number} holds`);
  }
}

function sameCharacters(one: string, other: string): number {
  let same = 0;
  for (let index = 3; index < one.length; index += 1) if (one[index] === other[index]) same += 1;
  return same;
}

/** A new attempt against what stood in the ledger before it. */
export function judgePrepared(
  attempt: AttemptRow,
  before: readonly AttemptRow[],
  confirmed: readonly { readonly by: string; readonly doubt: string }[],
  seen: Seen,
  blame: Blame,
): void {
  const press = seen.presses.get(attempt.id);
  if (!press) {
    blame('M4', `attempt ${attempt.number} exists without a person's press`);
    return;
  }
  const inSale = before.filter((each) => each.sale === attempt.sale);
  const { terminal } = attempt;
  const onTerminal = before.filter((each) => terminal !== null && each.terminal === terminal);
  for (const other of [...inSale, ...onTerminal])
    if (isOpenState(other.state))
      blame('M3', `${attempt.number} begins while ${other.number} is open on its sale or terminal`);
  const isConfirmedHere = (doubt: AttemptRow) =>
    confirmed.some((each) => each.by === attempt.id && each.doubt === doubt.id);
  const isConfirmedEver = (doubt: AttemptRow) => confirmed.some((each) => each.doubt === doubt.id);
  // Whether a purchase was paid is no doubt about money that goes back; M9 counts what refunds may have taken.
  const inDoubt = attempt.kind === 'refund' ? [] : inSale.filter(({ kind }) => kind === 'purchase');
  for (const doubt of inDoubt.filter((each) => each.state === 'unknown'))
    if (!isConfirmedHere(doubt) || !press.confirmed.includes(doubt.id))
      blame(
        'M3',
        `${attempt.number} goes past the unknown ${doubt.number} of its sale without a person's word`,
      );
  for (const doubt of onTerminal.filter((each) => each.state === 'unknown'))
    if (!isConfirmedEver(doubt))
      blame(
        'M3',
        `${attempt.number} goes past the unknown ${doubt.number} on its terminal, which nobody was shown`,
      );
  if (attempt.kind === 'refund') return;
  const paid = inSale
    .filter((each) => each.kind === 'purchase' && isApproved(each))
    .reduce((sum, each) => sum + Math.min(each.approved ?? 0, each.asked), 0);
  if (inSale.length > 0 && attempt.asked > attempt.total - paid)
    blame(
      'M3',
      `${attempt.number} asks ${attempt.asked} for a sale of which ${attempt.total - paid} are left`,
    );
}
