/** `mdist package verify`: whether the signatures are valid, on which platforms, and by whom; and what else is said of the package. */

import { issueInFile } from '../../../core/base/issue.ts';
import { describePackage } from '../../../core/packages/describePackage.ts';
import { type SchemeVerdict } from '../../../core/packages/verifyPackage.ts';
import { recognizePackage } from '../../../core/packages/recognizePackage.ts';
import { type Command } from '../../grammar/command.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';
import { iosVerifyOptions, verifyForIos } from './verifyIos.ts';

import { apkSchemeTitles } from '../../../core/signing/android/apkVerification.ts';

const newestSdk = 10_000;

export const packageVerify: Command = {
  path: ['package', 'verify'],
  summary: 'Verify the signatures of a package',
  details: [
    'Signatures are checked for a range of Android versions, because the version decides which schemes count. The default is the range that the package declares.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk, .aab or .ipa file' }],
  options: {
    'min-sdk': { type: 'integer', placeholder: 'LEVEL', minimum: 1, maximum: newestSdk, says: 'Lowest API level to check for' },
    'max-sdk': { type: 'integer', placeholder: 'LEVEL', minimum: 1, maximum: newestSdk, says: 'Highest API level to check for' },
    ...iosVerifyOptions,
    idsig: { type: 'path', placeholder: 'FILE', says: 'The v4 signature file (.idsig), checked too' },
  },
  examples: [
    'mdist package verify app-release.apk',
    'mdist package verify app-release.apk --min-sdk 24 --json',
    'mdist package verify App.ipa --device 00008110-001A2B3C4D5E001E',
  ],
  run: async (input, services) => {
    const { ports, signal } = services;
    const path = input.operandPath(0);
    const source = await ports.files.openFile(path);
    const idsigPath = input.path('idsig');
    try {
      const recognized = await recognizePackage(source);
      if (recognized.format === 'ipa') return await verifyForIos({ path, source, ...recognized }, input, services);
      const idsig = idsigPath === undefined ? undefined : await ports.files.readFile(idsigPath, { maxBytes: 64 * 1024 * 1024 });
      const range = { minSdk: input.integer('min-sdk'), maxSdk: input.integer('max-sdk') };
      const verify = { digester: ports.digester, ...range, idsig };
      const access = { now: ports.clock.now(), trusted: ports.trustedRoots ?? [], signal };
      const { inspection, verification, issues } = await describePackage(source, { ...access, verify });
      const { verified, schemes, signers } = verification ?? { verified: false, schemes: null, signers: [] };
      return {
        document: { path, format: inspection?.format ?? null, verified, schemes, signers },
        issues: issues.map((issue) => issueInFile(issue, path)),
        write: (page) => {
          page.line(verified ? 'Signatures valid.' : 'Signatures invalid.', verified ? 'green' : 'red');
          page.facts([
            ['File', path],
            ['Schemes', schemes === null ? undefined : (namesOf(schemes, true) ?? 'none')],
            ['Not checked', schemes === null ? undefined : namesOf(schemes, null)],
            ...signers.flatMap(({ subject, sha256 }): [string, string][] => [
              ['Signer', subject],
              ['SHA-256', fingerprintText(sha256)],
            ]),
          ]);
        },
        exitCode: verified ? 0 : 1,
        next: [`mdist package inspect ${shellWord(path)}`],
      };
    } finally {
      await source.close();
    }
  },
};

function namesOf(schemes: Readonly<Record<string, SchemeVerdict>>, wanted: SchemeVerdict): string | undefined {
  const names = Object.entries(schemes).flatMap(([name, verdict]) => (verdict === wanted ? [apkSchemeTitles[name] ?? name] : []));
  return names.length === 0 ? undefined : names.join(', ');
}
