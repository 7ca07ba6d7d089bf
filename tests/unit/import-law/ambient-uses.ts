/** What decides about money takes time, chance, identity and the network as arguments; this finds what reaches past them. */
import { descendantsOf, isSyntaxNode, parseSource, type SyntaxNode } from '../../../scripts/syntax-tree.ts';
import { isNamed, readImports } from './read-imports.ts';

/** Folders that the rule holds for. */
export const purePlaces = /^(?:shared|electron\/(?:helcim|ledger|payments|webhooks))\//;

const globals = ['setTimeout', 'setInterval', 'setImmediate', 'fetch'];
const members: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  crypto: ['randomUUID', 'getRandomValues'],
  performance: ['now', 'timeOrigin'],
  process: ['hrtime', 'uptime'],
  globalThis: [...globals, 'crypto', 'performance'],
};
const nodeNames = [
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFillSync',
  'getRandomValues',
  'webcrypto',
  'hrtime',
];
const nodeModules = ['node:timers', 'node:timers/promises', 'node:perf_hooks'];

/** @returns the ambient things a file uses, as written */
export function findAmbientUses(path: string, source: string): readonly string[] {
  const tree = parseSource(path, source);
  const nodes = [...descendantsOf(tree)];
  const notReferences = new Set(nodes.flatMap(namingPositions));
  const declared = new Set(nodes.flatMap(declaredNames));
  const used = nodes.flatMap((node) => useOf(node, notReferences, declared) ?? []);
  const imported = readImports(path, source)
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .flatMap(({ specifier, names }) =>
      nodeModules.includes(specifier)
        ? [specifier]
        : specifier.startsWith('node:')
          ? names.filter((name) => nodeNames.includes(name))
          : [],
    );
  return [...used, ...imported];
}

function useOf(
  node: SyntaxNode,
  notReferences: ReadonlySet<unknown>,
  declared: ReadonlySet<string>,
): string | null {
  if (node.type === 'MemberExpression') return memberUse(node);
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const isNow = isNamed(node.callee, 'Date') && (node.type === 'CallExpression' || isEmpty(node.arguments));
    return isNow ? 'Date()' : null;
  }
  if (node.type !== 'Identifier' || notReferences.has(node)) return null;
  const name = String(node.name);
  return globals.includes(name) && !declared.has(name) ? name : null;
}

function memberUse({ object, property, computed }: SyntaxNode): string | null {
  if (!isSyntaxNode(object) || !isSyntaxNode(property)) return null;
  const owner = String(object.name ?? '');
  const name = String((computed ? property.value : property.name) ?? '');
  return members[owner]?.includes(name) ? `${owner}.${name}` : null;
}

/** Identifiers that only name a field, of an object or of a type. */
function namingPositions(node: SyntaxNode): unknown[] {
  if (node.type === 'MemberExpression' && !node.computed) return [node.property];
  const isField = [
    'Property',
    'TSPropertySignature',
    'TSMethodSignature',
    'PropertyDefinition',
    'MethodDefinition',
  ];
  return isField.includes(node.type) && !node.computed && !node.shorthand ? [node.key] : [];
}

/** Parameters and variables: a collaborator may well be called `fetch`. */
function declaredNames(node: SyntaxNode): string[] {
  const patterns =
    node.type === 'VariableDeclarator' ? [node.id] : Array.isArray(node.params) ? node.params : [];
  return patterns
    .filter(isSyntaxNode)
    .flatMap((pattern) =>
      [...descendantsOf(pattern)].flatMap((part) => (part.type === 'Identifier' ? [String(part.name)] : [])),
    );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
