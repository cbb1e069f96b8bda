/**
 * Finds the handler of a request: by method and the segments of its path. `:name` in a route takes one segment. Where two routes fit, the one
 * with the first literal segment wins, so that `releases/latest` can be next to `releases/:id`.
 */

import { type Answer } from './answer.ts';
import { type ServerRequest } from './serverRequest.ts';

export interface Route<World> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v0.1/apps/:owner/:app` */
  readonly path: string;
  /** Where the limit of requests does not apply: a package of 4 GB comes in a thousand parts. */
  readonly isUncounted?: boolean;
  handle(world: World, request: ServerRequest, parameter: (name: string) => string): Promise<Answer>;
}

interface Node<World> {
  readonly literals: Map<string, Node<World>>;
  parameter: Node<World> | undefined;
  readonly routes: Map<string, Route<World>>;
}

export type Found<World> =
  | { readonly kind: 'route'; readonly route: Route<World>; readonly parameter: (name: string) => string }
  | { readonly kind: 'other-method'; readonly methods: readonly string[] }
  | { readonly kind: 'none' };

export class Router<World> {
  readonly #root = newNode<World>();

  constructor(routes: readonly Route<World>[]) {
    for (const route of routes) {
      let node = this.#root;
      for (const segment of segmentsOf(route.path)) node = childOf(node, segment);
      if (node.routes.has(route.method)) throw new TypeError(`two routes for ${route.method} ${route.path}`);
      node.routes.set(route.method, route);
    }
  }

  find(method: string, path: readonly string[]): Found<World> {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const node = lookUp(this.#root, path, wanted) ?? lookUp(this.#root, path);
    if (!node) return { kind: 'none' };
    const route = node.routes.get(wanted);
    if (!route) return { kind: 'other-method', methods: [...node.routes.keys()].toSorted() };
    const values = new Map(
      segmentsOf(route.path).flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), path[index] ?? '']] : [])),
    );
    return {
      kind: 'route',
      route,
      parameter: (name) => {
        const value = values.get(name);
        if (value === undefined) throw new TypeError(`the route ${route.path} has no :${name}`);
        return value;
      },
    };
  }
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function newNode<World>(): Node<World> {
  return { literals: new Map(), parameter: undefined, routes: new Map() };
}

function childOf<World>(node: Node<World>, segment: string): Node<World> {
  if (segment.startsWith(':')) return (node.parameter ??= newNode());
  const known = node.literals.get(segment) ?? newNode<World>();
  node.literals.set(segment, known);
  return known;
}

/** The node of a path that has routes; of the method, where one is given. */
function lookUp<World>(node: Node<World>, path: readonly string[], method?: string): Node<World> | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return node.routes.size > 0 && (method === undefined || node.routes.has(method)) ? node : undefined;
  const literal = node.literals.get(segment);
  return (literal && lookUp(literal, rest, method)) ?? (node.parameter && lookUp(node.parameter, rest, method));
}
