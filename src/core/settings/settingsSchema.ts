/** The JSON schema (draft-07, what editors read) of the settings file, made from the model; `schemas/` contains its text. */

import { type ObjectField, type SettingsField } from './settingsField.ts';
import { settingsModel } from './settingsModel.ts';

export type JsonSchema = { readonly [key: string]: unknown };

export function settingsSchema(model: ObjectField = settingsModel): JsonSchema {
  const { properties, ...root } = objectSchema(model);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Package settings of Mobile Distribution',
    allowComments: true,
    allowTrailingCommas: true,
    ...root,
    properties: { $schema: { type: 'string', description: 'The address of this schema.' }, ...properties },
  };
}

function schemaOf(field: SettingsField): JsonSchema {
  const { description } = field;
  switch (field.type) {
    case 'string':
      return {
        type: 'string',
        description,
        ...(field.choices && { enum: field.choices }),
        ...(field.choices && field.choiceTexts && { enumDescriptions: field.choices.map((choice) => field.choiceTexts?.[choice] ?? '') }),
        ...(field.default !== undefined && { default: field.default }),
        ...(field.examples && { examples: field.examples }),
        ...(field.holds === 'color' && { format: 'color-hex' }),
        ...(field.holds === 'address' && { format: 'uri', pattern: '^https://' }),
      };
    case 'integer':
      return {
        type: 'integer',
        description,
        minimum: field.minimum,
        maximum: field.maximum,
        ...(field.default !== undefined && { default: field.default }),
      };
    case 'boolean':
      return { type: 'boolean', description, default: field.default };
    case 'list':
      return { type: 'array', description, items: schemaOf(field.item), uniqueItems: true };
    case 'commands': {
      const command = { type: 'array', items: { type: 'string' }, minItems: 1 };
      return { description, anyOf: [command, { type: 'array', items: command }], examples: field.examples };
    }
    case 'map':
      return { type: 'object', description, additionalProperties: schemaOf(field.value) };
    case 'object':
      return objectSchema(field);
  }
}

/** Unknown keys are kept and reported by the product itself, with the nearest known name. */
function objectSchema({ description, fields }: ObjectField) {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, child]): [string, JsonSchema] => [name, schemaOf(child)]));
  return { type: 'object', description, properties };
}
