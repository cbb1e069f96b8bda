/** What the commands that write a new file share: its place, and its password from an option or typed twice. */

import { Failure } from '../../core/base/failure.ts';
import { type Secret } from '../../core/base/secret.ts';
import { type CommandServices } from '../commandServices.ts';
import { type CommandInput } from '../grammar/commandInput.ts';
import { usageFailure } from '../grammar/usageFailure.ts';
import { readSecret } from '../secrets/readSecret.ts';

/** A typed password is asked for twice: a mistake in it would be noticed only at the first release. */
export async function newFilePassword(
  input: CommandInput,
  services: CommandServices,
  { path, purpose = 'password' }: { readonly path: string; readonly purpose?: string },
): Promise<Secret> {
  const option = '--password';
  const reference = input.secret('password');
  if (reference !== undefined) return readSecret(services, option, reference);
  const { terminal, paths, signal } = services;
  if (!terminal.askSecret) throw Failure.of('secret-missing', { purpose, option });
  const given = await terminal.askSecret(`New password of ${paths.basename(path)}: `, signal);
  const again = await terminal.askSecret('Repeat the password: ', signal);
  if (!again.equals(given)) throw usageFailure('The two passwords differ', 'Start again');
  return given;
}

/** The path of an option that the command cannot do without. */
export function neededPath(input: CommandInput, option: string, example: string): string {
  const path = input.path(option);
  if (path === undefined) throw usageFailure(`--${option} is missing`, `Add --${option} ${example}`);
  return path;
}
