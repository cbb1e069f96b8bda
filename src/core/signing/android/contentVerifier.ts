/** Compares the content of an APK with the digests that its v2 and v3 signers name, all in one pass over the file. */

import { equalBytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { schemeTitles, type BlockScheme, type BlockSigner } from './blockSigner.ts';
import { computeContentDigests, type ContentDigestRequest } from './contentDigests.ts';
import { digestStrength, getSignatureAlgorithm, type ContentDigestAlgorithm } from './signatureAlgorithms.ts';

export interface SchemeSigners {
  readonly scheme: BlockScheme;
  readonly signers: readonly BlockSigner[];
}

export interface ContentVerification {
  /** In the order of the schemes; none when every digest fits. */
  readonly issues: readonly Issue[];
  readonly fileSha256?: string;
}

export async function verifyContent(
  request: Omit<ContentDigestRequest, 'algorithms'>,
  schemes: readonly SchemeSigners[],
): Promise<ContentVerification> {
  const algorithms = [...new Set(schemes.flatMap(({ signers }) => signers.flatMap((signer) => signer.contentDigests)))].sort(
    (a, b) => digestStrength[a] - digestStrength[b],
  );
  const { digests, ...file } = await computeContentDigests({ ...request, algorithms });
  const issues: Issue[] = [];
  for (const { scheme, signers } of schemes) {
    const checked = new Set(signers.flatMap((signer) => signer.contentDigests));
    for (const signer of signers) {
      const params = { scheme: schemeTitles[scheme], signer: signer.number };
      for (const [algorithm, expected] of expectedDigests(signer)) {
        if (!checked.has(algorithm)) continue;
        const actual = digests.get(algorithm);
        if (!actual) issues.push(createIssue(`apk-${scheme}-content-not-on-pages`, params));
        else if (!equalBytes(actual, expected)) issues.push(createIssue(`apk-${scheme}-content-changed`, { ...params, algorithm }));
      }
    }
  }
  return { issues, ...file };
}

function* expectedDigests(signer: BlockSigner): Generator<readonly [ContentDigestAlgorithm, Uint8Array]> {
  for (const { algorithmId, value } of signer.digests) {
    const algorithm = getSignatureAlgorithm(algorithmId);
    if (algorithm) yield [algorithm.contentDigest, value];
  }
}
