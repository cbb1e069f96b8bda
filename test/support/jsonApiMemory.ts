/** Resources as JSON:API has them, in memory: listed by filters, made, changed, deleted and related. It knows no rules of Apple's. */

import { type RecordedAnswer, type RecordedRequest } from './recordingHttp.ts';

interface StoredResource {
  readonly type: string;
  readonly id: string;
  attributes: Record<string, unknown>;
  relationships: Record<string, { data: unknown }>;
}

export interface JsonApiMemoryOptions {
  /** Called before anything happens; an answer takes its place. */
  readonly refuse?: (request: RecordedRequest) => RecordedAnswer | undefined;
  /** Called with what is made and changed. */
  readonly onWrite?: (resource: StoredResource, request: RecordedRequest) => void;
}

export class JsonApiMemory {
  readonly resources: StoredResource[] = [];
  readonly #options: JsonApiMemoryOptions;

  constructor(options: JsonApiMemoryOptions = {}) {
    this.#options = options;
  }

  add(type: string, attributes: Record<string, unknown>, relationships: Record<string, { data: unknown }> = {}): StoredResource {
    const resource = { type, id: `${type}-${this.resources.length + 1}`, attributes, relationships };
    this.resources.push(resource);
    return resource;
  }

  ofType(type: string): readonly StoredResource[] {
    return this.resources.filter((each) => each.type === type);
  }

  answer(request: RecordedRequest): RecordedAnswer {
    const refused = this.#options.refuse?.(request);
    if (refused) return refused;
    const url = new URL(request.path, 'http://apple');
    const [, , collection = '', id, relation, related] = url.pathname.split('/').map(decodeURIComponent);
    const body = request.body === '' ? undefined : (JSON.parse(request.body) as { data: StoredResource });
    const found = this.resources.find((each) => each.id === id);
    if (id === undefined) return this.#onCollection(request, collection, url.searchParams, body?.data);
    if (!found) return [404, { errors: [{ status: '404', code: 'NOT_FOUND', detail: `no ${id}` }] }];
    if (relation !== undefined)
      return this.#onRelation(request, found, relation === 'relationships' ? (related ?? '') : relation, body?.data);
    if (request.method === 'DELETE') {
      this.resources.splice(this.resources.indexOf(found), 1);
      return [204, ''];
    }
    if (request.method === 'PATCH') {
      Object.assign(found.attributes, body?.data.attributes);
      this.#options.onWrite?.(found, request);
    }
    return [200, { data: found }];
  }

  #onCollection(request: RecordedRequest, type: string, query: URLSearchParams, data: StoredResource | undefined): RecordedAnswer {
    if (request.method === 'POST') {
      const made = this.add(type, { ...data?.attributes }, { ...data?.relationships });
      this.#options.onWrite?.(made, request);
      return [201, { data: made }];
    }
    return [200, { data: this.#filtered(this.ofType(type), query), included: this.resources }];
  }

  #onRelation(request: RecordedRequest, owner: StoredResource, name: string, data: unknown): RecordedAnswer {
    const current = owner.relationships[name]?.data;
    const list = Array.isArray(current) ? (current as { id: string }[]) : [];
    const given = Array.isArray(data) ? (data as { id: string }[]) : [];
    if (request.method === 'PATCH') owner.relationships[name] = { data };
    else if (request.method === 'POST') owner.relationships[name] = { data: [...list, ...given] };
    else if (request.method === 'DELETE')
      owner.relationships[name] = { data: list.filter((each) => !given.some(({ id }) => id === each.id)) };
    else {
      const ids = Array.isArray(current) ? list.map(({ id }) => id) : [(current as { id?: string } | undefined)?.id];
      const own = this.resources.filter((each) => ids.includes(each.id) || isAbout(each, owner, name));
      const isList = name.endsWith('s');
      if (isList) return [200, { data: this.#filtered(own, new URL(request.path, 'http://apple').searchParams), included: this.resources }];
      return own[0] ? [200, { data: own[0] }] : [404, { errors: [{ status: '404', code: 'NOT_FOUND' }] }];
    }
    return [204, ''];
  }

  #filtered(resources: readonly StoredResource[], query: URLSearchParams): readonly StoredResource[] {
    const filters = [...query].flatMap(([key, value]) => {
      const name = /^filter\[(\w+)\]$/.exec(key)?.[1];
      return name === undefined ? [] : [[name, value] as const];
    });
    return resources.filter((each) =>
      filters.every(([name, value]) => !(name in each.attributes) || String(each.attributes[name]) === value),
    );
  }
}

/** What was made with a relationship that leads back to its owner. */
function isAbout(resource: StoredResource, owner: StoredResource, name: string): boolean {
  const isKind = resource.type === name || resource.type === `${name}s`;
  return isKind && Object.values(resource.relationships).some(({ data }) => (data as { id?: string } | undefined)?.id === owner.id);
}
