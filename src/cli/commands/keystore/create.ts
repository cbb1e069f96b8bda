/** `mdist keystore create`: a new PKCS12 keystore with one key, for release packages. It never replaces a file unasked. */

import { checkNewPassword } from '../../../core/assets/keystore/createKeystore.ts';
import { keyAlgorithms } from '../../../core/assets/keystore/generateKey.ts';
import { Failure } from '../../../core/base/failure.ts';
import { hasErrors } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type Secret } from '../../../core/base/secret.ts';
import { type NameInput } from '../../../core/formats/x509/distinguishedNameText.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { writeKeystore } from '../../../core/workflow/assets/writeKeystore.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';
import { readSecret } from '../../secrets/readSecret.ts';
import { ownPasswordOptions } from '../sharedOptions.ts';
import { newRecovery, recoveryPassphraseOption } from './recoveryOptions.ts';

const subjectOptions = { 'common-name': 'CN', unit: 'OU', organization: 'O', locality: 'L', state: 'ST', country: 'C' } as const;

export const keystoreCreate: Command = {
  path: ['keystore', 'create'],
  summary: 'Make a keystore with a new key for signing releases',
  details: [
    'The file is PKCS12 with AES-256, which keytool, apksigner and Android Studio read. Whoever loses the file or its password cannot update the app any more: keep a copy of both in a safe place, outside the repository.',
  ],
  operands: [{ name: 'FILE', says: 'The new keystore, such as upload.p12' }],
  options: {
    alias: { type: 'text', placeholder: 'NAME', says: 'Name of the key (default: upload)' },
    password: ownPasswordOptions.password,
    algorithm: { type: 'choice', choices: keyAlgorithms, says: 'Kind of key (default: rsa-2048; Google Play wants RSA)' },
    'validity-years': {
      type: 'integer',
      placeholder: 'YEARS',
      minimum: 1,
      maximum: 100,
      says: 'How long the certificate is valid (default: 30; Google Play wants 25)',
    },
    'common-name': { type: 'text', placeholder: 'NAME', says: 'Whose key it is (default: the alias)' },
    unit: { type: 'text', placeholder: 'NAME', says: 'Organizational unit' },
    organization: { type: 'text', placeholder: 'NAME', says: 'Organization' },
    locality: { type: 'text', placeholder: 'NAME', says: 'Town' },
    state: { type: 'text', placeholder: 'NAME', says: 'State or province' },
    country: { type: 'text', placeholder: 'CC', says: 'Country, two letters' },
    'recovery-file': {
      type: 'path',
      placeholder: 'FILE',
      says: 'Also write a sealed copy of keystore and password, which the recovery passphrase alone opens',
    },
    ...recoveryPassphraseOption,
    force: { type: 'flag', says: 'Replace a file at that place. A key that signed a released app is then lost' },
  },
  examples: [
    'mdist keystore create upload.p12',
    'mdist keystore create upload.p12 --recovery-file upload.recovery.txt',
    'mdist keystore create upload.p12 --alias upload --password env:STORE_PASSWORD --organization Acme --country DE',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const mayReplace = input.flag('force');
    await requireFree(services.ports, path, mayReplace, [input.path('recovery-file'), ...input.secretFiles()]);
    const alias = input.text('alias') ?? 'upload';
    const subject = readSubject(input, alias);
    const password = await newPassword(input, services, path);
    const problems = checkNewPassword(password);
    // Before anything else is asked.
    if (hasErrors(problems)) throw issuesFound(problems);
    const recovery = await newRecovery(input, services);
    const algorithm = input.choice('algorithm', keyAlgorithms) ?? 'rsa-2048';
    const validityYears = input.integer('validity-years') ?? 30;
    const wish = { path, alias, password, subject, algorithm, validityYears, recovery, mayReplace };
    const { format, entries, issues } = await writeKeystore(services.ports, wish);
    return {
      document: { path, format: format ?? null, entries, ...(recovery && { recoveryFile: recovery.path }) },
      issues,
      write: (page) => {
        page.heading(`The keystore ${path} is ready`);
        for (const entry of entries) {
          page.facts([
            ['Alias', entry.alias],
            ['Key', algorithm],
            ['Subject', entry.subject],
            ['Valid until', entry.notAfter?.toISOString().slice(0, 10)],
            ['SHA-256', entry.sha256 && fingerprintText(entry.sha256)],
          ]);
        }
        if (recovery) page.line().line(`The sealed copy is ${recovery.path}: keep it and its passphrase in two different places`);
        page.line().line('Keep a copy of the file and its password in a safe place: without them the app can never be updated.', 'yellow');
      },
      next: [`mdist package create --build-type release --keystore ${shellWord(path)} --alias ${shellWord(alias)}`],
    };
  },
};

function readSubject(input: CommandInput, alias: string): NameInput {
  const country = input.text('country');
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country))
    throw usageFailure(`--country must be two letters, not ${country}`, 'Write --country DE, for example');
  const named = Object.entries(subjectOptions).map(([option, type]) => ({ type, value: input.text(option) }));
  return named.flatMap(({ type, value }) => {
    const text = value ?? (type === 'CN' ? alias : undefined);
    return text === undefined ? [] : [{ type, value: type === 'C' ? text.toUpperCase() : text }];
  });
}

/** A typed password is asked for twice: a mistake in it would be noticed only at the first release. */
async function newPassword(input: CommandInput, services: CommandServices, path: string): Promise<Secret> {
  const option = '--password';
  const reference = input.secret('password');
  if (reference !== undefined) return readSecret(services, option, reference);
  if (!services.terminal.askSecret) throw Failure.of('secret-missing', { purpose: 'keystore password', option });
  const given = await services.terminal.askSecret(`New password of ${services.paths.basename(path)}: `, services.signal);
  const again = await services.terminal.askSecret('The same password again: ', services.signal);
  if (!again.equals(given)) throw usageFailure('The two passwords differ', 'Begin anew');
  return given;
}
