/** Reads a discovery document of Google's, and cuts the part out of it that a stand-in answers. */

import { type JsonShape, type Shapes } from './jsonShape.ts';
import { type Operation, type QueryParameter, type ServiceDescription } from './operations.ts';

export interface DiscoveryDocument {
  readonly revision: string;
  readonly parameters: Readonly<Record<string, DiscoveryParameter>>;
  readonly resources: Readonly<Record<string, DiscoveryResource>>;
  readonly schemas: Shapes;
}

interface DiscoveryParameter extends JsonShape {
  readonly location?: string;
  readonly repeated?: boolean;
}

interface DiscoveryResource {
  readonly methods?: Readonly<Record<string, DiscoveryMethod>>;
  readonly resources?: Readonly<Record<string, DiscoveryResource>>;
}

interface DiscoveryMethod {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, DiscoveryParameter>>;
  readonly request?: { readonly $ref: string };
  readonly response?: { readonly $ref: string };
  readonly supportsMediaDownload?: boolean;
  readonly mediaUpload?: {
    readonly accept: readonly string[];
    readonly maxSize?: string;
    readonly protocols?: { readonly resumable?: object; readonly simple?: object };
  };
}

export function readDiscovery({ resources, schemas, parameters }: DiscoveryDocument): ServiceDescription {
  const operations: Operation[] = [];
  const visit = ({ methods = {}, resources: below = {} }: DiscoveryResource): void => {
    operations.push(...Object.values(methods).map(operationOf));
    for (const resource of Object.values(below)) visit(resource);
  };
  visit({ resources });
  return { operations, shapes: schemas, commonQuery: queryOf(parameters), absentBodyIsEmpty: true };
}

function operationOf(method: DiscoveryMethod): Operation {
  const { id, httpMethod, path, parameters = {}, request, response, mediaUpload } = method;
  const inPath = Object.entries(parameters).filter(([, { location }]) => location === 'path');
  const query = Object.fromEntries(Object.entries(parameters).filter(([, { location }]) => location === 'query'));
  return {
    id,
    method: httpMethod,
    template: `/${path}`,
    path: Object.fromEntries(inPath.map(([name, { required: _required, ...shape }]) => [name, shape])),
    query: queryOf(query),
    ...(request !== undefined && { body: request }),
    ...(response !== undefined && { answer: response }),
    ...(mediaUpload !== undefined && {
      media: {
        accept: mediaUpload.accept,
        maxBytes: Number(mediaUpload.maxSize ?? Infinity),
        isResumable: mediaUpload.protocols?.resumable !== undefined,
      },
    }),
    download: method.supportsMediaDownload === true,
  };
}

function queryOf(parameters: Readonly<Record<string, DiscoveryParameter>>): Record<string, QueryParameter> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { required, repeated, ...shape }]) => [
      name,
      { shape, required: required === true, list: repeated === true },
    ]),
  );
}

/** What an excerpt says about its source. */
interface DiscoveryExcerpt extends DiscoveryDocument {
  readonly source: string;
}

/** The document with only these methods (such as `edits.tracks.*`), the schemas that they reach, and no texts. */
export function excerptDiscovery(document: DiscoveryDocument, wanted: readonly string[], source: string): DiscoveryExcerpt {
  const schemas: Record<string, JsonShape> = {};
  const reach = (name: string): void => {
    const shape = document.schemas[name];
    if (schemas[name] !== undefined || shape === undefined) return;
    schemas[name] = withoutTexts(shape) as JsonShape;
    for (const found of JSON.stringify(shape).matchAll(/"\$ref":"(\w+)"/gu)) reach(found[1] ?? '');
  };
  const visit = (resource: DiscoveryResource, path: string): DiscoveryResource | undefined => {
    const methods = Object.entries(resource.methods ?? {}).filter(([name]) => wanted.includes(`${path}*`) || wanted.includes(path + name));
    for (const [, { request, response }] of methods) for (const part of [request, response]) reach(part?.$ref ?? '');
    const below = Object.entries(resource.resources ?? {}).flatMap(([name, part]) => {
      const cut = visit(part, `${path}${name}.`);
      return cut === undefined ? [] : [[name, cut] as const];
    });
    if (methods.length === 0 && below.length === 0) return undefined;
    return {
      ...(methods.length > 0 && { methods: Object.fromEntries(methods.map(([name, method]) => [name, cutMethod(method)])) }),
      ...(below.length > 0 && { resources: Object.fromEntries(below) }),
    };
  };
  const resources = visit({ resources: document.resources }, '')?.resources ?? {};
  const parameters = withoutTexts(document.parameters) as DiscoveryDocument['parameters'];
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { source, revision: document.revision, parameters, resources, schemas: sorted };
}

function cutMethod(method: DiscoveryMethod): DiscoveryMethod {
  const { id, httpMethod, path, parameters, request, response, mediaUpload, supportsMediaDownload } = method;
  const patterns = Object.entries(parameters ?? {}).flatMap(([name, { pattern }]) =>
    pattern === undefined ? [] : [[name, pattern] as const],
  );
  const cut = withoutTexts({
    id,
    httpMethod,
    path,
    parameters,
    request,
    response,
    supportsMediaDownload,
    mediaUpload: mediaUpload && { accept: mediaUpload.accept, maxSize: mediaUpload.maxSize, protocols: mediaUpload.protocols },
  }) as DiscoveryMethod;
  const withPatterns = Object.entries(cut.parameters ?? {}).map(([name, shape]) => {
    const pattern = patterns.find(([owner]) => owner === name)?.[1];
    return [name, pattern === undefined ? shape : { ...shape, pattern }] as const;
  });
  return parameters === undefined ? cut : { ...cut, parameters: Object.fromEntries(withPatterns) };
}

/** Fields whose names say that they are texts for people; a schema's own property of such a name is an object and stays. */
function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name, part]) => {
    // The name of a method has dots, that of a schema has none.
    const isText = ['description', 'id', 'pattern'].includes(name) && typeof part === 'string' && !/^[\w-]+(?:\.[\w-]+)+$/u.test(part);
    return part !== undefined && name !== 'enumDescriptions' && name !== 'enumDeprecated' && !isText;
  });
  return Object.fromEntries(kept.map(([name, part]) => [name, withoutTexts(part)]));
}
