import { describe, expect, it } from 'vitest';
import { lifecycleMarkdown, withLifecycle } from '../../../scripts/lifecycle-markdown.ts';
import { attemptEvents, attemptStates } from '../../../shared/lifecycle.ts';

const begin = '<!-- lifecycle:begin -->';
const end = '<!-- lifecycle:end -->';

function cell(event: string, state: string): string | undefined {
  const tables = lifecycleMarkdown()
    .split('\n\n')
    .filter((part) => part.startsWith('|'))
    .map((part) => part.split('\n').map((line) => line.slice(2, -2).split(' | ')));
  const table = tables.find(([head]) => head?.includes(`\`${state}\``));
  const column = table?.[0]?.indexOf(`\`${state}\``) ?? -1;
  return table?.find(([name]) => name === `\`${event}\``)?.[column];
}

describe('the printed lifecycle', () => {
  it('has a cell for every event in every state', () => {
    for (const event of attemptEvents)
      for (const state of attemptStates) expect(cell(event, state), `${event} in ${state}`).toBeTruthy();
  });

  it.each([
    ['send_begun', 'prepared', '→ `sending`'],
    ['decline_found', 'on_terminal', 'stays'],
    ['staff_closed', 'approved', 'refused'],
    ['approval_found', 'cancelled', 'later proven approved, **alarm**: late approval'],
    ['approval_found', 'unknown', '→ `approved`, **alarm**: late approval'],
    ['second_approval_found', 'approved', '**alarm**: possible double charge'],
  ])('says of %s in %s: %s', (event, state, words) => {
    expect(cell(event, state)).toBe(words);
  });
});

describe('the page around it', () => {
  it('keeps everything but the table', () => {
    const page = `# A\n\n${begin}\nold\n${end}\n\n## B\n`;
    expect(withLifecycle(page, 'new')).toBe(`# A\n\n${begin}\nnew\n${end}\n\n## B\n`);
  });

  it('does not change when it is written twice', () => {
    const once = withLifecycle(`${begin}${end}`, lifecycleMarkdown());
    expect(withLifecycle(once, lifecycleMarkdown())).toBe(once);
  });

  it.each(['', begin, end, `${end}${begin}`, `${begin}${end}${begin}${end}`, `${begin}${begin}${end}`])(
    'is refused as %j',
    (page) => {
      expect(() => withLifecycle(page, 'new')).toThrow();
    },
  );
});
