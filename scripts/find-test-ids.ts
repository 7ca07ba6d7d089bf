/** Finds the ids that the names of tests begin with, in the code of a test file. */
import {
  childrenOf,
  descendantsOf,
  isSyntaxNode,
  literalText,
  parseSource,
  type SyntaxNode,
} from './syntax-tree.ts';

const testFunctions = ['it', 'test'];
const groupFunctions = ['describe', 'suite'];
const emptyMarks = ['skip', 'todo', 'fixme', 'fails'];

interface NamedCall {
  readonly isTest: boolean;
  /** The name, and for a table whose rows name the tests the texts that begin its rows. */
  readonly names: readonly string[];
  readonly isEmpty: boolean;
}

/**
 * A group's id counts when a test is in the group. Tests that are skipped or only planned count for nothing.
 * @param path tells the dialect by its ending
 */
export function findTestIds(path: string, source: string): ReadonlySet<string> {
  const found = new Set<string>();
  collect(parseSource(path, source), found);
  return found;
}

/** `M10 B24 takes …` begins with two ids. Anything shaped like an id counts, also one that does not exist. */
export function idsOfName(name: string): readonly string[] {
  const head = /^\s*(?:[MUB]\d{1,3}\b(?:[\s,/&+:–-]|and\b)*)+/.exec(name)?.[0] ?? '';
  return head.match(/[MUB]\d{1,3}\b/g) ?? [];
}

/** @returns whether a test that runs is below the node */
function collect(node: SyntaxNode, found: Set<string>): boolean {
  const call = readNamedCall(node);
  if (call?.isEmpty) return false;
  let hasTest = call?.isTest ?? false;
  for (const child of childrenOf(node)) hasTest = collect(child, found) || hasTest;
  if (call && hasTest) for (const id of call.names.flatMap(idsOfName)) found.add(id);
  return hasTest;
}

function readNamedCall(node: SyntaxNode): NamedCall | null {
  if (node.type !== 'CallExpression') return null;
  const chain = readChain(node.callee);
  const [title] = node.arguments as unknown[];
  const name = literalText(title);
  const isTest = testFunctions.includes(chain?.root ?? '');
  const isGroup = groupFunctions.includes(chain?.root ?? '') || (isTest && chain?.marks.includes('describe'));
  if (!chain || name === null || !(isTest || isGroup)) return null;
  const names = /^\s*[%$]/.test(name) || name === '' ? [name, ...chain.tables.flatMap(rowNames)] : [name];
  return { isTest: !isGroup, names, isEmpty: chain.marks.some((mark) => emptyMarks.includes(mark)) };
}

/** `it.skip.each(table)`: its root, the marks after it and the tables it was called with. */
function readChain(callee: unknown): { root: string; marks: string[]; tables: SyntaxNode[] } | null {
  if (!isSyntaxNode(callee)) return null;
  if (callee.type === 'Identifier') return { root: String(callee.name), marks: [], tables: [] };
  if (callee.type === 'MemberExpression') {
    const inner = readChain(callee.object);
    const mark = isSyntaxNode(callee.property) ? String(callee.property.name) : '';
    return inner && { ...inner, marks: [...inner.marks, mark] };
  }
  if (callee.type !== 'CallExpression' && callee.type !== 'TaggedTemplateExpression') return null;
  const inner = readChain(callee.type === 'CallExpression' ? callee.callee : callee.tag);
  const tables = (callee.type === 'CallExpression' ? (callee.arguments as unknown[]) : []).filter(
    isSyntaxNode,
  );
  return inner && { ...inner, tables: [...inner.tables, ...tables] };
}

function rowNames(table: SyntaxNode): string[] {
  return [...descendantsOf(table)].flatMap((node) => literalText(node) ?? []);
}
