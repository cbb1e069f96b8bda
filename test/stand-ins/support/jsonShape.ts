/**
 * Checks a JSON value against a shape as Google's discovery documents and OpenAPI write it. Strict where a JSON schema is lenient: a field that the
 * description does not name is a finding. It shares no code with the clients of the stores, on purpose.
 */

/** One schema of a discovery document or of OpenAPI 3. */
export interface JsonShape {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, JsonShape>> | undefined;
  readonly required?: readonly string[] | boolean | undefined;
  readonly items?: JsonShape | undefined;
  readonly additionalProperties?: JsonShape | boolean | undefined;
  readonly oneOf?: readonly JsonShape[] | undefined;
  readonly allOf?: readonly JsonShape[] | undefined;
  readonly nullable?: boolean | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Of a parameter of a path. */
  readonly pattern?: string | undefined;
}

export interface ShapeFinding {
  readonly kind: 'unknown-field' | 'missing-field' | 'wrong-type' | 'wrong-value';
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

export type Shapes = Readonly<Record<string, JsonShape>>;

/** What is wrong with the value; nothing if it fits. */
export function checkShape(value: unknown, shape: JsonShape, shapes: Shapes, pointer = ''): ShapeFinding[] {
  const { oneOf, allOf, $ref } = shape;
  if (value === null && shape.nullable === true) return [];
  if ($ref !== undefined) return checkShape(value, shapeNamed($ref, shapes), shapes, pointer);
  if (oneOf !== undefined) return checkOneOf(value, oneOf, shapes, pointer);
  if (allOf !== undefined) return checkShape(value, merged(allOf, shapes), shapes, pointer);
  if (shape.enum !== undefined && !shape.enum.includes(value)) {
    return [{ kind: 'wrong-value', pointer, message: `${show(value)} is none of ${shape.enum.join(', ')}` }];
  }
  if (shape.properties !== undefined || shape.type === 'object') return checkObject(value, shape, shapes, pointer);
  if (shape.type === 'array') {
    if (!Array.isArray(value)) return [wrongType(value, 'an array', pointer)];
    const { items } = shape;
    return items === undefined ? [] : value.flatMap((item, index) => checkShape(item, items, shapes, `${pointer}/${index}`));
  }
  return checkScalar(value, shape, pointer);
}

function shapeNamed(reference: string, shapes: Shapes): JsonShape {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`The description has no schema ${name}`);
  return shape;
}

function merged(shapes: readonly JsonShape[], all: Shapes): JsonShape {
  const parts = shapes.map((shape) => (shape.$ref === undefined ? shape : shapeNamed(shape.$ref, all)));
  const flat = parts.map((part) => (part.allOf === undefined ? part : merged(part.allOf, all)));
  return {
    type: 'object',
    properties: Object.assign({}, ...flat.map((part) => part.properties ?? {})),
    required: flat.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
    ...(flat.some((part) => part.additionalProperties === true) && { additionalProperties: true }),
  };
}

function checkOneOf(value: unknown, choices: readonly JsonShape[], shapes: Shapes, pointer: string): ShapeFinding[] {
  let best: ShapeFinding[] | undefined;
  for (const choice of choices) {
    const findings = checkShape(value, choice, shapes, pointer);
    if (findings.length === 0) return [];
    if (best === undefined || findings.length < best.length) best = findings;
  }
  return best ?? [];
}

function checkObject(value: unknown, shape: JsonShape, shapes: Shapes, pointer: string): ShapeFinding[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [wrongType(value, 'an object', pointer)];
  const findings: ShapeFinding[] = [];
  const known = shape.properties ?? {};
  for (const [name, field] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.hasOwn(known, name) ? known[name] : undefined;
    const other = shape.additionalProperties;
    if (own !== undefined) findings.push(...checkShape(field, own, shapes, at));
    else if (typeof other === 'object') findings.push(...checkShape(field, other, shapes, at));
    else if (other !== true) findings.push({ kind: 'unknown-field', pointer: at, message: `unknown field ${name}` });
  }
  for (const name of Array.isArray(shape.required) ? shape.required : []) {
    if (!Object.hasOwn(value, name)) findings.push({ kind: 'missing-field', pointer: `${pointer}/${name}`, message: `${name} is missing` });
  }
  return findings;
}

/** The formats of whole numbers that do not fit into a number of JSON: written as strings; a number is understood too. */
const wideFormats = new Set(['int64', 'uint64', 'fixed64']);

function checkScalar(value: unknown, shape: JsonShape, pointer: string): ShapeFinding[] {
  switch (shape.type) {
    case 'string': {
      const wide = wideFormats.has(shape.format ?? '');
      if (wide && (typeof value === 'string' || typeof value === 'number')) {
        return /^-?\d{1,19}$/u.test(String(value)) ? [] : [wrongType(value, 'a whole number', pointer)];
      }
      if (typeof value !== 'string') return [wrongType(value, 'a string', pointer)];
      if (shape.maxLength !== undefined && value.length > shape.maxLength) {
        return [{ kind: 'wrong-value', pointer, message: `longer than ${shape.maxLength} characters` }];
      }
      return [];
    }
    case 'integer':
      if (!Number.isInteger(value)) return [wrongType(value, 'a whole number', pointer)];
      return checkRange(value as number, shape, pointer);
    case 'number':
      if (typeof value !== 'number') return [wrongType(value, 'a number', pointer)];
      return checkRange(value, shape, pointer);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(value, 'true or false', pointer)];
    default:
      return [];
  }
}

function checkRange(value: number, { minimum = -Infinity, maximum = Infinity }: JsonShape, pointer: string): ShapeFinding[] {
  if (value >= minimum && value <= maximum) return [];
  return [{ kind: 'wrong-value', pointer, message: `${value} is not from ${minimum} to ${maximum}` }];
}

function wrongType(value: unknown, wanted: string, pointer: string): ShapeFinding {
  return { kind: 'wrong-type', pointer, message: `${show(value)} is not ${wanted}` };
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'nothing';
}
