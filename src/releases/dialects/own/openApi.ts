/**
 * The description of our own API in OpenAPI 3.1, made from the schemas that read its requests. It contains no address of a server: it is the same
 * document for each, and is read relative to where it was found.
 */

import * as z from 'zod/mini';
import { type Json } from '../../model/tables.ts';
import { type OperationFacts } from './operation.ts';

type JsonObject = Readonly<Record<string, Json>>;

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export function openApiDocument(operations: readonly { readonly facts: OperationFacts }[]): JsonObject {
  const paths = Map.groupBy(operations, ({ facts }) => pathOf(facts));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mobile Distribution release server',
      version: '1',
      description:
        'Times are ISO 8601 in UTC, sizes are bytes, and what is not known is null. A body with an unknown field is refused. Lists are newest first unless their summary says otherwise.',
    },
    servers: [{ url: '.' }],
    security: [{ token: [] }, { bearer: [] }],
    paths: Object.fromEntries(
      [...paths].map(([path, list]) => [
        path,
        Object.fromEntries(list.map(({ facts }) => [facts.method.toLowerCase(), operationObject(facts)])),
      ]),
    ),
    components: {
      securitySchemes: {
        token: { type: 'apiKey', in: 'header', name: 'X-API-Token' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      responses: {
        Error: { description: 'Why the request was refused', content: jsonContent(errorSchema) },
      },
    },
  };
}

/** `/apps/:owner/:app` as OpenAPI writes it. */
function pathOf({ path }: OperationFacts): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operationObject(facts: OperationFacts): JsonObject {
  const { method, path, summary, query = {}, body, takesBytes, answer, status } = facts;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = Object.entries(query).map(([name, description]) => ({ name, in: 'query', description, schema: { type: 'string' } }));
  const parameters = [...inPath, ...inQuery];
  return {
    operationId: operationId(method, path),
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: jsonContent(body) } }),
    ...(takesBytes === true && { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
    responses: {
      ...(answer === undefined
        ? { '204': { description: 'Done' } }
        : {
            [String(status ?? 200)]: {
              description: 'Done',
              content: answer === 'bytes' ? { 'application/octet-stream': {} } : jsonContent(answer),
            },
          }),
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

/** `GET /apps/:owner/:app/releases` becomes `getAppsReleases`, with `By…` where it ends with a name. */
function operationId(method: string, path: string): string {
  const capital = (text: string): string => text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const segments = path.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '';
  const words = segments.filter((segment) => !segment.startsWith(':')).map(capital);
  return `${method.toLowerCase()}${words.join('')}${last.startsWith(':') ? `By${capital(last.slice(1))}` : ''}`;
}

function jsonContent(schema: z.core.$ZodType): JsonObject {
  // A version of JSON Schema is said once, by OpenAPI 3.1 itself.
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  // Made of plain values alone.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { 'application/json': { schema: JSON.parse(JSON.stringify(rest)) as Json } };
}
