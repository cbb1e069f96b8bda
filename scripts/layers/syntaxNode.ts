/** A syntax tree as plain objects, walked without knowing every kind of node. */

export type SyntaxNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null;
}

/** Every node below and with the root, in no certain order. */
export function* walk(root: unknown): Generator<SyntaxNode> {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (Array.isArray(value)) pending.push(...value);
    else if (isNode(value)) {
      if (typeof value['type'] === 'string') yield value;
      pending.push(...Object.values(value));
    }
  }
}
