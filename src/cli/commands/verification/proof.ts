/** `mdist verification proof`: the signed APK that proves to Google who owns the key of a package. */

import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { makeProofApk } from '../../../core/workflow/stores/proofApk.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { keystoreOptions, keystorePasswordOptions, keystorePasswords } from '../sharedOptions.ts';
import { storeAppIdentifier, storeAppOptions } from '../store/storeAccess.ts';

export const verificationProof: Command = {
  path: ['verification', 'proof'],
  summary: 'Create and sign the APK that proves to Google who owns a key',
  details: [
    'To register a package name that exists already, the Play Console or the Android Developer Console shows a snippet and asks for an APK that has it and is signed with the key of the app. This makes that APK; upload it there. It has no code, and no one installs it.',
  ],
  options: {
    snippet: { type: 'text', placeholder: 'TEXT', says: 'The snippet that the console shows' },
    ...keystoreOptions,
    ...keystorePasswordOptions,
    out: { type: 'path', placeholder: 'FILE', says: 'The new APK' },
    force: { type: 'flag', says: 'Replace an existing file of another type' },
    ...storeAppOptions,
  },
  examples: ['mdist verification proof --snippet DDS2J7FKGIIV6AAAAAAAAAAAAA --keystore upload.p12 --out proof.apk'],
  run: async (input, services) => {
    const [snippet, keystore, out] = [input.text('snippet'), input.path('keystore'), input.path('out')];
    if (snippet === undefined) throw usageFailure('--snippet is missing', 'Copy it from the page where you register the package');
    if (keystore === undefined) throw usageFailure('--keystore is missing', 'Add --keystore FILE with the key that signs the app');
    if (out === undefined) throw usageFailure('--out is missing', 'Add --out FILE.apk');
    const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
    const alias = input.text('alias');
    const { sizeBytes, certificateSha256 } = await makeProofApk(services.ports, {
      appIdentifier,
      snippet,
      out,
      keystore,
      ...(alias !== undefined && { alias }),
      passwords: keystorePasswords(input, services),
      mayReplace: input.flag('force'),
      signal: services.signal,
    });
    return {
      document: { path: out, appIdentifier, sizeBytes, certificateSha256 },
      issues: [],
      write: (page) => {
        page.heading('The proof is ready');
        page.facts([
          ['APK', out],
          ['App identifier', appIdentifier],
          ['Certificate', fingerprintText(certificateSha256)],
        ]);
        page.line('Upload it where you register the package.');
      },
    };
  },
};
