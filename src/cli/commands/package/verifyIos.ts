/** The part of `mdist package verify` for iOS: whether the seal of every bundle is whole, and whether devices accept who signed it. */

import { readCertificateFile, largestCertificateFile } from '../../../core/assets/certificate/readCertificateFile.ts';
import { dayOf } from '../../../core/assets/validity.ts';
import { hasErrors, issueInFile, type Issue } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { type ByteSource } from '../../../core/base/byteSource.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { progressPart } from '../../../core/base/progress.ts';
import { type ZipArchive } from '../../../core/formats/zip/zipEntry.ts';
import { type Certificate } from '../../../core/formats/x509/certificate.ts';
import { verifyIpa } from '../../../core/packages/ipa/seal/verifyIpa.ts';
import { type CommandOutcome } from '../../grammar/command.ts';
import { type CommandInput } from '../../grammar/commandInput.ts';
import { type OptionSpec } from '../../grammar/optionSpec.ts';
import { sealDocument } from '../../report/sealDocument.ts';
import { shellWord } from '../../report/shellWord.ts';
import { type CommandServices } from '../../commandServices.ts';

export const iosVerifyOptions = {
  'trusted-root': {
    type: 'path',
    placeholder: 'PEM',
    isRepeatable: true,
    says: 'iOS: certificate of an authority to trust in addition to Apple',
  },
  device: { type: 'text', placeholder: 'UDID', says: 'iOS: check that this device can install the package' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export interface IosPackage {
  readonly path: string;
  readonly source: ByteSource;
  readonly archive: ZipArchive;
  /** Of the archive. */
  readonly issues: readonly Issue[];
}

export async function verifyForIos(
  { path, source, archive, issues }: IosPackage,
  input: CommandInput,
  services: CommandServices,
): Promise<CommandOutcome> {
  const { ports, signal, report } = services;
  const trusted = [...(ports.trustedRoots ?? []), ...(await readRoots(input.pathList('trusted-root'), services))];
  const verifying = progressPart(report, 0, 1);
  const verification = await verifyIpa(source, archive, {
    now: ports.clock.now(),
    trusted,
    device: input.text('device'),
    archiveIssues: issues,
    signal,
    onProgress: (fraction) => verifying({ step: 'verifying', fraction }),
  });
  const { verified, sealed, signers, profile } = verification;
  return {
    document: { path, format: 'ipa', ...sealDocument(verification) },
    issues: verification.issues.map((issue) => issueInFile(issue, path)),
    write: (page) => {
      page.line(verdict(verified, sealed), verified ? 'green' : 'red');
      page.facts([
        ['File', path],
        ...signers.flatMap(({ subject, sha256 }): [string, string][] => [
          ['Signer', subject],
          ['SHA-256', fingerprintText(sha256)],
        ]),
        ['Profile', profile?.name],
        ['Kind', profile?.kind],
        ['Expires', profile?.expiresAt && dayOf(profile.expiresAt)],
      ]);
    },
    exitCode: verified ? 0 : 1,
    next: [`mdist package inspect ${shellWord(path)}`],
  };
}

function verdict(verified: boolean, sealed: boolean): string {
  if (verified) return 'Signatures valid.';
  return sealed ? 'The seal is valid, but devices refuse the package.' : 'The seal is invalid.';
}

async function readRoots(paths: readonly string[], { ports }: CommandServices): Promise<readonly Certificate[]> {
  const roots: Certificate[] = [];
  for (const path of paths) {
    const { identities, issues } = await readCertificateFile(await ports.files.readFile(path, { maxBytes: largestCertificateFile }));
    if (identities.length === 0 && hasErrors(issues)) throw issuesFound(issues.map((issue) => issueInFile(issue, path)));
    roots.push(...identities.flatMap(({ certificate, issuers }) => [certificate, ...issuers]));
  }
  return roots;
}
