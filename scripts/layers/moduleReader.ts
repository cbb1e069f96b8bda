/** Reads what a TypeScript file imports, in whatever form: static, type-only, re-exported, dynamic, `import('…')` types and worker files. */

import { parseSync } from 'oxc-parser';
import { worldUse } from './worldUse.ts';
import { isNode, walk, type SyntaxNode } from './syntaxNode.ts';

export interface ImportEdge {
  /** As it is written: `./x.ts`, `node:zlib`, `zod`. */
  readonly specifier: string;
  readonly isType: boolean;
  readonly line: number;
}

export interface SourceModule {
  readonly path: string;
  readonly imports: readonly ImportEdge[];
  /** Holds exports and nothing of its own: every statement passes on what another file has. */
  readonly isBarrel: boolean;
  readonly startsWithDocblock: boolean;
  /** Uses of the clock, of chance and of the process, by the names in `layerRules.ts`. */
  readonly worldUses: readonly { readonly name: string; readonly line: number }[];
}

export function readModule(path: string, text: string): SourceModule {
  const { program, module, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const lineOf = lineCounter(text);
  const imports: ImportEdge[] = [];
  const add = (specifier: string, isType: boolean, offset: number) => imports.push({ specifier, isType, line: lineOf(offset) });

  for (const { moduleRequest, entries, start } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), start);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType, start } of entries) if (moduleRequest) add(moduleRequest.value, isType, start);
  for (const { moduleRequest, start } of module.dynamicImports) {
    const specifier = literalText(text.slice(moduleRequest.start, moduleRequest.end));
    if (specifier !== undefined) add(specifier, false, start);
  }
  const worldUses: { name: string; line: number }[] = [];
  for (const node of walk(program)) {
    const use = worldUse(node);
    if (use !== undefined) worldUses.push({ name: use, line: lineOf(Number(node['start'] ?? 0)) });
    if (node['type'] === 'TSImportType') addLiteral(node['source'] ?? node['argument'], true);
    if (node['type'] === 'NewExpression' && isFileOfModule(node)) addLiteral(argumentsOf(node)[0], false);
  }

  function addLiteral(node: unknown, isType: boolean): void {
    const literal = isNode(node) && node['type'] === 'TSLiteralType' ? node['literal'] : node;
    if (isNode(literal) && typeof literal['value'] === 'string') add(literal['value'], isType, Number(literal['start'] ?? 0));
  }

  const statements = program.body.filter((statement) => statement.type !== 'ImportDeclaration');
  const importedNames = new Set(module.staticImports.flatMap(({ entries }) => entries.map((entry) => entry.localName.value)));
  const isBarrel = statements.length > 0 && statements.every((statement) => isPassedOn(statement, importedNames));
  const [comment] = comments;
  const startsWithDocblock = comment?.type === 'Block' && comment.value.startsWith('*') && text.slice(0, comment.start).trim() === '';
  return { path, imports, isBarrel, startsWithDocblock, worldUses };
}

/** `export … from` in all forms, and `export { x }` of something imported. */
function isPassedOn(statement: object, importedNames: ReadonlySet<string>): boolean {
  if (!isNode(statement)) return false;
  if (statement['type'] === 'ExportAllDeclaration') return true;
  if (statement['type'] !== 'ExportNamedDeclaration' || statement['declaration']) return false;
  if (statement['source']) return true;
  const specifiers = Array.isArray(statement['specifiers']) ? statement['specifiers'] : [];
  return specifiers.every((specifier: unknown) => {
    const local = isNode(specifier) ? specifier['local'] : undefined;
    return isNode(local) && typeof local['name'] === 'string' && importedNames.has(local['name']);
  });
}

/** `new URL('./worker.ts', import.meta.url)`: the way a worker's file is named. */
function isFileOfModule(node: SyntaxNode): boolean {
  const { callee } = node;
  const [specifier, anchor] = argumentsOf(node);
  return (
    isNode(callee) &&
    callee['name'] === 'URL' &&
    isNode(anchor) &&
    anchor['type'] === 'MemberExpression' &&
    isNode(anchor['object']) &&
    anchor['object']['type'] === 'MetaProperty' &&
    isNode(specifier) &&
    typeof specifier['value'] === 'string' &&
    specifier['value'].endsWith('.ts')
  );
}

function argumentsOf(node: SyntaxNode): readonly unknown[] {
  return Array.isArray(node['arguments']) ? node['arguments'] : [];
}

function literalText(source: string): string | undefined {
  return /^(['"`])([^'"`$]*)\1$/.exec(source)?.[2];
}

function lineCounter(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}
