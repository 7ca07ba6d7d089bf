/**
 * What has to be shown by a test whose name begins with the id. `M` are the money rules, `U` are questions that
 * Helcim's public documentation leaves open and that this app therefore has to survive either way, `B` are bad
 * input and bad days. `npm run check:ids` fails while one of them has no test.
 */
export interface TestId {
  readonly id: string;
  readonly title: string;
}

const titled = (titles: Readonly<Record<string, string>>): readonly TestId[] =>
  Object.entries(titles).map(([id, title]) => ({ id, title }));

const moneyRules = titled({
  M1: 'Written before sent: the attempt is flushed to disk before a byte leaves, or nothing is sent',
  M2: 'One join key: every purchase carries a fresh random number made here',
  M3: 'One open attempt per terminal and per sale, held by the database',
  M4: 'A request whose outcome is unknown is never sent again',
  M5: 'Only a transaction that we read ourselves proves approved or declined',
  M6: 'Evidence beats order: an approval found late counts and raises an alarm',
  M7: 'A decline may be followed by Try Again',
  M8: 'The approved amount may differ from the asked one; both are kept',
  M9: 'Never refund more than was paid',
  M10: 'Stored before answered, worked until claimed or filed, twice is once',
  M11: 'Secrets go in and never come out',
  M12: 'Nothing of the customer is kept that is not needed',
  M13: 'Practice is not money: demo and live never mix',
  M14: 'A ledger belongs to one account and one till, and no older one replaces it unnoticed',
  M15: 'Time never decides alone',
  M16: 'The cashier is never stuck',
});

const undocumented = titled({
  U1: 'Invoice number and amount stay within narrow forms of our own, whatever the real limits are',
  U2: 'A second purchase for a busy terminal is never sent from here, whatever the terminal would do',
  U3: 'A request that shows up on the terminal late is still known, and its outcome still found',
  U4: 'A terminal that falls silent without any event leads to a clear state',
  U5: 'A transaction that cannot be read yet, after its webhook or approval, is asked for again',
  U6: 'A decline that makes no transaction and no event leads to a clear state',
  U7: 'Try Again may come many times or never; neither its event nor its end is relied on',
  U8: 'A cancel after a decline may be reported or not',
  U9: 'A refund row under the number of a sale settles no purchase',
  U10: 'A partial approval is shown as such and needs a person',
  U11: 'However a reversed original and its reverse are listed, they are known for what they are',
  U12: 'A reverse of in-person debit in an open batch is never tried',
  U13: 'What Helcim caps, or how old a refund may be, is not relied on: the count is our own',
  U14: 'A decline as suspected duplicate is a decline of that attempt and of nothing else',
  U15: 'A terminal code is read in any letter case, and one that has gone is told',
  U16: 'Retried, re-signed or extended webhooks are taken once and never waited for',
  U17: 'Neither the order of rows, nor the first page, nor the exactness of the filter is relied on',
  U18: 'Limits are kept without Retry-After, and refused calls are counted',
  U19: 'A token that stops working is told apart from a terminal that does not answer',
  U20: 'Bodies without a known form, or with added fields, are read leniently',
  U21: 'No card slip is printed or shown as one, since its data is not to be had',
  U22: 'An app that dies between sending and saving still knows the attempt',
});

const badDays = titled({
  B1: 'A terminal code that is not four letters or digits, or that Helcim does not know',
  B2: 'A terminal of another account',
  B3: 'A terminal that is asleep (409)',
  B4: 'A wrong token (401)',
  B5: 'A token without the permission (403)',
  B6: 'A currency that is not the account’s',
  B7: 'The amount zero',
  B8: 'A negative amount',
  B9: 'An amount with three decimals',
  B10: 'The amount 1e9',
  B11: 'The pasted amount "$1,234.56"',
  B12: 'The pasted amount "1 234,56 $"',
  B13: 'Letters for an amount',
  B14: 'No amount',
  B15: 'A second press while sending',
  B16: 'Two windows',
  B17: 'The same terminal from a second window',
  B18: 'Too many requests (429)',
  B19: 'A timeout before Helcim acted',
  B20: 'A timeout after Helcim acted',
  B21: 'A server error with HTML',
  B22: 'A connection reset in the middle of a body',
  B23: 'A webhook before the 202',
  B24: 'A webhook twice',
  B25: 'Webhooks out of order',
  B26: 'A forged webhook',
  B27: 'An unsigned webhook',
  B28: 'A late webhook',
  B29: 'A webhook for somebody else’s transaction',
  B30: 'The app killed at any moment',
});

export const requiredIds: readonly TestId[] = [...moneyRules, ...undocumented, ...badDays];

/** Known, but not to be shown yet: a test may carry them and none has to. None at the moment. */
export const optionalIds: readonly TestId[] = [];
