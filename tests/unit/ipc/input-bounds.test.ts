import { describe, expect, it } from 'vitest';
import { isWithinBounds } from '../../../electron/ipc/input-bounds.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });
const cycle: { self?: unknown } = {};
cycle.self = cycle;

describe('isWithinBounds', () => {
  it.each([
    null,
    undefined,
    true,
    0,
    'text',
    [],
    {},
    { a: [1, 'b', null], c: { d: undefined } },
    Object.create(null),
  ])('takes the plain value %j', (value) => {
    expect(isWithinBounds(value)).toBe(true);
  });

  it.each([
    ['a long text', 'x'.repeat(20_001)],
    ['many short texts', Array(400).fill('x'.repeat(60))],
    ['a long property name', { ['x'.repeat(20_001)]: 1 }],
    ['many values', Array(501).fill(1)],
    ['an array of holes', new Array(1_000_000)],
    ['many properties', Object.fromEntries(Array.from({ length: 501 }, (_, index) => [index, 1]))],
    ['a deep nest', nested(10)],
    ['a cycle', cycle],
    ['a map', new Map([[1, 2]])],
    ['a set', new Set([1])],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array(3)],
    ['a pattern', /x/],
    ['a big integer', 1n],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['an object of a class', new (class Thing {})()],
  ])('refuses %s', (_what, value) => {
    expect(isWithinBounds(value)).toBe(false);
  });
});
