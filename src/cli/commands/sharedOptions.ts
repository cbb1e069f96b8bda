/** Options that several commands have, in the same words. */

import { type OptionSpec } from '../grammar/optionSpec.ts';
import { type CommandInput } from '../grammar/commandInput.ts';
import { type CommandServices } from '../commandServices.ts';
import { CommandPasswords } from '../secrets/commandPasswords.ts';
import { platforms } from '../../core/settings/platform.ts';

type Options = Readonly<Record<string, OptionSpec>>;

export const appOption = {
  app: { type: 'path', placeholder: 'DIR', says: 'Folder of the app (default: here)' },
} as const satisfies Options;

export const platformOption = {
  platform: { type: 'choice', choices: platforms, says: 'The platform' },
} as const satisfies Options;

export const keystoreOptions = {
  keystore: { type: 'path', placeholder: 'FILE', says: 'Keystore that signs (PKCS12 or JKS)' },
  alias: { type: 'text', placeholder: 'NAME', says: 'The key in it; not needed when there is only one' },
} as const satisfies Options;

export const keystorePasswordOptions = {
  'keystore-password': { type: 'secret', says: 'Where the keystore password is; asked for when absent' },
  'key-password': { type: 'secret', says: 'Where the key password is, when it is another one' },
} as const satisfies Options;

/** For the commands whose operand is the keystore. */
export const ownPasswordOptions = {
  password: { type: 'secret', aliases: ['keystore-password'], says: 'Where the keystore password is' },
  'key-password': { type: 'secret', says: 'Where the key password is, when it is another one' },
} as const satisfies Options;

export function appFolder(input: CommandInput, services: CommandServices): string {
  return input.path('app') ?? services.workingFolder;
}

export function keystorePasswords(input: CommandInput, services: CommandServices, option = 'keystore-password'): CommandPasswords {
  return new CommandPasswords(services, {
    keystore: { option: `--${option}`, reference: input.secret(option) },
    key: { option: '--key-password', reference: input.secret('key-password') },
  });
}
