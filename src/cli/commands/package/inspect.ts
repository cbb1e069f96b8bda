/** `mdist package inspect`: everything about an APK, AAB or IPA, by whomever it was made. */

import { issueInFile } from '../../../core/base/issue.ts';
import { inspectPackage } from '../../../core/packages/inspectPackage.ts';
import { storeReadiness } from '../../../core/packages/storeReadiness.ts';
import { type Command } from '../../grammar/command.ts';
import { inspectionDocument } from '../../report/inspectionDocument.ts';
import { writeInspection } from '../../report/inspectionText.ts';
import { shellWord } from '../../report/shellWord.ts';

export const packageInspect: Command = {
  path: ['package', 'inspect'],
  summary: 'Show what a package is, what it may do, and what a phone or a store would refuse',
  details: [
    'Any APK, Android app bundle or iOS package is read. Signatures are listed here; mdist package verify checks those of Android.',
    'Of an iOS package the profile, the certificate and the entitlements are shown; whether its seal holds is not checked yet.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk, .aab or .ipa file' }],
  options: {},
  examples: ['mdist package inspect app-release.apk', 'mdist package inspect app-release.aab --json', 'mdist package inspect Hello.ipa'],
  run: async (input, { ports, signal }) => {
    const path = input.operandPath(0);
    const now = ports.clock.now();
    const source = await ports.files.openFile(path);
    try {
      const { inspection, issues } = await inspectPackage(source, { now, trusted: ports.trustedRoots ?? [], signal });
      const refusals = inspection ? storeReadiness(inspection, { today: now }) : [];
      const all = [...issues, ...refusals].map((issue) => issueInFile(issue, path));
      return {
        document: inspection ? inspectionDocument(path, inspection) : { path, format: null },
        issues: all,
        write: (page) => {
          if (inspection) writeInspection(page, path, inspection);
        },
        // What a store refuses is told and is no failure of looking; only what is no package at all is.
        exitCode: inspection ? 0 : 1,
        next: inspection?.format === 'ipa' ? [] : [`mdist package verify ${shellWord(path)}`],
      };
    } finally {
      await source.close();
    }
  },
};
