/** `mdist package verify`: whether the signatures hold, on which platforms, and by whom. */

import { issueInFile } from '../../../core/base/issue.ts';
import { verifyPackage } from '../../../core/workflow/verifyPackage.ts';
import { type Command } from '../../grammar/command.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';

const newestSdk = 10_000;

export const packageVerify: Command = {
  path: ['package', 'verify'],
  summary: 'Check the signatures of a package',
  details: [
    'The verdict for a range of Android versions: which schemes a phone of the range goes by depends on it. The default is what the package declares.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk or .aab file' }],
  options: {
    'min-sdk': { type: 'integer', placeholder: 'LEVEL', minimum: 1, maximum: newestSdk, says: 'Lowest API level the verdict is for' },
    'max-sdk': { type: 'integer', placeholder: 'LEVEL', minimum: 1, maximum: newestSdk, says: 'Highest API level the verdict is for' },
    idsig: { type: 'path', placeholder: 'FILE', says: 'The .idsig file of scheme v4, to be checked as well' },
  },
  examples: ['mdist package verify app-release.apk', 'mdist package verify app-release.apk --min-sdk 24 --json'],
  run: async (input, { ports, signal }) => {
    const path = input.operandPath(0);
    const source = await ports.files.openFile(path);
    const idsigPath = input.path('idsig');
    try {
      const idsig = idsigPath === undefined ? undefined : await ports.files.readFile(idsigPath, { maxBytes: 64 * 1024 * 1024 });
      const range = { minSdk: input.integer('min-sdk'), maxSdk: input.integer('max-sdk') };
      const report = await verifyPackage(source, { digester: ports.digester, ...range, idsig, signal });
      const { format, verified, schemes, signers } = report;
      return {
        document: { path, format: format ?? null, verified, schemes, signers },
        issues: report.issues.map((issue) => issueInFile(issue, path)),
        write: (page) => {
          page.line(verified ? 'The signatures hold.' : 'The signatures do not hold.', verified ? 'green' : 'red');
          page.facts([
            ['File', path],
            [
              'Schemes',
              Object.entries(schemes)
                .filter(([, holds]) => holds)
                .map(([name]) => (name === 'v31' ? 'v3.1' : name))
                .join(', ') || 'none',
            ],
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
