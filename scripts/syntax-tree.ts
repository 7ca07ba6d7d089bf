/** TypeScript source as a syntax tree, for checks that have to read code rather than text. */
import { parseSync } from 'vite';

export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * @param path tells the dialect by its ending
 * @throws Error when the source cannot be read: a check must not pass over it
 */
export function parseSource(path: string, source: string): SyntaxNode {
  const { program, errors } = parseSync(path, source);
  const [first] = errors;
  if (first) throw new Error(`${path}: ${first.message}`);
  return program as unknown as SyntaxNode;
}

export function isSyntaxNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** The nodes right below one, in source order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).filter(isSyntaxNode),
  );
}

/** The node and everything below it. */
export function* descendantsOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childrenOf(node)) yield* descendantsOf(child);
}

/** The text of a string literal or of a template's part before its first value; null for anything else. */
export function literalText(node: unknown): string | null {
  if (!isSyntaxNode(node)) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const [first] = node.quasis as { value: { cooked: string | null } }[];
  return first?.value.cooked ?? null;
}
