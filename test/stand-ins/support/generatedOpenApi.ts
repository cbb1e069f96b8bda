/**
 * Cuts the part that a stand-in answers out of a client that others generated from an OpenAPI document (by @hey-api/openapi-ts): its operations with
 * what their queries may say, from the types, and the schemas of bodies and answers.
 */

import { parseSync } from 'oxc-parser';
import { type JsonShape, type Shapes } from './jsonShape.ts';
import { type OpenApiExcerpt } from './openApiExcerpt.ts';
import { type Operation, type QueryParameter } from './operations.ts';

export interface GeneratedClient {
  /** `sdk.gen.js`. */
  readonly calls: string;
  /** `types.gen.d.ts`. */
  readonly types: string;
  /** The exports of `schemas.gen.js`. */
  readonly schemas: Shapes;
}

interface TypeNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** `isWanted` is asked for method and template. */
export function excerptGeneratedClient(
  client: GeneratedClient,
  isWanted: (method: string, template: string) => boolean,
  source: string,
): OpenApiExcerpt {
  const methods = new Map(
    Array.from(
      client.calls.matchAll(/static (\w+)\(options\) \{\s+return [^{]*?\.(get|post|patch|put|delete)\(/gu),
      ([, name = '', method = '']) => [name.toLowerCase(), method.toUpperCase()],
    ),
  );
  const names = new Map(Object.entries(client.schemas).map(([name, schema]) => [name.replace(/Schema$/u, ''), schema]));
  const shapes: Record<string, JsonShape> = {};
  const reach = (name: string): JsonShape => {
    const schema = names.get(name);
    if (schema === undefined) throw new Error(`There is no schema ${name}`);
    if (shapes[name] === undefined) {
      shapes[name] = cutSchema(schema) as JsonShape;
      for (const found of JSON.stringify(shapes[name]).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu)) reach(found[1] ?? '');
    }
    return { $ref: `#/components/schemas/${name}` };
  };
  const operations = Array.from(client.types.matchAll(/^export type (\w+)Data = \{\n[\s\S]*?\n\};/gmu), ([text, name = '']) => {
    const url = /^ {4}url: '([^']+)';/mu.exec(text)?.[1];
    const method = methods.get(name.toLowerCase());
    if (url === undefined || method === undefined || !isWanted(method, url)) return [];
    const members = membersOf(text);
    const bodyName = nameOf(members.get('body'));
    const answers = new RegExp(`^export type ${name}Responses = \\{\\n[\\s\\S]*?\\n\\};`, 'mu').exec(client.types)?.[0];
    const answerName =
      answers === undefined ? undefined : [...membersOf(answers).values()].map(nameOf).find((found) => found !== undefined);
    const operation: Operation = {
      id: name.charAt(0).toLowerCase() + name.slice(1),
      method,
      template: url,
      path: {},
      query: queryOf(members.get('query')),
      ...(bodyName !== undefined && { body: reach(bodyName) }),
      ...(answerName !== undefined && { answer: reach(answerName) }),
      download: false,
    };
    return [operation];
  }).flat();
  const sorted = Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { source, operations: operations.sort((a, b) => (a.id < b.id ? -1 : 1)), shapes: sorted };
}

/** What belongs to answers may be large: the list of everything that can be included is left open. */
function cutSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutSchema);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, part]) => !['title', 'description', 'deprecated'].includes(name) || typeof part === 'object',
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, name === 'included' ? { type: 'array' } : cutSchema(part)]));
}

function membersOf(text: string): ReadonlyMap<string, TypeNode> {
  const { program } = parseSync('types.ts', text);
  const [statement] = program.body as unknown as readonly { readonly declaration: { readonly typeAnnotation: TypeNode } }[];
  return literalMembers(statement?.declaration.typeAnnotation);
}

function literalMembers(node: TypeNode | undefined): ReadonlyMap<string, TypeNode> {
  const members = (node?.['members'] ?? []) as readonly {
    key: { name?: string; value?: unknown };
    typeAnnotation: { typeAnnotation: TypeNode };
  }[];
  return new Map(members.map(({ key, typeAnnotation }) => [key.name ?? String(key.value), typeAnnotation.typeAnnotation]));
}

function nameOf(node: TypeNode | undefined): string | undefined {
  return node?.type === 'TSTypeReference' ? (node['typeName'] as { name: string }).name : undefined;
}

function queryOf(node: TypeNode | undefined): Record<string, QueryParameter> {
  return Object.fromEntries(
    [...literalMembers(node)].map(([name, type]) => {
      const isArray = nameOf(type) === 'Array';
      const inner = isArray ? (type['typeArguments'] as { params: readonly TypeNode[] }).params[0] : type;
      return [name, { shape: shapeOf(inner), required: false, list: isArray }];
    }),
  );
}

function shapeOf(node: TypeNode | undefined): JsonShape {
  switch (node?.type) {
    case 'TSUnionType':
      return { type: 'string', enum: (node['types'] as readonly TypeNode[]).map(literalOf) };
    case 'TSLiteralType':
      return { type: 'string', enum: [literalOf(node)] };
    case 'TSNumberKeyword':
      return { type: 'integer' };
    case 'TSBooleanKeyword':
      return { type: 'boolean' };
    default:
      return { type: 'string' };
  }
}

function literalOf(node: TypeNode): unknown {
  return (node['literal'] as { value: unknown }).value;
}

/** As it is kept: a line for each operation and each schema. */
export function writeExcerpt({ source, operations, shapes }: OpenApiExcerpt): string {
  const rows = operations.map((operation) => JSON.stringify(operation));
  const schemas = Object.entries(shapes).map(([name, shape]) => `${JSON.stringify(name)}:${JSON.stringify(shape)}`);
  return `{"source":${JSON.stringify(source)},\n"operations":[\n${rows.join(',\n')}\n],\n"shapes":{\n${schemas.join(',\n')}\n}}\n`;
}
