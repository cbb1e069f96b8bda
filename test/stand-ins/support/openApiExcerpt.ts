/** A part of an OpenAPI document: operations, and the schemas of bodies and answers. `generatedOpenApi.ts` makes it. */

import { type Shapes } from './jsonShape.ts';
import { type Operation, type QueryParameter, type ServiceDescription } from './operations.ts';

export interface OpenApiExcerpt {
  readonly source: string;
  readonly operations: readonly Operation[];
  readonly shapes: Shapes;
}

/** Lists go on with the cursor that the link to the next page has; no generated client knows its name. */
const cursor: QueryParameter = { shape: { type: 'string' }, required: false, list: false };

export function readOpenApiExcerpt({ operations, shapes }: OpenApiExcerpt): ServiceDescription {
  return { operations, shapes, commonQuery: { cursor } };
}
