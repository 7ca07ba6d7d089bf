import { dirname, join, normalize } from 'node:path';
import {
  descendantsOf,
  isSyntaxNode,
  literalText,
  parseSource,
  type SyntaxNode,
} from '../../../scripts/syntax-tree.ts';

export interface ImportFact {
  /** The importing file, from the repository's root. */
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Where a relative import leads, from the root and without a query; a package by its name; null if it cannot be told. */
  readonly target: string | null;
  readonly isRelative: boolean;
  /** Leaves no trace in the running program. An inline `{ type A }` still loads the module. */
  readonly isTypeOnly: boolean;
  /** Names taken from the module; empty for `*`, a side effect or a dynamic import. */
  readonly names: readonly string[];
}

/** Every way a file may take another in: import, export from, import(), require(), import types. */
export function readImports(path: string, source: string): readonly ImportFact[] {
  return [...descendantsOf(parseSource(path, source))].flatMap((node) => {
    const specifierNode = specifierOf(node);
    if (specifierNode === undefined) return [];
    const specifier = literalText(specifierNode) ?? '(computed)';
    const isRelative = /^\.{1,2}(\/|$)/.test(specifier);
    const isTypeOnly =
      node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
    return [
      {
        from: path,
        specifier,
        target: targetOf(path, specifier),
        isRelative,
        isTypeOnly,
        names: namesOf(node),
      },
    ];
  });
}

/** The node that says what is imported; undefined when the node imports nothing. */
function specifierOf(node: SyntaxNode): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source;
    case 'ExportNamedDeclaration':
      return node.source ?? undefined;
    case 'TSExternalModuleReference':
      return node.expression;
    case 'CallExpression':
      return isNamed(node.callee, 'require') ? ((node.arguments as unknown[])[0] ?? node) : undefined;
    default:
      return undefined;
  }
}

function targetOf(path: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, '');
  if (/^\.{1,2}(\/|$)/.test(bare)) return normalize(join(dirname(path), bare));
  return /^(?:node:[a-z/_]+|@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/.exec(bare)?.[0] ?? null;
}

function namesOf(node: SyntaxNode): string[] {
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isSyntaxNode) : [];
  return specifiers.flatMap(({ imported, local, type }) => {
    const name = type === 'ImportSpecifier' ? imported : type === 'ExportSpecifier' ? local : null;
    return isSyntaxNode(name) ? [String(name.name ?? name.value)] : [];
  });
}

export function isNamed(node: unknown, name: string): boolean {
  return isSyntaxNode(node) && node.type === 'Identifier' && node.name === name;
}
