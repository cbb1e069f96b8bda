/** The help of the product, of a noun and of a command, made from what the commands say of themselves. */

import { type Command } from './command.ts';
import { globalOptions, isRepeatable, type OptionSpec } from './optionSpec.ts';
import { placeholderOf } from './parseArguments.ts';

export function overviewHelp(commands: readonly Command[], noun: string | undefined): string {
  const shown = noun === undefined ? commands : commands.filter(({ path }) => path[0] === noun);
  const rows = shown.map(({ path, summary }): [string, string] => [path.join(' '), summary]);
  const examples = shown.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4);
  return [
    noun === undefined ? 'mdist: from the app in this folder to a signed, verified, installable package' : `mdist ${noun}`,
    '',
    `Usage: mdist ${noun ?? 'COMMAND'}${noun === undefined ? '' : ' VERB'} [options]`,
    '',
    'Commands:',
    ...columns(rows),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    `Run mdist ${noun ?? 'COMMAND'}${noun === undefined ? '' : ' VERB'} --help for details of a command.`,
    ...(noun === undefined ? ['mdist --version prints the version of this program.'] : []),
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const { path, summary, details = [], operands = [], options, examples } = command;
  const usage = [`mdist ${path.join(' ')}`, ...operands.map(({ name, isOptional }) => (isOptional ? `[${name}]` : name)), '[options]'];
  return [
    `mdist ${path.join(' ')}: ${summary}`,
    '',
    `Usage: ${usage.join(' ')}`,
    ...details.flatMap((paragraph) => ['', paragraph]),
    '',
    ...columns(operands.map(({ name, says }): [string, string] => [name, says])),
    ...(operands.length > 0 ? [''] : []),
    'Options:',
    ...columns(Object.entries({ ...options, ...globalOptions }).map(([name, spec]) => optionRow(name, spec))),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n');
}

function optionRow(name: string, spec: OptionSpec): [string, string] {
  const placeholder = placeholderOf(spec);
  const says = isRepeatable(spec) ? `${spec.says}; can be repeated` : spec.says;
  return [`--${name}${placeholder === '' ? '' : ` ${placeholder}`}`, says];
}

/** Two columns; what is too long for the first one gets a separate line. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.min(34, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) =>
    left.length > widest ? [`  ${left}`, `  ${' '.repeat(widest)}  ${right}`] : [`  ${left.padEnd(widest)}  ${right}`],
  );
}
