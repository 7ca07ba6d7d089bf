/** The lifecycle table as Markdown, read from the code it documents. */
import {
  type AttemptEvent,
  type AttemptState,
  attemptEvents,
  attemptStates,
  isOpen,
  transition,
} from '../shared/lifecycle.ts';

const begin = '<!-- lifecycle:begin -->';
const end = '<!-- lifecycle:end -->';

const alarmWords = {
  late_approval: 'late approval',
  possible_double_charge: 'possible double charge',
} as const;

/** Two tables, one row an event: the columns of ten states side by side would be too wide to read. */
export function lifecycleMarkdown(): string {
  const open = attemptStates.filter(isOpen);
  const ended = attemptStates.filter((state) => !isOpen(state));
  return [
    'Open states hold the terminal and the sale:',
    table(open),
    'Ended states are still watched:',
    table(ended),
  ].join('\n\n');
}

/** @throws Error when a marker is missing, doubled or in the wrong order: a page without its table must not pass */
export function withLifecycle(page: string, markdown: string): string {
  const [head, rest, ...more] = page.split(begin);
  const [, tail, ...moreTails] = rest?.split(end) ?? [];
  if (head === undefined || tail === undefined || more.length + moreTails.length > 0)
    throw new Error(`the page needs ${begin} and ${end}, once each and in this order`);
  return `${head}${begin}\n${markdown}\n${end}${tail}`;
}

function table(states: readonly AttemptState[]): string {
  const lines = [
    ['event', ...states.map((state) => `\`${state}\``)],
    ['---', ...states.map(() => '---')],
    ...attemptEvents.map((event) => [`\`${event}\``, ...states.map((state) => cellText(state, event))]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellText(state: AttemptState, event: AttemptEvent): string {
  const cell = transition(state, event);
  if (cell.refuse) return 'refused';
  const parts = [
    cell.to !== state && `→ \`${cell.to}\``,
    cell.laterProven && `later proven ${cell.laterProven}`,
    cell.alarm && `**alarm**: ${alarmWords[cell.alarm]}`,
  ].filter((part) => typeof part === 'string');
  return parts.join(', ') || 'stays';
}
