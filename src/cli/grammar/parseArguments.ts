/** Reads the arguments of a command by its specification, with an error that says exactly which one is wrong and why. */

import { parseArgs } from 'node:util';
import { Failure } from '../../core/base/failure.ts';
import { nearestName } from '../../core/settings/text/nearestName.ts';
import { type Command } from './command.ts';
import { CommandInput, type OptionValue, type WorkingPlace } from './commandInput.ts';
import { globalOptions, isRepeatable, type OptionSpec } from './optionSpec.ts';
import { usageFailure } from './usageFailure.ts';

export function parseArguments(command: Command, args: readonly string[], place: WorkingPlace): CommandInput {
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, ...globalOptions };
  const names = new Map<string, string>();
  for (const [name, spec] of Object.entries(specs)) for (const known of [name, ...(spec.aliases ?? [])]) names.set(known, name);
  const help = `mdist ${command.path.join(' ')} --help lists the options`;

  const options = Object.fromEntries(
    [...names].map(([known, name]) => [known, { type: specs[name]?.type === 'flag' ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, h: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, OptionValue>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = token.name === 'h' ? 'help' : names.get(token.name);
    const spec = name === undefined ? undefined : specs[name];
    // The value is not repeated: it may be a password meant for an option of another tool.
    if (name === undefined || !spec) {
      const suggestion = nearestName(token.name, [...names.keys()]);
      throw usageFailure(`${command.path.join(' ')} has no option ${token.rawName}`, suggestion ? `Did you mean --${suggestion}` : help);
    }
    const value = readValue(name, spec, token.value, token.inlineValue ?? false, help);
    const before = values.get(name);
    if (isRepeatable(spec) && typeof value === 'string') {
      const earlier = Array.isArray(before) ? before : [];
      if (spec.type !== 'path' && earlier.includes(value)) throw usageFailure(`--${name} ${value} appears twice`, 'Use each value once');
      values.set(name, [...earlier, value]);
      continue;
    }
    if (before !== undefined && spec.type !== 'flag') throw usageFailure(`--${name} appears twice`, 'Use it once');
    values.set(name, value);
  }
  if (!values.has('help')) checkOperands(command, operands, help);
  return new CommandInput(command.options, values, operands, place);
}

function readValue(name: string, spec: OptionSpec, value: string | undefined, isInline: boolean, help: string): string | true {
  if (spec.type === 'flag') {
    if (value !== undefined) throw usageFailure(`--${name} takes no value`, help);
    return true;
  }
  if (value === undefined || (!isInline && value.length > 1 && value.startsWith('-')))
    throw usageFailure(`--${name} needs a value`, `Use --${name} ${placeholderOf(spec)}`);
  switch (spec.type) {
    case 'integer':
      return readInteger(name, spec, value);
    case 'choice': {
      if (spec.choices.includes(value)) return value;
      const suggestion = nearestName(value, spec.choices);
      throw usageFailure(
        `--${name} cannot be ${value}`,
        suggestion ? `Did you mean ${suggestion}` : `Choose one of ${spec.choices.join(', ')}`,
      );
    }
    case 'secret':
      if (/^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/s.test(value)) return value;
      throw Failure.of('secret-in-arguments', { option: `--${name}` });
    case 'text':
    case 'path':
      if (value !== '') return value;
      throw usageFailure(`--${name} is empty`, `Use --${name} ${placeholderOf(spec)}`);
  }
}

function readInteger(name: string, { minimum, maximum }: OptionSpec & { type: 'integer' }, value: string): string {
  const number = Number(value);
  if (/^\d{1,15}$/.test(value) && number >= minimum && number <= maximum) return value;
  throw usageFailure(`--${name} must be a whole number from ${minimum} to ${maximum}, not ${value}`, `Use --${name} ${minimum}`);
}

export function placeholderOf(spec: OptionSpec): string {
  switch (spec.type) {
    case 'flag':
      return '';
    case 'choice':
      return spec.choices.join('|');
    case 'secret':
      return 'env:NAME|file:PATH';
    case 'text':
    case 'path':
    case 'integer':
      return spec.placeholder;
  }
}

function checkOperands(command: Command, operands: readonly string[], help: string): void {
  const specs = command.operands ?? [];
  const missing = specs.find((spec, index) => !spec.isOptional && operands[index] === undefined);
  if (missing)
    throw usageFailure(`${missing.name} is missing`, `Use mdist ${command.path.join(' ')} ${specs.map(({ name }) => name).join(' ')}`);
  const superfluous = operands[specs.length];
  if (superfluous === undefined) return;
  const isForApp = specs.length === 0 && 'app' in command.options;
  throw usageFailure(`Unexpected argument: ${superfluous}`, isForApp ? `Name the folder of the app with --app ${superfluous}` : help);
}
