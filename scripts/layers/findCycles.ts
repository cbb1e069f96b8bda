/** The cycles of a graph: its strongly connected components of more than one node, and nodes that point at themselves (Tarjan 1972). */

interface Visit {
  readonly order: number;
  low: number;
  isOnStack: boolean;
}

/** Each cycle as one way around, beginning at its first path in the alphabet. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const visits = new Map<string, Visit>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  function visit(node: string): Visit {
    const here: Visit = { order: visits.size, low: visits.size, isOnStack: true };
    visits.set(node, here);
    stack.push(node);
    for (const target of graph.get(node) ?? []) {
      const there = visits.get(target);
      if (!there) here.low = Math.min(here.low, visit(target).low);
      else if (there.isOnStack) here.low = Math.min(here.low, there.order);
    }
    if (here.low === here.order) {
      const component = stack.splice(stack.indexOf(node));
      for (const member of component) {
        const done = visits.get(member);
        if (done) done.isOnStack = false;
      }
      if (component.length > 1 || graph.get(node)?.includes(node)) cycles.push(wayAround(graph, new Set(component)));
    }
    return here;
  }

  for (const node of graph.keys()) if (!visits.has(node)) visit(node);
  return cycles;
}

/** The shortest way from the component's first node back to itself. */
function wayAround(graph: ReadonlyMap<string, readonly string[]>, component: ReadonlySet<string>): string[] {
  const start = [...component].toSorted()[0] ?? '';
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const target of graph.get(node) ?? []) {
      if (target === start) return backTo(start, node, cameFrom);
      if (!component.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];
}

function backTo(start: string, end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way: string[] = [];
  for (let node: string | undefined = end; node !== undefined && node !== start; node = cameFrom.get(node)) way.unshift(node);
  return [start, ...way];
}
