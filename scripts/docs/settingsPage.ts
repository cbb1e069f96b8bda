/** The page docs/settings-fields.md, made from the model of the settings. */

import { type ObjectField, type SettingsField } from '../../src/core/settings/settingsField.ts';
import { settingsModel } from '../../src/core/settings/settingsModel.ts';
import { tableRow } from './tableRow.ts';

export function settingsPage(model: ObjectField = settingsModel): string {
  return [
    '# Fields of mobile-distribution.json',
    '',
    'Made by `npm run docs` from `src/core/settings/settingsModel.ts`; edit that. What the file is for: [settings.md](settings.md).',
    '',
    ...sections(model, ''),
  ].join('\n');
}

function sections({ description, fields }: ObjectField, path: string): readonly string[] {
  const rows = Object.entries(fields);
  return [
    `## ${path === '' ? 'The whole file' : `\`${path}\``}`,
    '',
    description,
    '',
    '| key | value | what it is | option |',
    '| --- | --- | --- | --- |',
    ...rows.map(([name, field]) => tableRow([`\`${name}\``, valueText(field), meaning(field), field.option ? `\`--${field.option.name}\`` : ''])),
    '',
    ...rows.flatMap(([name, field]) => (field.type === 'object' ? sections(field, path === '' ? name : `${path}.${name}`) : [])),
  ];
}

function valueText(field: SettingsField): string {
  switch (field.type) {
    case 'string':
      return field.choices ? field.choices.map((choice) => `\`${choice}\``).join(', ') : (field.holds ?? 'text');
    case 'integer':
      return field.maximum === Number.MAX_SAFE_INTEGER ? `${field.minimum} or more` : `${field.minimum} to ${field.maximum}`;
    case 'boolean':
      return '`true` or `false`';
    case 'list':
      return `list: ${valueText(field.item)}`;
    case 'commands':
      return 'command, or list of commands: list of text';
    case 'map':
      return `object: ${valueText(field.value)}`;
    case 'object':
      return 'object';
  }
}

function meaning(field: SettingsField): string {
  const value = 'default' in field ? field.default : undefined;
  const example = field.type === 'string' ? field.examples?.[0] : field.type === 'commands' ? JSON.stringify(field.examples[0]) : undefined;
  return [
    field.description,
    ...(value === undefined ? [] : [`Default: \`${value}\`.`]),
    ...(example === undefined ? [] : [`Example: \`${example}\`.`]),
  ].join(' ');
}
