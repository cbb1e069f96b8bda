/** Which command the first words name. */

import { nearestName } from '../../core/settings/text/nearestName.ts';
import { type Command } from './command.ts';
import { usageFailure } from './usageFailure.ts';

type Named = Pick<Command, 'path'>;

export type FoundCommand<Found extends Named> =
  | { readonly kind: 'command'; readonly command: Found; readonly rest: readonly string[] }
  /** A noun, or nothing: its help is shown. */
  | { readonly kind: 'overview'; readonly noun: string | undefined; readonly isAskedFor: boolean };

export function findCommand<Found extends Named>(commands: readonly Found[], args: readonly string[]): FoundCommand<Found> {
  // `help package create` is `package create --help`.
  if (args[0] === 'help') return findCommand(commands, [...args.slice(1), '--help']);
  const [noun, verb] = args;
  const wantsHelp = args.some((argument) => argument === '--help' || argument === '-h');
  if (noun === undefined || noun.startsWith('-')) {
    if (noun !== undefined && !wantsHelp)
      throw usageFailure('The command is missing before the options', 'Start with a command, such as mdist package create');
    return { kind: 'overview', noun: undefined, isAskedFor: true };
  }
  const single = commands.find(({ path }) => path.length === 1 && path[0] === noun);
  if (single) return { kind: 'command', command: single, rest: args.slice(1) };
  const verbs = commands.filter(({ path }) => path.length === 2 && path[0] === noun);
  if (verbs.length === 0) {
    const suggestion = nearestName(noun, [...new Set(commands.map(({ path }) => path[0]))]);
    throw usageFailure(`Unknown command: ${noun}`, suggestion ? `Did you mean mdist ${suggestion}` : 'mdist --help lists all commands');
  }
  if (verb === undefined || verb.startsWith('-')) return { kind: 'overview', noun, isAskedFor: wantsHelp };
  const command = verbs.find(({ path }) => path[1] === verb);
  if (command) return { kind: 'command', command, rest: args.slice(2) };
  const names = verbs.map(({ path }) => path[1] ?? '');
  const suggestion = nearestName(verb, names);
  throw usageFailure(
    `Unknown command: ${noun} ${verb}`,
    suggestion ? `Did you mean mdist ${noun} ${suggestion}` : `mdist ${noun} has ${names.join(', ')}`,
  );
}
