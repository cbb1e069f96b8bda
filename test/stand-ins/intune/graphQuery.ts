/** The query of a list in OData, as far as lists of apps and groups need it: comparisons joined by `and`, the kind of an app, selected fields, pages. */

import { GraphRefusal } from './graphErrors.ts';

export type GraphValue = Readonly<Record<string, unknown>>;

/** `pageSize` is the largest page of the service. */
export function listPage(all: readonly GraphValue[], query: URLSearchParams, pageSize: number, address: string): unknown {
  const filter = query.get('$filter');
  const found = filter === null ? all : all.filter((value) => matches(value, filter));
  const start = Number(query.get('$skip') ?? 0);
  const end = start + Math.min(Number(query.get('$top') ?? pageSize), pageSize);
  const value = found.slice(start, end).map((each) => selectFields(each, query));
  if (end >= found.length || query.has('$top')) return { value };
  const next = new URLSearchParams(query);
  next.set('$skip', String(end));
  return { value, '@odata.nextLink': `${address}?${next}` };
}

export function selectFields(value: GraphValue, query: URLSearchParams): GraphValue {
  const selected = query.get('$select');
  if (selected === null) return value;
  const names = new Set(['@odata.type', 'id', ...selected.split(',').map((name) => name.slice(name.lastIndexOf('/') + 1).trim())]);
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}

function matches(value: GraphValue, filter: string): boolean {
  return filter.split(/\s+and\s+/u).every((part) => {
    const term = part.trim().replace(/^\((.*)\)$/u, '$1');
    const kind = /^isof\('([\w.]+)'\)$/u.exec(term)?.[1];
    if (kind !== undefined) return value['@odata.type'] === `#${kind}`;
    const [, field = '', wanted = ''] = /^(?:microsoft\.graph\.\w+\/)?(\w+) eq '((?:[^']|'')*)'$/u.exec(term) ?? [];
    if (field === '') throw new GraphRefusal(400, `Invalid filter clause: ${filter}`);
    return value[field] === wanted.replaceAll("''", "'");
  });
}
