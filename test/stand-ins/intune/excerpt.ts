/** Which types of Microsoft's declarations of Graph the stand-in answers with, and how they are cut out of them. */

import { type JsonShape, type Shapes } from '../support/jsonShape.ts';

export interface GraphExcerpt {
  readonly source: string;
  readonly shapes: Shapes;
}

const roots = ['AndroidLobApp', 'IosLobApp', 'MobileAppContent', 'MobileAppContentFile', 'FileEncryptionInfo', 'MobileAppAssignment'];

/** Types that stand for those derived from them; JSON then names the type with `@odata.type`. */
const derived: Readonly<Record<string, readonly string[]>> = {
  DeviceAndAppManagementAssignmentTarget: [
    'AllDevicesAssignmentTarget',
    'AllLicensedUsersAssignmentTarget',
    'GroupAssignmentTarget',
    'ExclusionGroupAssignmentTarget',
  ],
  MobileAppAssignmentSettings: ['IosLobAppAssignmentSettings'],
};

/** `declarations`: `microsoft-graph.d.ts` of `@microsoft/microsoft-graph-types`. */
export function excerptGraphTypes(declarations: string, source: string): GraphExcerpt {
  const text = declarations.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, '');
  const shapes: Record<string, JsonShape> = {};
  const reach = (name: string): JsonShape => {
    if (shapes[name] === undefined) {
      shapes[name] = {};
      shapes[name] = shapeNamed(name);
    }
    return { $ref: name };
  };
  const shapeNamed = (name: string): JsonShape => {
    const values = new RegExp(`^export type ${name} =([^;]+);`, 'mu').exec(text)?.[1];
    if (values !== undefined) return { type: 'string', enum: Array.from(values.matchAll(/"([^"]+)"/gu), ([, value]) => value) };
    const choices = derived[name];
    if (choices !== undefined) return { oneOf: choices.map(reach) };
    const isDerived = Object.values(derived).some((names) => names.includes(name));
    const type: JsonShape = isDerived ? { type: 'string', enum: odataTypes(name) } : { type: 'string' };
    const properties = { '@odata.type': type, ...fieldsOf(name) };
    return { type: 'object', properties, ...(isDerived && { required: ['@odata.type'] }) };
  };
  const fieldsOf = (name: string): Record<string, JsonShape> => {
    const [, base, body = ''] = new RegExp(`^export interface ${name}(?: extends (\\w+))? \\{([^}]*)\\}`, 'mu').exec(text) ?? [];
    const own = Array.from(body.matchAll(/(\w+)\?: ([^;]+);/gu), ([, field = '', type = '']) => [field, shapeOf(type.trim())] as const);
    return { ...(base !== undefined && fieldsOf(base)), ...Object.fromEntries(own) };
  };
  const shapeOf = (type: string): JsonShape => {
    const nullable = /^NullableOption<(.+)>$/u.exec(type)?.[1];
    if (nullable !== undefined) return { ...shapeOf(nullable), nullable: true };
    if (type.endsWith('[]')) return { type: 'array', items: shapeOf(type.slice(0, -2)) };
    return ['string', 'number', 'boolean'].includes(type) ? { type } : reach(type);
  };
  for (const name of roots) reach(name);
  return { source, shapes: Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** `GroupAssignmentTarget` is `#microsoft.graph.groupAssignmentTarget`; the number sign is left out in some examples of Microsoft's. */
function odataTypes(name: string): readonly string[] {
  const plain = `microsoft.graph.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [`#${plain}`, plain];
}
