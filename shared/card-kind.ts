/**
 * Whether a card runs on credit or debit rails, told from Helcim's `cardType`. Which of its codes need the card for a
 * refund is not documented beyond "in-person debit", and the schema's own sample is the word "Visa", so both codes and
 * names are read. Anything else, EBT included, is unknown: a person is asked, nothing is guessed.
 * @see https://devdocs.helcim.com/reference (`cardType`)
 */
export const cardKinds = ['credit', 'debit'] as const;
export type CardKind = (typeof cardKinds)[number];

/** Each line: Helcim's code, then the names it may be written out as; blanks and letter case do not count. */
const creditTypes = [
  ['VI', 'Visa'],
  ['MC', 'MasterCard'],
  ['AX', 'Amex', 'American Express'],
  ['DI', 'Discover'],
  ['DCI', 'Diners', 'Diners Club', 'Diners Club International'],
  ['JCB'],
  ['UP', 'UnionPay', 'China UnionPay'],
] as const;

const debitTypes = [
  ['IN', 'Interac'],
  ['DB', 'Debit'],
  ['MR', 'Maestro'],
  ['AF', 'AFFN'],
  ['AO', 'Alaska Option'],
  ['CU', 'CU24'],
  ['EX', 'Accel'],
  ['IL', 'Interlink'],
  ['NT', 'Nets'],
  ['NY', 'NYCE'],
  ['PS', 'Pulse'],
  ['ST', 'Star'],
  ['SZ', 'Shazam'],
  ['AT', 'ATH'],
] as const;

const kindByWord = new Map<string, CardKind>([
  ...creditTypes.flat().map((word) => [plain(word), 'credit'] as const),
  ...debitTypes.flat().map((word) => [plain(word), 'debit'] as const),
]);

export function cardKindOf(cardType: string | null): CardKind | 'unknown' {
  return kindByWord.get(plain(cardType ?? '')) ?? 'unknown';
}

/**
 * Every way in which the card types that somebody may mean are written: a code, a name, or the first three letters of
 * one and more. Empty for a text that means none.
 */
export function cardTypesMeant(text: string): readonly string[] {
  const meant = plain(text);
  if (meant.length < 2) return [];
  return [...creditTypes, ...debitTypes]
    .filter((words) =>
      words.some((word) => plain(word) === meant || (meant.length > 2 && plain(word).startsWith(meant))),
    )
    .flat();
}

function plain(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}
