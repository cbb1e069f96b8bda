/**
 * The methods and types of an API of Google's, read from the client that is generated from its discovery document: whether a request is one that
 * the API has, by method, path, query and body.
 */

interface DiscoveredMethod {
  readonly name: string;
  readonly httpMethod: string;
  readonly paths: readonly RegExp[];
  readonly query: ReadonlySet<string>;
  /** Name of the type of the body. */
  readonly body: string | undefined;
}

type Fields = ReadonlyMap<string, string>;

export class DiscoveredApi {
  readonly #methods: readonly DiscoveredMethod[];
  readonly #schemas: ReadonlyMap<string, Fields>;

  constructor({ calls, types }: { readonly calls: string; readonly types: string }) {
    const interfaces = new Map(
      Array.from(types.matchAll(/interface ([\w$]+)(?: extends \w+)? \{\n([\s\S]*?)\n {4}\}/g), ([, name = '', body = '']) => [
        name,
        fieldsOf(body),
      ]),
    );
    this.#schemas = interfaces;
    const standard = [...(interfaces.get('StandardParameters') ?? new Map<string, string>()).keys()];
    this.#methods = readMethods(calls).map(({ resource, method, httpMethod, templates, pathParameters }) => {
      const parameters =
        interfaces.get(`Params$${resource}$${method.charAt(0).toUpperCase()}${method.slice(1)}`) ?? new Map<string, string>();
      const names = [...parameters.keys()].filter(
        (name) => !pathParameters.includes(name) && !['requestBody', 'media', 'auth'].includes(name),
      );
      return {
        name: `${resource}.${method}`,
        httpMethod,
        paths: templates.map(pathPattern),
        query: new Set([...names, ...standard, 'upload_id']),
        body: /^Schema\$\w+/.exec(parameters.get('requestBody') ?? '')?.[0],
      };
    });
  }

  get size(): number {
    return this.#methods.length;
  }

  /** What is wrong with a request; `path` with its query. Bodies that are not JSON objects are not looked at. */
  problems(request: { readonly method: string; readonly path: string; readonly body: string }): readonly string[] {
    const url = new URL(request.path, 'http://stand-in');
    const found = this.#methods.find(
      ({ httpMethod, paths }) => httpMethod === request.method && paths.some((each) => each.test(url.pathname)),
    );
    const name = `${request.method} ${url.pathname}`;
    // The address of a resumable upload is the server's own.
    if (request.method === 'PUT' && url.searchParams.has('upload_id')) return [];
    if (!found) return [`${name}: there is no such method`];
    const unknown = [...url.searchParams.keys()].filter((key) => !found.query.has(key)).map((key) => `${name}: no parameter ${key}`);
    if (!request.body.startsWith('{')) return unknown;
    const body: unknown = JSON.parse(request.body);
    if (found.body === undefined) return Object.keys(body as object).length === 0 ? unknown : [...unknown, `${name}: there is no body`];
    return [...unknown, ...this.#mismatches(body, found.body, name)];
  }

  #mismatches(value: unknown, type: string, where: string): readonly string[] {
    const plain = type.replace(/ \| null$/, '').trim();
    if (plain.endsWith('[]')) {
      if (!Array.isArray(value)) return [`${where} is not a list`];
      return value.flatMap((item, index) => this.#mismatches(item, plain.slice(0, -2), `${where}[${index}]`));
    }
    if (!plain.startsWith('Schema$')) return typeof value === plain ? [] : [`${where} is not a ${plain}`];
    const fields = this.#schemas.get(plain);
    if (!fields || typeof value !== 'object' || value === null) return [`${where} is not a ${plain}`];
    return Object.entries(value).flatMap(([key, field]) => {
      const fieldType = fields.get(key);
      return fieldType === undefined ? [`${where}: ${plain} has no ${key}`] : this.#mismatches(field, fieldType, `${where}.${key}`);
    });
  }
}

function fieldsOf(body: string): Fields {
  const plain = body.replace(/\/\*[\s\S]*?\*\//g, '');
  return new Map(Array.from(plain.matchAll(/^\s*'?([\w.$]+)'?\?: ([^;]+);/gm), ([, name = '', type = '']) => [name, type]));
}

interface ReadMethod {
  readonly resource: string;
  readonly method: string;
  readonly httpMethod: string;
  readonly templates: readonly string[];
  readonly pathParameters: readonly string[];
}

function readMethods(calls: string): readonly ReadMethod[] {
  const methods: ReadMethod[] = [];
  let resource = '';
  let method = '';
  let templates: string[] = [];
  let httpMethod = '';
  for (const line of calls.split('\n')) {
    resource = /^ {4}class (Resource\$[\w$]+)/.exec(line)?.[1] ?? resource;
    method = /^ {8}(?:async )?(\w+)\(paramsOrCallback/.exec(line)?.[1] ?? method;
    if (line.includes('const parameters = {')) templates = [];
    const template = /'(\/(?:upload\/|resumable\/)?androidpublisher\/v3[^']*)'/.exec(line)?.[1];
    if (template !== undefined) templates.push(template);
    httpMethod = /^ +method: '([A-Z]+)'/.exec(line)?.[1] ?? httpMethod;
    const parameters = /^ +pathParams: \[([^\]]*)\]/.exec(line)?.[1];
    if (parameters === undefined) continue;
    const pathParameters = Array.from(parameters.matchAll(/'(\w+)'/g), ([, name = '']) => name);
    methods.push({ resource, method, httpMethod, templates, pathParameters });
  }
  return methods;
}

/** Of the templates of RFC 6570: `{name}` is one part of a path, and `{+name}` may be several. */
function pathPattern(template: string): RegExp {
  const parts = template.split(/(\{\+?\w+\})/).map((part) => {
    if (part.startsWith('{+')) return '[^:]+';
    return part.startsWith('{') ? '[^/:]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
