/** Fields of a body or none: App Center's clients send empty bodies, other types than documented, and fields that it never had. */

import { type ServerRequest } from '../../http/serverRequest.ts';

export interface RequestFields {
  readonly isEmpty: boolean;
  /** Also when its value has another type than expected. */
  has(name: string): boolean;
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  number(name: string): number | undefined;
  texts(name: string): readonly string[];
  /** The objects of a list. */
  list(name: string): readonly RequestFields[];
  object(name: string): RequestFields;
}

export async function readFields(request: ServerRequest): Promise<RequestFields> {
  return fieldsOf(await request.json());
}

function fieldsOf(value: unknown): RequestFields {
  const fields = new Map<string, unknown>(isObject(value) ? Object.entries(value) : []);
  const items = (name: string): readonly unknown[] => {
    const found = fields.get(name);
    return Array.isArray(found) ? found : [];
  };
  const typed =
    <Kind>(is: (field: unknown) => field is Kind) =>
    (name: string): Kind | undefined => {
      const found = fields.get(name);
      return is(found) ? found : undefined;
    };
  return {
    isEmpty: fields.size === 0,
    has: (name) => (fields.get(name) ?? undefined) !== undefined,
    text: typed((field) => typeof field === 'string'),
    flag: typed((field) => typeof field === 'boolean'),
    number: typed((field) => typeof field === 'number'),
    texts: (name) => items(name).filter((item) => typeof item === 'string'),
    list: (name) => items(name).map(fieldsOf),
    object: (name) => fieldsOf(fields.get(name)),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
