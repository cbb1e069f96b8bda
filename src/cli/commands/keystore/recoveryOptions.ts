/** The options of recovery files: where one is written, and the passphrase that seals or opens it. */

import { checkNewPassphrase } from '../../../core/assets/recovery/sealRecovery.ts';
import { Failure } from '../../../core/base/failure.ts';
import { hasErrors } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { type NewRecovery } from '../../../core/workflow/assets/writeKeystore.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { readSecret } from '../../secrets/readSecret.ts';

const name = 'recovery-passphrase';
const option = `--${name}`;

export const recoveryPassphraseOption = {
  [name]: { type: 'secret', says: 'Source of the recovery passphrase (default: you are asked)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Nothing when no recovery file is wanted. Everything that is wrong is reported before a keystore is made. */
export async function newRecovery(input: CommandInput, services: CommandServices): Promise<NewRecovery | undefined> {
  const path = input.path('recovery-file');
  if (path === undefined) return undefined;
  await requireFree(services.ports, path, input.flag('force'), [input.operandPath(0), ...input.secretFiles()]);
  const passphrase = await askPassphrase(input, services, 'New recovery passphrase: ');
  const problems = checkNewPassphrase(passphrase);
  if (hasErrors(problems)) throw issuesFound(problems);
  if (input.secret(name) === undefined && !(await askPassphrase(input, services, 'Repeat the passphrase: ')).equals(passphrase))
    throw usageFailure('The two passphrases differ', 'Start again');
  return { path, passphrase };
}

export async function askPassphrase(input: CommandInput, services: CommandServices, question: string): Promise<Secret> {
  const reference = input.secret(name);
  if (reference !== undefined) return readSecret(services, option, reference);
  if (!services.terminal.askSecret) throw Failure.of('secret-missing', { purpose: 'recovery passphrase', option });
  return await services.terminal.askSecret(question, services.signal);
}
