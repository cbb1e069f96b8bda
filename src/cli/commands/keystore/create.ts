/** `mdist keystore create`: a new PKCS12 keystore with one key, for release packages. It never replaces a file unasked. */

import { checkNewPassword } from '../../../core/assets/keystore/createKeystore.ts';
import { keyAlgorithms } from '../../../core/assets/keystore/generateKey.ts';
import { hasErrors } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type NameInput } from '../../../core/formats/x509/distinguishedNameText.ts';
import { requireFree } from '../../../core/workflow/assets/newAsset.ts';
import { writeKeystore } from '../../../core/workflow/assets/writeKeystore.ts';
import { type Command } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';
import { newFilePassword } from '../newFile.ts';
import { ownPasswordOptions } from '../sharedOptions.ts';
import { newRecovery, recoveryPassphraseOption } from './recoveryOptions.ts';

const subjectOptions = { 'common-name': 'CN', unit: 'OU', organization: 'O', locality: 'L', state: 'ST', country: 'C' } as const;

export const keystoreCreate: Command = {
  path: ['keystore', 'create'],
  summary: 'Create a keystore with a new key for signing releases',
  details: [
    'The file is PKCS12 with AES-256, which keytool, apksigner and Android Studio can read. Without the file and its password you cannot update the app: back up both outside the repository.',
  ],
  operands: [{ name: 'FILE', says: 'The new keystore, such as upload.p12' }],
  options: {
    alias: { type: 'text', placeholder: 'NAME', says: 'Name of the key (default: upload)' },
    password: ownPasswordOptions.password,
    algorithm: { type: 'choice', choices: keyAlgorithms, says: 'Key type (default: rsa-2048; Google Play requires RSA)' },
    'validity-years': {
      type: 'integer',
      placeholder: 'YEARS',
      minimum: 1,
      maximum: 100,
      says: 'Validity of the certificate in years (default: 30; Google Play requires 25)',
    },
    'common-name': { type: 'text', placeholder: 'NAME', says: 'Key owner: a name or company (default: the alias)' },
    unit: { type: 'text', placeholder: 'NAME', says: 'Organizational unit' },
    organization: { type: 'text', placeholder: 'NAME', says: 'Organization' },
    locality: { type: 'text', placeholder: 'NAME', says: 'Town' },
    state: { type: 'text', placeholder: 'NAME', says: 'State or province' },
    country: { type: 'text', placeholder: 'CC', says: 'Country, two letters' },
    'recovery-file': {
      type: 'path',
      placeholder: 'FILE',
      says: 'Also write an encrypted copy of keystore and password that only the recovery passphrase opens',
    },
    ...recoveryPassphraseOption,
    force: { type: 'flag', says: 'Replace an existing file; its keys are lost, including keys of released apps' },
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
    const password = await newFilePassword(input, services, { path, purpose: 'keystore password' });
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
        page.heading(`Created the keystore ${path}`);
        for (const entry of entries) {
          page.facts([
            ['Alias', entry.alias],
            ['Key', algorithm],
            ['Subject', entry.subject],
            ['Valid until', entry.notAfter?.toISOString().slice(0, 10)],
            ['SHA-256', entry.sha256 && fingerprintText(entry.sha256)],
          ]);
        }
        if (recovery) page.line().line(`Recovery file: ${recovery.path}. Store it and its passphrase in two different places`);
        page.line().line('Back up the file and its password: without them you cannot update the app.', 'yellow');
      },
      next: [`mdist package create --build-type release --keystore ${shellWord(path)} --alias ${shellWord(alias)}`],
    };
  },
};

function readSubject(input: CommandInput, alias: string): NameInput {
  const country = input.text('country');
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country))
    throw usageFailure(`--country must be two letters, not ${country}`, 'For example, use --country DE');
  const named = Object.entries(subjectOptions).map(([option, type]) => ({ type, value: input.text(option) }));
  return named.flatMap(({ type, value }) => {
    const text = value ?? (type === 'CN' ? alias : undefined);
    return text === undefined ? [] : [{ type, value: type === 'C' ? text.toUpperCase() : text }];
  });
}
