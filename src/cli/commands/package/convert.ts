/** `mdist package convert`: an APK for all devices of an app bundle, for people who try it without a store. */

import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { convertBundle } from '../../../core/workflow/convertBundle.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { shellWord } from '../../report/shellWord.ts';
import { keystoreOptions, keystorePasswordOptions, keystorePasswords } from '../sharedOptions.ts';

export const packageConvert: Command = {
  path: ['package', 'convert'],
  summary: 'Create an APK for all devices from an app bundle',
  details: [
    'The APK contains all languages, densities and processors, the features that are fused, and the asset packs that are installed with the app: the same as bundletool build-apks --mode=universal.',
    'Without --keystore it is signed with your debug key. Such an APK is for trying out: it cannot update an app that was installed from a store.',
  ],
  operands: [{ name: 'FILE', says: 'The .aab file' }],
  options: {
    ...keystoreOptions,
    ...keystorePasswordOptions,
    out: {
      type: 'path',
      aliases: ['output'],
      placeholder: 'FILE',
      says: 'The APK; replaces an existing APK after the signature is verified',
    },
    force: { type: 'flag', says: 'Replace an existing file of another type' },
  },
  examples: [
    'mdist package convert app.aab --out app.apk',
    'mdist package convert app.aab --keystore upload.p12 --keystore-password env:STORE_PASSWORD --out app.apk --json',
  ],
  run: async (input, services) => {
    const { ports, userFolder, signal, report } = services;
    const out = input.path('out');
    if (out === undefined) throw usageFailure('--out is missing', 'Add --out FILE');
    const keystore = input.path('keystore');
    const alias = input.text('alias');
    const { content, verified, schemes, signers, sizeBytes } = await convertBundle(
      { ...ports, userFolder },
      {
        path: input.operandPath(0),
        out,
        ...(keystore !== undefined && {
          key: { keystore, ...(alias !== undefined && { alias }), passwords: keystorePasswords(input, services) },
        }),
        inputs: input.secretFiles(),
        mayReplace: input.flag('force'),
        report,
        signal,
      },
    );
    const { modules, leftOut } = content;
    return {
      document: { path: out, format: 'apk', sizeBytes, modules, leftOut, verified, schemes, signers },
      // What is wrong with its signature or archive is a failure; what a store would refuse in it does not count.
      issues: [],
      write: (page) => {
        page.heading('The APK is created');
        page.facts([
          ['Package', out],
          ['Size', `${sizeBytes} bytes`],
          ['Modules', modules.join(', ')],
          ['Left out', leftOut.length > 0 ? leftOut.join(', ') : undefined],
          ['Signed by', signers.map(({ subject, sha256: of }) => `${subject} (${fingerprintText(of)})`).join(', ')],
        ]);
      },
      exitCode: 0,
      next: [`mdist device install ${shellWord(out)}`],
    };
  },
};
