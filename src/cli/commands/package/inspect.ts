/** `mdist package inspect`: everything about an APK, AAB or IPA, by whomever it was made; or what differs from another one. */

import { issueInFile } from '../../../core/base/issue.ts';
import { comparePackages } from '../../../core/packages/comparison/comparePackages.ts';
import { describePackage, type PackageDescription } from '../../../core/packages/describePackage.ts';
import { inspectionDocument } from '../../../core/packages/inspectionDocument.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type Command, type CommandOutcome } from '../../grammar/command.ts';
import { differenceDocument } from '../../report/differenceDocument.ts';
import { writeDifference } from '../../report/differenceText.ts';
import { writeInspection } from '../../report/inspectionText.ts';
import { shellWord } from '../../report/shellWord.ts';

export const packageInspect: Command = {
  path: ['package', 'inspect'],
  summary: 'Show details and permissions of a package, and problems for phones and stores',
  details: [
    'Reads any APK, Android app bundle or iOS package. Lists signatures; mdist package verify checks them.',
    'For iOS packages, shows the profile, certificate and entitlements; mdist package verify checks the seal.',
    'With --compare, shows only the differences from the other package: details, permissions, signers, sizes by part, files.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk, .aab or .ipa file' }],
  options: {
    compare: { type: 'path', placeholder: 'OTHER', says: 'The package to compare with, such as the previous release' },
  },
  examples: [
    'mdist package inspect app-release.apk',
    'mdist package inspect app-release.aab --json',
    'mdist package inspect Hello.ipa',
    'mdist package inspect hello-1.5.apk --compare hello-1.4.apk',
  ],
  run: async (input, services) => {
    const path = input.operandPath(0);
    const inspected = await inspectFile(path, services);
    const before = input.path('compare');
    if (before !== undefined) return compared(path, inspected, before, await inspectFile(before, services));
    const { inspection, issues } = inspected;
    return {
      document: inspection ? inspectionDocument(path, inspection) : { path, format: null },
      issues,
      write: (page) => {
        if (inspection) writeInspection(page, path, inspection);
      },
      // What a store refuses is told and is no failure of looking; only what is no package at all is.
      exitCode: inspection ? 0 : 1,
      next: inspection?.format === 'ipa' ? [] : [`mdist package verify ${shellWord(path)}`],
    };
  },
};

async function inspectFile(path: string, { ports, signal }: CommandServices): Promise<PackageDescription> {
  const now = ports.clock.now();
  const source = await ports.files.openFile(path);
  try {
    const described = await describePackage(source, { now, trusted: ports.trustedRoots ?? [], signal });
    return { ...described, issues: described.issues.map((issue) => issueInFile(issue, path)) };
  } finally {
    await source.close();
  }
}

function compared(afterPath: string, after: PackageDescription, beforePath: string, before: PackageDescription): CommandOutcome {
  if (!after.inspection || !after.archive || !before.inspection || !before.archive) {
    // Only what keeps them from being compared: what phones refuse in either was not asked.
    const issues = [...(after.inspection ? [] : after.issues), ...(before.inspection ? [] : before.issues)];
    return { document: { path: afterPath, before: { path: beforePath }, difference: null }, issues, write: () => {}, exitCode: 1 };
  }
  const one = { inspection: before.inspection, archive: before.archive };
  const two = { inspection: after.inspection, archive: after.archive };
  const difference = comparePackages(one, two);
  return {
    document: differenceDocument({ path: beforePath, ...one }, { path: afterPath, ...two }, difference),
    // What could not be read could not be compared.
    issues: [before, after].flatMap(({ isSound, issues }) => (isSound ? [] : issues.filter(({ severity }) => severity === 'error'))),
    exitCode: 0,
    write: (page) => writeDifference(page, { before: beforePath, after: afterPath }, difference),
  };
}
