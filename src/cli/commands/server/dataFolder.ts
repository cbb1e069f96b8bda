/** Where a release server of this machine keeps what it has: named with --data, else in this user's folder. */

import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type CommandServices } from '../../commandServices.ts';

export const dataOption = {
  data: { type: 'path', placeholder: 'DIR', says: 'Folder of the release server (default: server, in your user folder)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export function dataFolder(input: CommandInput, { paths, userFolder }: CommandServices): string {
  return input.path('data') ?? paths.resolve(userFolder, 'server');
}
