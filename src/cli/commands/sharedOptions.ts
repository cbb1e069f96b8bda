/** Options that several commands have, in the same words. */

import { type OptionSpec } from '../grammar/optionSpec.ts';
import { type CommandInput } from '../grammar/commandInput.ts';
import { type CommandServices } from '../commandServices.ts';
import { shellWord } from '../report/shellWord.ts';
import { CommandPasswords } from '../secrets/commandPasswords.ts';
import { readSecret } from '../secrets/readSecret.ts';
import { type Secret } from '../../core/base/secret.ts';
import { platforms } from '../../core/settings/platform.ts';

type Options = Readonly<Record<string, OptionSpec>>;

export const appOption = {
  app: { type: 'path', placeholder: 'DIR', says: 'App folder (default: current folder)' },
} as const satisfies Options;

export const platformOption = {
  platform: { type: 'choice', choices: platforms, says: 'The platform' },
} as const satisfies Options;

export const keystoreOptions = {
  keystore: { type: 'path', placeholder: 'FILE', says: 'Keystore to sign with (PKCS12 or JKS)' },
  alias: { type: 'text', placeholder: 'NAME', says: 'Alias of the key; optional if there is only one' },
} as const satisfies Options;

export const keystorePasswordOptions = {
  'keystore-password': { type: 'secret', says: 'Source of the keystore password (default: you are asked)' },
  'key-password': { type: 'secret', says: 'Source of the key password, if it differs' },
} as const satisfies Options;

/** For the commands that ask no one. */
export const givenKeystorePasswordOptions = {
  ...keystorePasswordOptions,
  'keystore-password': { type: 'secret', says: 'Source of the keystore password' },
} as const satisfies Options;

export const certificatePasswordOption = {
  'certificate-password': { type: 'secret', says: 'Source of the password of the iOS certificate (.p12)' },
} as const satisfies Options;

/** For the commands whose operand is a certificate file. */
export const ownCertificatePasswordOption = {
  password: { type: 'secret', aliases: ['certificate-password'], says: 'Source of the password of the file' },
} as const satisfies Options;

/** For the commands whose operand is the keystore. */
export const ownPasswordOptions = {
  password: { type: 'secret', aliases: ['keystore-password'], says: 'Source of the keystore password' },
  'key-password': { type: 'secret', says: 'Source of the key password, if it differs' },
} as const satisfies Options;

export function appFolder(input: CommandInput, services: CommandServices): string {
  return input.path('app') ?? services.workingFolder;
}

/** How the next command names the same app: not at all where it would be found anyway. */
export function appArgument(folder: string, { workingFolder }: CommandServices): string {
  return folder === workingFolder ? '' : ` --app ${shellWord(folder)}`;
}

export function keystorePasswords(input: CommandInput, services: CommandServices, option = 'keystore-password'): CommandPasswords {
  return new CommandPasswords(services, {
    keystore: { option: `--${option}`, reference: input.secret(option) },
    key: { option: '--key-password', reference: input.secret('key-password') },
    certificate: { option: '--certificate-password', reference: undefined },
  });
}

/** Of everything that can sign, for the commands that look at all platforms. */
export function allPasswords(input: CommandInput, services: CommandServices): CommandPasswords {
  return new CommandPasswords(services, {
    keystore: { option: '--keystore-password', reference: input.secret('keystore-password') },
    key: { option: '--key-password', reference: input.secret('key-password') },
    certificate: { option: '--certificate-password', reference: input.secret('certificate-password') },
  });
}

export async function certificatePassword(input: CommandInput, services: CommandServices): Promise<Secret | undefined> {
  const reference = input.secret('password');
  return reference === undefined ? undefined : await readSecret(services, '--password', reference);
}
