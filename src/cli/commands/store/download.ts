/** `mdist store download`: the universal APK that Google Play made of a bundle and signed. */

import { downloadUniversalApk } from '../../../core/workflow/stores/downloadGenerated.ts';
import { playAppOf } from '../../../core/workflow/stores/openStore.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { playAccessOptions, readStore, storeAppIdentifier, storeAppOptions } from './storeAccess.ts';

export const storeDownload: Command = {
  path: ['store', 'download'],
  summary: 'Download the universal APK that Google Play generated from a bundle',
  details: ['It installs on every device and is signed with the app signing key, as people get the app from the store.'],
  options: {
    'version-code': { type: 'integer', placeholder: 'NUMBER', minimum: 1, maximum: 2_100_000_000, says: 'Version code of the bundle' },
    out: { type: 'path', placeholder: 'FILE', says: 'Where to write the APK' },
    ...playAccessOptions,
    ...storeAppOptions,
  },
  examples: ['mdist store download --version-code 43 --out app.apk --account play'],
  run: async (input, services) => {
    const [versionCode, out] = [input.integer('version-code'), input.path('out')];
    if (versionCode === undefined) throw usageFailure('--version-code is missing', 'Add --version-code NUMBER of the bundle');
    if (out === undefined) throw usageFailure('--out is missing', 'Add --out FILE.apk');
    const appIdentifier = await storeAppIdentifier(input, services, 'google-play');
    const app = playAppOf(await readStore(input, services, 'google-play'), appIdentifier, services.signal);
    const { sizeBytes, certificate } = await downloadUniversalApk(await services.loadWorkflow(), app, { versionCode, out });
    return {
      document: { path: out, appIdentifier, versionCode, sizeBytes, certificateSha256: certificate },
      issues: [],
      write: (page) => page.line(`Downloaded ${out} (${sizeBytes} bytes)`),
      next: [`mdist package inspect ${out}`],
    };
  },
};
