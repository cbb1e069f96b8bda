/**
 * The strings that people read in the extension host: the first argument of every `vscode.l10n.t(…)` in src/extension. Pure.
 * A string that is not a literal could never be translated, and one that goes through another name of the function is never
 * found: both are reported as problems.
 */

import { parseSync } from 'oxc-parser';
import { isNode, type SyntaxNode, walk } from '../layers/syntaxNode.ts';

export interface ExtractedStrings {
  /** Each once, sorted. */
  readonly strings: readonly string[];
  readonly problems: readonly string[];
}

export function extractStrings(sources: ReadonlyMap<string, string>): ExtractedStrings {
  const strings = new Set<string>();
  const problems: string[] = [];
  for (const [path, text] of sources) {
    const { program } = parseSync(path, text);
    const lineOf = (node: SyntaxNode): number => text.slice(0, Number(node['start'] ?? 0)).split('\n').length;
    const called = new Set<unknown>();
    for (const node of walk(program)) {
      // A call is met before what it calls.
      if (isMember(node, 'l10n') && !called.has(node)) problems.push(`${path}:${lineOf(node)} calls vscode.l10n.t by another name`);
      if (!isTranslation(node)) continue;
      called.add(objectOf(node['callee']));
      const [first, ...values] = Array.isArray(node['arguments']) ? node['arguments'] : [];
      const string = literalOf(first);
      if (string === undefined) problems.push(`${path}:${lineOf(node)} what is translated must be a literal`);
      else {
        strings.add(string);
        const wanted = new Set([...string.matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1])));
        const highest = Math.max(-1, ...wanted);
        if (highest + 1 !== wanted.size || values.length !== wanted.size)
          problems.push(`${path}:${lineOf(node)} has ${values.length} values for the ${wanted.size} places of ${JSON.stringify(string)}`);
      }
    }
  }
  return { strings: [...strings].sort(), problems };
}

/** `vscode.l10n.t(…)`. */
function isTranslation(node: SyntaxNode): boolean {
  const callee = node['type'] === 'CallExpression' ? node['callee'] : undefined;
  return isMember(callee, 't') && isMember(objectOf(callee), 'l10n');
}

function objectOf(member: unknown): unknown {
  return isNode(member) ? member['object'] : undefined;
}

function isMember(node: unknown, name: string): node is SyntaxNode {
  return isNode(node) && node['type'] === 'MemberExpression' && isNode(node['property']) && node['property']['name'] === name;
}

function literalOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  const { quasis, expressions } = node;
  if (node['type'] !== 'TemplateLiteral' || !Array.isArray(quasis) || !Array.isArray(expressions) || expressions.length > 0)
    return undefined;
  const [only]: unknown[] = quasis;
  const value = isNode(only) ? only['value'] : undefined;
  return isNode(value) && typeof value['cooked'] === 'string' ? value['cooked'] : undefined;
}
