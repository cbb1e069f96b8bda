/** Options that give a setting for one package, made from the model of the settings. */

import { platforms } from '../../core/settings/platform.ts';
import { platformFields, type SettingsOverrides } from '../../core/settings/resolveSettings.ts';
import { type ObjectField, type ValueField } from '../../core/settings/settingsField.ts';
import { settingsModel } from '../../core/settings/settingsModel.ts';
import { type CommandInput } from '../grammar/commandInput.ts';
import { type OptionSpec } from '../grammar/optionSpec.ts';

/** An option, and what the platforms say of the setting behind it. */
interface SettingsOption {
  readonly setting: string;
  readonly fields: readonly ValueField[];
}

function optionsOf(model: ObjectField): ReadonlyMap<string, SettingsOption> {
  const options = new Map<string, SettingsOption>();
  for (const platform of platforms) {
    for (const [setting, field] of platformFields(model, platform)) {
      if (!field.option) continue;
      const fields = options.get(field.option.name)?.fields ?? [];
      options.set(field.option.name, { setting, fields: [...fields, field] });
    }
  }
  return options;
}

export function settingsOptions(model: ObjectField = settingsModel): Readonly<Record<string, OptionSpec>> {
  return Object.fromEntries([...optionsOf(model)].map(([name, { fields }]) => [name, optionOf(fields)]));
}

function optionOf(fields: readonly ValueField[]): OptionSpec {
  const [field] = fields;
  if (!field) throw new Error('An option without a setting');
  const says = field.description.replace(/\.$/, '');
  const placeholder = field.option?.placeholder;
  switch (field.type) {
    case 'boolean':
      return { type: 'flag', says };
    case 'integer': {
      // Which limit applies to the platform is said when the value is checked.
      const maximum = Math.max(...fields.map((each) => (each.type === 'integer' ? each.maximum : 0)));
      return { type: 'integer', says, placeholder: placeholder ?? 'NUMBER', minimum: field.minimum, maximum };
    }
    case 'string': {
      if (field.holds === 'file' || field.holds === 'folder') return { type: 'path', says, placeholder: placeholder ?? 'PATH' };
      // With a placeholder any text is taken, and a wrong one is reported as the setting would be.
      if (field.choices === undefined || placeholder !== undefined) return { type: 'text', says, placeholder: placeholder ?? 'TEXT' };
      const choices = fields.flatMap((each) => (each.type === 'string' ? (each.choices ?? []) : []));
      return { type: 'choice', says, choices: [...new Set(choices)] };
    }
  }
}

export function readSettingsOptions(input: CommandInput, model: ObjectField = settingsModel): SettingsOverrides {
  const specs = settingsOptions(model);
  const given = [...optionsOf(model)].map(([name, { setting }]) => [setting, specs[name] && valueOf(input, name, specs[name])] as const);
  // The types are those of the model, which the overrides are typed by.
  const overrides: unknown = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return overrides ?? {};
}

function valueOf(input: CommandInput, name: string, spec: OptionSpec): string | number | boolean | undefined {
  switch (spec.type) {
    case 'flag':
      return input.flag(name) || undefined;
    case 'text':
      return input.text(name);
    case 'path':
      return input.path(name);
    case 'integer':
      return input.integer(name);
    case 'choice':
      return input.choice(name, spec.choices);
    case 'secret':
      return undefined;
  }
}
