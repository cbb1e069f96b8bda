/** `mdist package inspect`: everything about an APK, AAB or IPA, made by any tool; or what differs from another one. */

import { issueInFile } from '../../../core/base/issue.ts';
import { progressPart } from '../../../core/base/progress.ts';
import { comparePackages } from '../../../core/packages/comparison/comparePackages.ts';
import { describePackage, type DescribeRequest, type PackageDescription } from '../../../core/packages/describePackage.ts';
import { inspectionDocument } from '../../../core/packages/inspectionDocument.ts';
import { type IpaVerification } from '../../../core/packages/ipa/seal/verifyIpa.ts';
import { type PackageInspection } from '../../../core/packages/packageInspection.ts';
import { type CommandServices } from '../../commandServices.ts';
import { type Command, type CommandOutcome } from '../../grammar/command.ts';
import { differenceDocument } from '../../report/differenceDocument.ts';
import { writeDifference } from '../../report/differenceText.ts';
import { writeInspection } from '../../report/inspectionText.ts';
import { bundlesDocument } from '../../report/sealDocument.ts';
import { shellWord } from '../../report/shellWord.ts';

export const packageInspect: Command = {
  path: ['package', 'inspect'],
  summary: 'Show details and permissions of a package, and problems for phones and stores',
  details: [
    'Reads any APK, Android app bundle or iOS package. Lists signatures of Android packages; mdist package verify checks them.',
    'For iOS packages, checks the seal of every bundle, its entitlements against its profile, and which devices the profiles allow.',
    'With --compare, shows only the differences from the other package: details, permissions, signers, sizes by part, files.',
  ],
  operands: [{ name: 'FILE', says: 'The .apk, .aab or .ipa file' }],
  options: {
    'allow-file': {
      type: 'text',
      placeholder: 'PATH',
      isRepeatable: true,
      says: 'File in the package that may contain a secret: its path, or the end of it from a folder on',
    },
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
    const before = input.path('compare');
    if (before !== undefined) return compared(path, await inspectFile(path, services), before, await inspectFile(before, services));
    const checking = progressPart(services.report, 0, 1);
    const onProgress = (fraction: number): void => checking({ step: 'verifying', fraction });
    const { inspection, issues, seal } = await inspectFile(path, services, {
      seal: { onProgress },
      allowedEntries: input.textList('allow-file'),
    });
    return {
      document: inspection ? documentOf(path, inspection, seal) : { path, format: null },
      issues,
      write: (page) => {
        if (inspection) writeInspection(page, path, inspection, seal);
      },
      // What a store refuses is reported and is not a failure of looking; only what is not a package at all is.
      exitCode: inspection ? 0 : 1,
      next: inspection?.format === 'ipa' ? [] : [`mdist package verify ${shellWord(path)}`],
    };
  },
};

/** What the description says of a seal that is not checked there is known here. */
function documentOf(path: string, inspection: PackageInspection, seal: IpaVerification | undefined): Record<string, unknown> {
  const document = inspectionDocument(path, inspection);
  if (inspection.format !== 'ipa' || !seal) return document;
  return { ...document, signing: { ...inspection.signing, seal: seal.sealed ? 'valid' : 'invalid' }, seal: bundlesDocument(seal) };
}

async function inspectFile(
  path: string,
  { ports, signal }: CommandServices,
  more: Pick<DescribeRequest, 'seal' | 'allowedEntries'> = {},
): Promise<PackageDescription> {
  const now = ports.clock.now();
  const source = await ports.files.openFile(path);
  try {
    const described = await describePackage(source, { now, trusted: ports.trustedRoots ?? [], signal, ...more });
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
