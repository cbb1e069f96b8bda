/** The operations of a described service: which one a request means, and what is wrong with its query and body. */

import { checkShape, type JsonShape, type ShapeFinding, type Shapes } from './jsonShape.ts';

export interface QueryParameter {
  readonly shape: JsonShape;
  readonly required: boolean;
  /** Several values, as `a,b` or by repeating the parameter. */
  readonly list: boolean;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Such as `/v1/apps/{id}`; `{+name}` stands for several segments. */
  readonly template: string;
  /** What the parameters of the path may be. */
  readonly path: Readonly<Record<string, JsonShape>>;
  readonly query: Readonly<Record<string, QueryParameter>>;
  readonly body?: JsonShape | undefined;
  readonly answer?: JsonShape | undefined;
  /** Bodies that are files: the content types it takes, the largest size in bytes, and whether an upload may go on after a break. */
  readonly media?: { readonly accept: readonly string[]; readonly maxBytes: number; readonly isResumable: boolean } | undefined;
  /** The file may be downloaded with `alt=media`. */
  readonly download: boolean;
}

export interface MatchedOperation {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ServiceDescription {
  readonly operations: readonly Operation[];
  readonly shapes: Shapes;
  /** Parameters that every operation takes. */
  readonly commonQuery: Readonly<Record<string, QueryParameter>>;
  /** A request without a body means one without fields. */
  readonly absentBodyIsEmpty?: true;
}

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds operations by method and path. */
export class Operations {
  readonly #routes: readonly Route[];
  readonly #description: ServiceDescription;

  constructor(description: ServiceDescription) {
    this.#description = description;
    this.#routes = description.operations.map((operation) => ({ operation, ...compile(operation.template) }));
  }

  get shapes(): Shapes {
    return this.#description.shapes;
  }

  /** The operation; the methods that the path knows if this is none of them; undefined for an unknown path. */
  find(method: string, path: string): MatchedOperation | { readonly allowed: readonly string[] } | undefined {
    const allowed: string[] = [];
    for (const { operation, pattern, names } of this.#routes) {
      const found = pattern.exec(path);
      if (found === null) continue;
      const parameters = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
      // Several operations may have one template, such as `/v1/{+name}`: what the name may be tells them apart.
      if (names.some((name) => !new RegExp(operation.path[name]?.pattern ?? '', 'u').test(parameters[name] ?? ''))) continue;
      if (operation.method === method) return { operation, parameters };
      allowed.push(operation.method);
    }
    return allowed.length === 0 ? undefined : { allowed };
  }

  checkPath({ operation, parameters }: MatchedOperation): ShapeFinding[] {
    return Object.entries(parameters).flatMap(([name, value]) => {
      const shape = operation.path[name];
      return shape === undefined ? [] : checkShape(readQueryValue(value, shape), shape, this.shapes, name);
    });
  }

  checkQuery({ query }: Operation, given: URLSearchParams): ShapeFinding[] {
    const known = { ...this.#description.commonQuery, ...query };
    const findings: ShapeFinding[] = [];
    for (const name of new Set(given.keys())) {
      const parameter = known[name];
      if (parameter === undefined) {
        findings.push({ kind: 'unknown-field', pointer: name, message: `unknown query parameter ${name}` });
        continue;
      }
      const values = parameter.list ? given.getAll(name).flatMap((value) => value.split(',')) : given.getAll(name);
      if (!parameter.list && values.length > 1) findings.push({ kind: 'wrong-value', pointer: name, message: `${name} is given twice` });
      findings.push(...values.flatMap((value) => checkShape(readQueryValue(value, parameter.shape), parameter.shape, this.shapes, name)));
    }
    for (const [name, { required }] of Object.entries(known)) {
      if (required && !given.has(name)) findings.push({ kind: 'missing-field', pointer: name, message: `${name} is missing` });
    }
    return findings;
  }

  /** `undefined` is no body at all. */
  checkBody({ body }: Pick<Operation, 'body'>, given: unknown): ShapeFinding[] {
    if (body === undefined) {
      const empty = given === undefined || (typeof given === 'object' && given !== null && Object.keys(given).length === 0);
      return empty ? [] : [{ kind: 'unknown-field', pointer: '', message: 'this request takes no body' }];
    }
    if (given === undefined && this.#description.absentBodyIsEmpty === true) return this.checkBody({ body }, {});
    if (given === undefined) return [{ kind: 'missing-field', pointer: '', message: 'the body is missing' }];
    return checkShape(given, body, this.shapes);
  }
}

/** A value of a query is text; numbers and booleans are meant by it where the description says so. */
function readQueryValue(text: string, { type }: JsonShape): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if ((type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/u.test(text)) return Number(text);
  return text;
}

function compile(template: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = template.replace(/\{(\+?)([\w.-]+)\}|[^{}]+/gu, (part, several: string | undefined, name: string | undefined) => {
    if (name === undefined) return part.replace(/[$()*+.?[\\\]^|]/gu, String.raw`\$&`);
    names.push(name);
    return several === '+' ? '(.+?)' : '([^/]+?)';
  });
  return { pattern: new RegExp(`^${source}$`, 'u'), names };
}
