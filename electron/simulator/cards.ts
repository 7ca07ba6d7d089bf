/** A card in a virtual customer's hand. `number` is first six and last four digits, as Helcim shows it. */
export interface VirtualCard {
  readonly type: string;
  readonly number: string;
  readonly holder: string;
  readonly isDebit: boolean;
  readonly token: string;
}

/** Card codes of https://devdocs.helcim.com/reference (`cardType`) that run on debit rails. */
const DEBIT_CODES: ReadonlySet<string> = new Set([
  'IN',
  'DB',
  'MR',
  'AF',
  'AO',
  'CU',
  'EX',
  'IL',
  'NT',
  'NY',
  'PS',
  'ST',
  'SZ',
  'AT',
  'EB',
]);

export function isDebitCode(cardType: string): boolean {
  return DEBIT_CODES.has(cardType);
}

const CREDIT_CARD: VirtualCard = {
  type: 'VI',
  number: '4500001234',
  holder: 'CASEY CUSTOMER',
  isDebit: false,
  token: '7f3c51simcredit0000001',
};

const DEBIT_NUMBER = '6030119876';

/** What a card action may change about the usual card. */
export interface CardDetail {
  readonly cardType?: string | undefined;
  readonly cardNumber?: string | undefined;
  readonly cardHolderName?: string | undefined;
}

/** The card a customer takes out: Visa for credit, Interac in Canada and a PIN debit in the US, unless told otherwise. */
export function pickCard(wants: 'credit' | 'debit', currency: string, detail: CardDetail): VirtualCard {
  const usual =
    wants === 'credit'
      ? CREDIT_CARD
      : {
          ...CREDIT_CARD,
          type: currency === 'CAD' ? 'IN' : 'DB',
          number: DEBIT_NUMBER,
          token: '7f3c51simdebit00000001',
        };
  const type = detail.cardType ?? usual.type;
  return {
    type,
    number: detail.cardNumber ?? usual.number,
    holder: detail.cardHolderName ?? usual.holder,
    isDebit: isDebitCode(type),
    token: usual.token,
  };
}

/**
 * Cents of the final total that make a test terminal decline.
 * https://devdocs.helcim.com/v2.2/docs/testing-in-person-declines; .51 and .52 follow its tables, not its prose.
 */
const DECLINES_BY_CENTS: ReadonlyMap<number, string> = new Map([
  [51, 'PICK UP CARD'],
  [52, 'INCORRECT PIN'],
  [53, 'AMOUNT ERROR'],
  [54, 'EXPIRED CARD'],
  [55, 'DO NOT HONOUR'],
  [56, 'REFER TO CARD ISSUER'],
  [57, 'TRANSACTION NOT ALLOWED'],
  [58, 'OVER CREDIT LIMIT'],
]);

export function declineReasonOf(totalCents: number): string | null {
  return DECLINES_BY_CENTS.get(totalCents % 100) ?? null;
}
