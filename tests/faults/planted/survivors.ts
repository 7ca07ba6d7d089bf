/** Flipped rules and planted mistakes that no history notices, each with the reason why that is so. */
export const survivors: Readonly<Record<string, string>> = {
  'a wall clock that was set back keeps a press young':
    'the clock has to be set back within the milliseconds between the main process and the wire',
  'money is taken with the token of another account':
    'the till of these histories keeps one account; another one is the matter of the tests of M14',
};
