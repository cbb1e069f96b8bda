/** Requests of the App Store Connect API: resources as JSON:API has them, tokens, and repeating what may be repeated. */

import { utf8 } from '../../base/bytes.ts';
import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import { type HttpClient, type HttpMethod, type HttpResponse } from '../../ports/httpClient.ts';
import { objectField, objectsField, parseJsonObject, textField, type JsonObject } from '../jsonObject.ts';
import { type ConnectTokens } from './connectKey.ts';
import { connectName, ConnectRefusal } from './connectRefusal.ts';

export const connectEndpoint = 'https://api.appstoreconnect.apple.com';

export interface ConnectApiOptions {
  readonly http: HttpClient;
  readonly tokens: ConnectTokens;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly onRequest: (request: { readonly method: HttpMethod; readonly url: string }) => void;
  readonly signal?: AbortSignal | undefined;
}

/** `{type, id}` with what belongs to it. */
export interface Resource {
  readonly id: string;
  readonly attributes: JsonObject;
  readonly relationships: JsonObject;
}

export interface IncludedResource extends Resource {
  readonly type: string;
}

export interface NewResource {
  readonly type: string;
  readonly attributes?: JsonObject;
  /** Name, type and id of what it belongs to; a list where it belongs to several. */
  readonly relationships?: Readonly<Record<string, readonly [type: string, id: string | readonly string[]]>>;
}

const largestAnswer = 8 * 1024 * 1024;
const attempts = 5;
const mostPages = 50;

export class ConnectApi {
  readonly #options: ConnectApiOptions;

  constructor(options: ConnectApiOptions) {
    this.#options = options;
  }

  async get(path: string): Promise<Resource> {
    return resourceOf(await this.#json('GET', path), path);
  }

  /** `undefined` where there is none: 404, or a relation whose `data` is null, which JSON:API has for one that leads nowhere. */
  async find(path: string): Promise<Resource | undefined> {
    try {
      const answer = await this.#json('GET', path);
      return answer['data'] === null ? undefined : resourceOf(answer, path);
    } catch (error) {
      if (error instanceof ConnectRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /** All pages, up to ten thousand. */
  async list(path: string, query: Readonly<Record<string, string>> = {}): Promise<readonly Resource[]> {
    return (await this.listWith(path, query)).data;
  }

  /** With the resources that `include` in the query asks for. */
  async listWith(
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<{ readonly data: readonly Resource[]; readonly included: readonly IncludedResource[] }> {
    const data: Resource[] = [];
    const included: IncludedResource[] = [];
    let search = new URLSearchParams({ ...query, limit: '200' }).toString();
    for (let page = 1; page <= mostPages; page++) {
      const answer = await this.#json('GET', `${path}?${search}`);
      data.push(...objectsField(answer, 'data').map((each) => resourceOf({ data: each }, path)));
      included.push(
        ...objectsField(answer, 'included').map((each) => ({ ...resourceOf({ data: each }, path), type: textField(each, 'type') ?? '' })),
      );
      const next = textField(objectField(answer, 'links'), 'next');
      // Only its query: the token goes to no other address.
      const nextSearch = next === undefined ? undefined : URL.parse(next)?.search.slice(1);
      if (nextSearch === undefined || nextSearch === '' || nextSearch === search) break;
      search = nextSearch;
    }
    return { data, included };
  }

  /** `isRepeatable: false`: a cut connection is an error, as a second resource would be another one. */
  async create(path: string, { type, attributes, relationships = {} }: NewResource, isRepeatable = true): Promise<Resource> {
    const related = Object.entries(relationships).map(([name, [relatedType, id]]): [string, JsonObject] => [
      name,
      { data: typeof id === 'string' ? { type: relatedType, id } : id.map((each) => ({ type: relatedType, id: each })) },
    ]);
    const data = {
      type,
      ...(attributes && { attributes }),
      ...(related.length > 0 && { relationships: Object.fromEntries(related) }),
    };
    return resourceOf(await this.#json('POST', path, { data }, isRepeatable), path);
  }

  async update(path: string, type: string, id: string, attributes: JsonObject): Promise<void> {
    await this.#call('PATCH', `${path}/${encodeURIComponent(id)}`, { data: { type, id, attributes } });
  }

  async relate(path: string, type: string, id: string): Promise<void> {
    await this.#call('POST', path, { data: [{ type, id }] });
  }

  async unrelate(path: string, type: string, id: string): Promise<void> {
    await this.#call('DELETE', path, { data: [{ type, id }] });
  }

  /** Of a relationship that leads to one. */
  async point(path: string, type: string, id: string): Promise<void> {
    await this.#call('PATCH', path, { data: { type, id } });
  }

  /** Of a relationship that leads to several: all of them, in this order. */
  async arrange(path: string, type: string, ids: readonly string[]): Promise<void> {
    await this.#call('PATCH', path, { data: ids.map((id) => ({ type, id })) });
  }

  async remove(path: string): Promise<void> {
    await this.#call('DELETE', path);
  }

  async #json(method: HttpMethod, path: string, body?: JsonObject, isRepeatable = true): Promise<JsonObject> {
    const object = parseJsonObject((await this.#call(method, path, body, isRepeatable)).body);
    if (!object) throw Failure.of('store-answer-unexpected', { store: connectName, what: path });
    return object;
  }

  async #call(method: HttpMethod, path: string, body?: JsonObject, isRepeatable = true): Promise<HttpResponse> {
    let answer = await this.#send(method, path, body, isRepeatable);
    if (answer.status === 401) {
      this.#options.tokens.forget();
      answer = await this.#send(method, path, body, isRepeatable);
    }
    if (answer.status < 200 || answer.status > 299) throw new ConnectRefusal(answer.status, answer.body);
    return answer;
  }

  async #send(method: HttpMethod, path: string, body: JsonObject | undefined, isRepeatable: boolean): Promise<HttpResponse> {
    const { http, tokens, endpoint, signal, onRequest } = this.#options;
    const url = `${endpoint}${path}`;
    onRequest({ method, url });
    return await http.request({
      method,
      url,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      credentials: { authorization: new Secret(`Bearer ${tokens.get().reveal()}`) },
      ...(body && { body: utf8(JSON.stringify(body)) }),
      maxBytes: largestAnswer,
      redirect: 'manual',
      // Apple recognizes a second upload of a version, and answers it with a conflict.
      retry: { attempts, isRepeatable },
      ...(signal && { signal }),
    });
  }
}

function resourceOf(answer: JsonObject, path: string): Resource {
  const data = objectField(answer, 'data');
  const id = textField(data, 'id');
  if (id === undefined) throw Failure.of('store-answer-unexpected', { store: connectName, what: path });
  return { id, attributes: objectField(data, 'attributes') ?? {}, relationships: objectField(data, 'relationships') ?? {} };
}

/** The id of the one resource that a relationship leads to. */
export function relatedId({ relationships }: Resource, name: string): string | undefined {
  return textField(objectField(objectField(relationships, name), 'data'), 'id');
}
