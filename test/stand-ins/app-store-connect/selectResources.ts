/** Filters, order and pages of a list. */

import { ConnectRefusal } from './connectErrors.ts';
import { type Resource, type Resources } from './resources.ts';

export interface SelectedPage {
  readonly page: readonly Resource[];
  readonly total: number;
  readonly limit: number;
  /** Path and query of the next page. */
  readonly next: string | undefined;
}

const usualLimit = 50;
const largestLimit = 200;

export function selectResources(resources: Resources, all: readonly Resource[], url: URL): SelectedPage {
  let found = [...all];
  for (const [key, value] of url.searchParams) {
    const name = /^filter\[(.+)\]$/u.exec(key)?.[1];
    if (name === undefined) continue;
    const wanted = value.split(',');
    // Apple finds apps with more around the bundle id that is asked for (issue 249 of ittybittyapps/appstoreconnect-cli).
    const isFound = (each: string, { type }: Resource): boolean =>
      wanted.includes(each) || (type === 'apps' && name === 'bundleId' && wanted.some((part) => each.includes(part)));
    found = found.filter((resource) => valuesOf(resources, resource, name.split('.')).some((each) => isFound(each, resource)));
  }
  for (const [key, value] of url.searchParams) {
    const name = /^exists\[(.+)\]$/u.exec(key)?.[1];
    if (name !== undefined) found = found.filter(({ attributes }) => (attributes[name] !== undefined) === (value === 'true'));
  }
  for (const order of (url.searchParams.get('sort') ?? '').split(',').reverse()) {
    if (order === '') continue;
    const name = order.replace(/^-/u, '');
    const sign = order.startsWith('-') ? -1 : 1;
    found.sort((a, b) => sign * compare(a.attributes[name], b.attributes[name]));
  }
  const limit = Number(url.searchParams.get('limit') ?? usualLimit);
  if (limit < 1 || limit > largestLimit) {
    throw new ConnectRefusal(400, 'PARAMETER_ERROR.INVALID', `'${limit}' is not a valid limit`, { parameter: 'limit' });
  }
  const start = Number(url.searchParams.get('cursor') ?? 0);
  const page = found.slice(start, start + limit);
  const onward = new URLSearchParams(url.searchParams);
  onward.set('cursor', String(start + limit));
  return { page, total: found.length, limit, next: start + limit < found.length ? `${url.pathname}?${onward}` : undefined };
}

function valuesOf(resources: Resources, resource: Resource, [name = '', ...rest]: readonly string[]): string[] {
  if (name === 'id') return [resource.id];
  if (resources.relation(resource.type, name) !== undefined) {
    const related = resources.related(resource, name);
    return rest.length === 0 ? related.map(({ id }) => id) : related.flatMap((each) => valuesOf(resources, each, rest));
  }
  const value = resource.attributes[name];
  if (value === undefined) return [];
  // The state of an upload is an object with a state.
  return [typeof value === 'object' && value !== null && 'state' in value ? String(value.state) : String(value)];
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
