/**
 * Checks an APK Signature Scheme v2 block (https://source.android.com/docs/security/features/apksigning/v2,
 * "Verification"): signatures, certificates and the protection against removal of newer schemes. The content digests are
 * compared by `contentVerifier.ts`.
 */

import { type Bytes } from '../../../base/bytes.ts';
import { createIssue, type Issue } from '../../../base/issue.ts';
import { inspectBlockSigner, inspectBlockSigners, type BlockSigner, type BlockSignerResult } from '../blockSigner.ts';
import { readI32 } from '../lengthPrefixed.ts';
import { maxSigners, strippingProtectionAttributeId } from './constants.ts';

export interface V2Request {
  readonly block: Bytes;
  readonly minSdk: number;
  readonly maxSdk: number;
  /** Ids of the schemes that the platforms of the range know. */
  readonly knownSchemes: ReadonlySet<number>;
  /** Ids of the newer schemes that are there. */
  readonly foundSchemes: ReadonlySet<number>;
}

export function inspectV2Block(request: V2Request): { readonly signers: readonly BlockSigner[]; readonly issues: readonly Issue[] } {
  const { signers, count, issues } = inspectBlockSigners('v2', request.block, (bytes, number) => inspectSigner(bytes, number, request));
  if (count <= maxSigners) return { signers, issues };
  return { signers, issues: [...issues, createIssue('apk-v2-too-many-signers', { count, limit: maxSigners })] };
}

function inspectSigner(bytes: Bytes, number: number, request: V2Request): BlockSignerResult {
  const result = inspectBlockSigner('v2', bytes, number, request);
  if (!result.signer) return result;
  const issues = [...result.issues];
  const expected = new Set<number>();
  for (const [index, { id, value }] of result.signer.attributes.entries()) {
    if (id !== strippingProtectionAttributeId) {
      issues.push(createIssue('apk-v2-attribute-unknown', { scheme: 'v2', signer: number, attribute: `0x${id.toString(16)}` }));
      continue;
    }
    const scheme = readI32(value);
    if (scheme === undefined) {
      issues.push(createIssue('apk-v2-attribute-malformed', { scheme: 'v2', signer: number, number: index + 1 }));
      return { signer: result.signer, issues };
    }
    if (request.knownSchemes.has(scheme)) expected.add(scheme);
    else issues.push(createIssue('apk-v2-scheme-unknown', { signer: number, unknown: scheme }));
  }
  for (const missing of expected) {
    if (!request.foundSchemes.has(missing)) issues.push(createIssue('apk-v2-newer-signature-stripped', { signer: number, missing }));
  }
  return { signer: result.signer, issues };
}
