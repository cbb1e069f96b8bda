/** `mdist package sign`: signs any package, made by any tool; earlier signatures are replaced. What signs it says for which platform. */

import { issueInFile } from '../../../core/base/issue.ts';
import { signPackageFile } from '../../../core/workflow/signPackageFile.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';
import { iosSignOptions, isForIos, refuseIosOptions } from './iosSignOptions.ts';
import { keystoreOptions, keystorePasswordOptions, keystorePasswords } from '../sharedOptions.ts';

export const packageSign: Command = {
  path: ['package', 'sign'],
  summary: 'Sign an existing package and verify the result',
  details: [
    'Use a keystore for .apk and .aab files. Use an Apple certificate with provisioning profiles for .ipa files, .app folders and .xcarchive folders.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk, .aab or .ipa file, or an .app or .xcarchive folder' }],
  options: {
    ...keystoreOptions,
    ...keystorePasswordOptions,
    out: {
      type: 'path',
      aliases: ['output'],
      placeholder: 'FILE',
      says: 'The signed file; replaces an existing package of the same format (also FILE itself) after the signature is verified',
    },
    force: { type: 'flag', says: 'Replace an existing file of another type' },
    v1: { type: 'flag', says: 'Add a v1 (JAR) signature even if no supported Android version needs one' },
    v4: { type: 'flag', says: 'Write a v4 signature (.idsig) next to the APK' },
    ...iosSignOptions,
    'min-sdk': {
      type: 'integer',
      placeholder: 'LEVEL',
      minimum: 1,
      maximum: 10_000,
      says: 'Lowest API level (default: from the package)',
    },
  },
  examples: [
    'mdist package sign app-unsigned.apk --keystore upload.p12 --alias upload --out app.apk',
    'mdist package sign app.aab --keystore upload.p12 --keystore-password env:STORE_PASSWORD --out signed.aab --json',
    'mdist package sign App.ipa --certificate distribution.p12 --certificate-password env:P12 --profile adhoc.mobileprovision --out Signed.ipa',
  ],
  run: async (input, services) => {
    const { ports, signal, report } = services;
    const path = input.operandPath(0);
    const out = input.path('out');
    const keystore = input.path('keystore');
    if (input.path('certificate') !== undefined || (keystore === undefined && (await isForIos(path, services)))) {
      const { signForIos } = await import('./signIos.ts');
      return await signForIos(input, services);
    }
    refuseIosOptions(input);
    if (keystore === undefined)
      throw usageFailure('--keystore is missing', 'Add --keystore FILE, or create a keystore with mdist keystore create');
    if (out === undefined) throw usageFailure('--out is missing', 'Add --out FILE');
    const alias = input.text('alias');
    const minSdk = input.integer('min-sdk');
    const signed = await signPackageFile(ports, {
      path,
      out,
      keystore,
      ...(alias !== undefined && { alias }),
      ...(minSdk !== undefined && { minSdk }),
      ...(input.flag('v1') && { v1: true }),
      ...(input.flag('v4') && { v4: true }),
      passwords: keystorePasswords(input, services),
      inputs: input.secretFiles(),
      mayReplace: input.flag('force'),
      report,
      signal,
    });
    const issues = signed.issues.map((issue) => issueInFile(issue, out));
    const { format, verified, schemes, signers, sizeBytes, idsigPath } = signed;
    return {
      document: { path: out, format, sizeBytes, verified, schemes, signers, ...(idsigPath !== undefined && { idsigPath }) },
      issues,
      write: (page) => {
        page.heading('The package is signed');
        page.facts([
          ['Package', out],
          ['Size', `${sizeBytes} bytes`],
          ['Signed by', signers.map(({ subject, sha256: of }) => `${subject} (${fingerprintText(of)})`).join(', ')],
          ['v4 signature', idsigPath],
        ]);
      },
      // It is signed, whatever a phone or a store would refuse in it.
      exitCode: 0,
      next: [`mdist package verify ${shellWord(out)}`],
    };
  },
};
