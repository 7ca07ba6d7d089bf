import { describe, expect, it } from 'vitest';
import { checkTestIds, describeReport, isClean } from '../../../scripts/check-test-ids.ts';
import { findTestIds, idsOfName } from '../../../scripts/find-test-ids.ts';
import { optionalIds, requiredIds } from '../../required-ids.ts';

const required = [
  { id: 'M1', title: 'first' },
  { id: 'B2', title: 'second' },
];
const optional = [{ id: 'M9', title: 'later' }];
const ids = (source: string) => [...findTestIds('a.test.tsx', source)].sort();
const check = (source: string) => checkTestIds([{ path: 'a.test.ts', source }], required, optional);

describe('the ids of a name', () => {
  it.each([
    ['M1 never sends', ['M1']],
    ['M10 B24 takes it once', ['M10', 'B24']],
    ['U3, U22: and M1 finds it', ['U3', 'U22', 'M1']],
    ['B7/B8 refuses', ['B7', 'B8']],
    ['M1', ['M1']],
    ['M99 does not exist', ['M99']],
    ['never sends (M1)', []],
    ['M1x is a word', []],
    ['MC1 is a card', []],
    ['m1 is lower case', []],
    ['', []],
  ])('are read from the beginning alone: %j', (name, expected) => expect(idsOfName(name)).toEqual(expected));
});

describe('the ids of a test file', () => {
  it('are found in tests and in groups that hold a test', () => {
    const source = `
      describe('M1 group', () => { it('M2 one', () => {}); test("M3 two", () => {}); it(\`M4 \${x} three\`, () => {}); });
      test.describe('M5 group', () => { for (const a of b) test.only('M6 four', () => {}); });
      it.each([1])('M7 %s', () => {}); it.each\`a\${1}\`('M8 $a', () => {}); it.concurrent.each([2])('B1 x', () => {});`;
    expect(ids(source)).toEqual(['B1', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8']);
  });

  it('are found in the rows of a table that name the tests', () => {
    expect(ids(`it.each([['B7 zero', '0'], ['B8 negative', '-1']])('%s is refused', () => {});`)).toEqual([
      'B7',
      'B8',
    ]);
    expect(ids(`it.each([{ name: 'B9 decimals' }])('$name', () => {});`)).toEqual(['B9']);
    expect(ids(`it.each([['B7 zero']])('is refused: %s', () => {});`)).toEqual([]);
  });

  it('are not found in skipped or planned tests, empty groups, comments or other calls', () => {
    const source = `
      it.skip('M1 a', () => {}); it.todo('M2 b'); test.fixme('M3 c', () => {}); describe.skip('M4 d', () => { it('M5 e', () => {}); });
      describe('M6 f', () => {}); // it('M7 g', () => {})
      const text = "it('M8 h', () => {})"; expect('B1 i'); log.it('B2 j'); <p>it('B3')</p>;`;
    expect(ids(source)).toEqual([]);
  });

  it('are an error to ask for in a file that cannot be read', () => {
    expect(() => ids("it('M1 a', () => {")).toThrow(/a\.test\.tsx/);
  });
});

describe('the check', () => {
  it('passes when every required id has a test, optional ones used or not', () => {
    expect(isClean(check("it('M1 a', () => {}); it('B2 b', () => {});"))).toBe(true);
    expect(isClean(check("it('M1 B2 M9 a', () => {});"))).toBe(true);
  });

  it('fails and names an id without a test', () => {
    const report = check("it('M1 a', () => {});");
    expect(isClean(report)).toBe(false);
    expect(describeReport(report, 2)).toContain('1 of 2 ids have a test (1 test files read)');
    expect(describeReport(report, 2)).toContain('B2  second');
  });

  it('fails and names an id that is not on the list', () => {
    const report = check("it('M1 B2 a', () => {}); it('U77 b', () => {});");
    expect(isClean(report)).toBe(false);
    expect(describeReport(report, 2)).toContain('U77  in a.test.ts');
  });

  it('fails when it read nothing', () => {
    expect(isClean(checkTestIds([], [], []))).toBe(false);
  });
});

describe('the list', () => {
  it('names every id once, with a title', () => {
    const all = [...requiredIds, ...optionalIds];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, title } of all) {
      expect(idsOfName(id)).toEqual([id]);
      expect(title.length).toBeGreaterThan(5);
    }
  });

  it('has no gap from the first to the last number of each kind', () => {
    for (const [letter, last] of [
      ['M', 16],
      ['U', 22],
      ['B', 30],
    ] as const) {
      const numbers = [...requiredIds, ...optionalIds]
        .map(({ id }) => id)
        .filter((id) => id.startsWith(letter));
      expect(new Set(numbers)).toEqual(
        new Set(Array.from({ length: last }, (_value, index) => `${letter}${index + 1}`)),
      );
    }
  });
});
