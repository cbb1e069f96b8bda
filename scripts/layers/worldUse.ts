/** Finds the places where code touches the world by itself: the clock, chance, the process, the network. Works by names, not by types. */

import { worldGlobals, worldImports, worldMembers } from './layerRules.ts';
import { isNode, type SyntaxNode } from './syntaxNode.ts';

/** What this one node uses of the world, as a person would write it. */
export function worldUse(node: SyntaxNode): string | undefined {
  switch (node['type']) {
    case 'MemberExpression':
      return memberUse(nameOf(node['object']), nameOf(node['property']));
    case 'CallExpression': {
      const name = nameOf(node['callee']);
      return name !== undefined && worldGlobals.includes(name) ? name : undefined;
    }
    case 'NewExpression': {
      const isNow = nameOf(node['callee']) === 'Date' && Array.isArray(node['arguments']) && node['arguments'].length === 0;
      return isNow ? 'new Date()' : undefined;
    }
    case 'ImportSpecifier': {
      const name = nameOf(node['imported']);
      return name !== undefined && worldImports.includes(name) ? name : undefined;
    }
    default:
      return undefined;
  }
}

function memberUse(object: string | undefined, property: string | undefined): string | undefined {
  if (object === undefined) return undefined;
  const whole = `${object}.${property ?? ''}`;
  if (worldMembers.includes(whole)) return whole;
  return worldGlobals.includes(object) ? object : undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node['type'] === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}
