import type { AttemptView } from '../../shared/ipc-contract.ts';

/** Brand names for Helcim's card codes, as printed on the cards. Other texts are shown as they came. */
const brands: Readonly<Record<string, string>> = {
  VI: 'Visa',
  MC: 'Mastercard',
  AX: 'American Express',
  DI: 'Discover',
  DCI: 'Diners Club',
  JCB: 'JCB',
  UP: 'UnionPay',
  IN: 'Interac',
  DB: 'Debit',
  MR: 'Maestro',
};

/** The brand as people say it; null when Helcim names none. */
export function brandWord(cardType: string | null): string | null {
  return cardType === null ? null : (brands[cardType] ?? cardType);
}

/** `Visa ••••1234`, as much of it as is known; null when nothing is. */
export function cardWords(view: Pick<AttemptView, 'cardType' | 'cardLast4'>): string | null {
  const brand = brandWord(view.cardType);
  const digits = view.cardLast4 === null ? null : `••••${view.cardLast4}`;
  const words = [brand, digits].filter((part) => part !== null).join(' ');
  return words === '' ? null : words;
}
