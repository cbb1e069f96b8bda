/** What `phrase(…)` and `phrases({ … })` mark in the sources of the core and of its ports on Node. Pure. */

import { parseSync } from 'oxc-parser';
import { isNode, type SyntaxNode, walk } from '../layers/syntaxNode.ts';

export function phraseStrings(sources: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>();
  for (const [path, text] of sources) {
    if (!/\bphrases?\(/.test(text)) continue;
    for (const call of walk(parseSync(path, text).program)) {
      if (!calls(call, 'phrase') && !calls(call, 'phrases')) continue;
      for (const node of valuesOf(call['arguments'])) if (typeof node['value'] === 'string') found.add(node['value']);
    }
  }
  return [...found].sort();
}

function calls(node: SyntaxNode, name: string): boolean {
  return node['type'] === 'CallExpression' && isNode(node['callee']) && node['callee']['name'] === name;
}

/** The texts themselves, and not the keys of a table. */
function valuesOf(args: unknown): readonly SyntaxNode[] {
  const nodes = [...walk(args)];
  const keys = new Set(nodes.map((node) => node['key']));
  return nodes.filter((node) => node['type'] === 'Literal' && !keys.has(node));
}
