/**
 * One signer of a v2 or v3 block. Both schemes have the same stones, and v3 adds a range of platforms:
 *
 *     signer:      prefixed signed data · [v3: u32 minSdk · u32 maxSdk] · prefixed signatures · prefixed public key
 *     signatures:  prefixed (u32 algorithm id · prefixed signature) …
 *     signed data: prefixed digests · prefixed certificates · [v3: u32 minSdk · u32 maxSdk] · prefixed attributes
 *     digests:     prefixed (u32 algorithm id · prefixed digest) …
 *     attributes:  prefixed (u32 id · value) …
 *
 * What the attributes mean is the business of each scheme.
 */

import { ByteReader, OutOfBytes } from '../../base/byteReader.ts';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { MalformedAsn1 } from '../../formats/asn1/malformedAsn1.ts';
import { parseCertificate, type Certificate } from '../../formats/x509/certificate.ts';
import { soundPublicKey } from '../soundPublicKey.ts';
import { readPrefixed, readPrefixedSequence } from './lengthPrefixed.ts';
import { sdkCinnamonBun } from './sdkVersions.ts';
import {
  chooseSignaturesToVerify,
  getClassicalAlgorithm,
  getSignatureAlgorithm,
  parsePublicKey,
  verifyWith,
  type ContentDigestAlgorithm,
  type KnownSignature,
} from './signatureAlgorithms.ts';

export type BlockScheme = 'v2' | 'v3' | 'v31' | 'v32';

export const schemeTitles: Readonly<Record<BlockScheme, string>> = { v2: 'v2', v3: 'v3', v31: 'v3.1', v32: 'v3.2' };

export interface SignerAttribute {
  readonly id: number;
  readonly value: Bytes;
}

export interface BlockSigner {
  /** From 1, as messages count. */
  readonly number: number;
  readonly minSdk: number;
  readonly maxSdk: number;
  readonly certificates: readonly [Certificate, ...Certificate[]];
  readonly digests: readonly { readonly algorithmId: number; readonly value: Bytes }[];
  readonly attributes: readonly SignerAttribute[];
  /** Of the signatures that were checked: the content must have these digests. */
  readonly contentDigests: readonly ContentDigestAlgorithm[];
  /** Signed with an algorithm that this runtime does not have: the signature itself was not checked. */
  readonly isUnchecked: boolean;
}

export interface SignerCheck {
  readonly minSdk: number;
  readonly maxSdk: number;
  /** Whether ML-DSA signatures are checked; of v3.2 alone. */
  readonly hasMlDsa?: boolean;
}

/** Stops the reading of a signer at its first error, as a platform does. */
class SignerRefused extends Error {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

function prefixOf(scheme: BlockScheme): `apk-${BlockScheme}-` {
  return `apk-${scheme}-`;
}

/** The issue codes that every block scheme has. */
type BlockCode =
  | 'signer-malformed'
  | 'no-signatures'
  | 'public-key-malformed'
  | 'public-key-mismatch'
  | 'no-certificates'
  | 'algorithms-differ';

function refuse(scheme: BlockScheme, code: BlockCode, signer: number): never {
  throw new SignerRefused(createIssue(`${prefixOf(scheme)}${code}`, { scheme: schemeTitles[scheme], signer }));
}

function refuseNumbered(
  scheme: BlockScheme,
  code: 'signature-malformed' | 'certificate-malformed' | 'digest-malformed' | 'attribute-malformed',
  signer: number,
  number: number,
): never {
  throw new SignerRefused(createIssue(`${prefixOf(scheme)}${code}`, { scheme: schemeTitles[scheme], signer, number }));
}

/** Reads the elements of a sequence; the first that cannot be read is reported by its number. */
function readElements<Element>(bytes: Bytes, read: (element: ByteReader) => Element, onMalformed: (number: number) => never): Element[] {
  const elements: Element[] = [];
  try {
    for (const element of readPrefixedSequence(bytes)) elements.push(read(new ByteReader(element)));
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
    onMalformed(elements.length + 1);
  }
  return elements;
}

export interface BlockSignerResult {
  readonly signer?: BlockSigner;
  readonly issues: readonly Issue[];
}

/**
 * Reads one signer and checks its signatures over its own signed data. Whether the content of the package has the digests
 * it names is checked later, once for all signers.
 */
export function inspectBlockSigner(scheme: BlockScheme, bytes: Bytes, number: number, range: SignerCheck): BlockSignerResult {
  const issues: Issue[] = [];
  try {
    return { signer: readSigner(scheme, bytes, number, range, issues), issues };
  } catch (error) {
    if (error instanceof SignerRefused) issues.push(error.issue);
    else if (error instanceof OutOfBytes)
      issues.push(createIssue(`${prefixOf(scheme)}signer-malformed`, { scheme: schemeTitles[scheme], signer: number }));
    else throw error;
    return { issues };
  }
}

function readSigner(scheme: BlockScheme, bytes: Bytes, number: number, range: SignerCheck, issues: Issue[]): BlockSigner {
  const title = schemeTitles[scheme];
  const reader = new ByteReader(bytes);
  const signedData = readPrefixed(reader);
  const isRanged = scheme !== 'v2';
  const { minSdk, maxSdk } = isRanged ? { minSdk: reader.i32(), maxSdk: reader.i32() } : range;
  if (scheme !== 'v2' && (minSdk < 0 || minSdk > maxSdk))
    issues.push(createIssue(`apk-${scheme}-sdk-range-invalid`, { scheme: title, signer: number, minSdk, maxSdk }));
  const signatureBytes = readPrefixed(reader);
  const publicKey = readPrefixed(reader);

  const signatureAlgorithms: number[] = [];
  const known: KnownSignature[] = [];
  const signatures = readElements(
    signatureBytes,
    (element) => ({ id: element.u32(), signature: readPrefixed(element) }),
    (at) => refuseNumbered(scheme, 'signature-malformed', number, at),
  );
  for (const { id, signature } of signatures) {
    signatureAlgorithms.push(id);
    const algorithm = scheme === 'v32' ? getSignatureAlgorithm(id) : getClassicalAlgorithm(id);
    if (algorithm) known.push({ algorithm, signature });
    else
      issues.push(
        createIssue(`${prefixOf(scheme)}signature-algorithm-unknown`, { scheme: title, signer: number, algorithm: `0x${id.toString(16)}` }),
      );
  }
  if (signatureAlgorithms.length === 0) refuse(scheme, 'no-signatures', number);

  // A v3.2 block is read from the platform that brought it on, whatever it says.
  const toVerify = chooseSignaturesToVerify(known, scheme === 'v32' ? Math.max(minSdk, sdkCinnamonBun) : minSdk, maxSdk);
  if (!toVerify)
    throw new SignerRefused(
      createIssue(`${prefixOf(scheme)}no-supported-signatures`, { scheme: title, signer: number, minSdk: Math.max(minSdk, 0) }),
    );
  let isUnchecked = false;
  for (const { algorithm, signature } of toVerify) {
    if (algorithm.keyType === 'ml-dsa' && range.hasMlDsa !== true) {
      isUnchecked = true;
      continue;
    }
    const key = parsePublicKey(algorithm, publicKey) ?? refuse(scheme, 'public-key-malformed', number);
    if (!verifyWith(algorithm, key, signedData, signature))
      throw new SignerRefused(
        createIssue(`${prefixOf(scheme)}signature-invalid`, { scheme: title, signer: number, algorithm: algorithm.name }),
      );
  }

  const signed = new ByteReader(signedData);
  const digestBytes = readPrefixed(signed);
  const certificateBytes = readPrefixed(signed);
  if (scheme !== 'v2') {
    const signedMinSdk = signed.i32();
    const signedMaxSdk = signed.i32();
    if (signedMinSdk !== minSdk || signedMaxSdk !== maxSdk)
      issues.push(
        createIssue(`apk-${scheme}-sdk-range-mismatch`, { scheme: title, signer: number, minSdk, maxSdk, signedMinSdk, signedMaxSdk }),
      );
  }
  const attributeBytes = readPrefixed(signed);

  const certificates = readCertificates(scheme, certificateBytes, number);
  if (!equalBytes(soundPublicKey(certificates[0]), publicKey)) refuse(scheme, 'public-key-mismatch', number);
  const digests = readElements(
    digestBytes,
    (element) => ({ algorithmId: element.u32(), value: readPrefixed(element) }),
    (at) => refuseNumbered(scheme, 'digest-malformed', number, at),
  );
  const isSameList =
    digests.length === signatureAlgorithms.length && digests.every(({ algorithmId }, index) => algorithmId === signatureAlgorithms[index]);
  if (!isSameList) refuse(scheme, 'algorithms-differ', number);
  const attributes = readElements(
    attributeBytes,
    (element) => ({ id: element.u32(), value: element.take(element.remaining) }),
    (at) => refuseNumbered(scheme, 'attribute-malformed', number, at),
  );
  const contentDigests = [...new Set(toVerify.map(({ algorithm }) => algorithm.contentDigest))];
  return { number, minSdk, maxSdk, certificates, digests, attributes, contentDigests, isUnchecked };
}

function readCertificates(scheme: BlockScheme, bytes: Bytes, number: number): readonly [Certificate, ...Certificate[]] {
  const certificates: Certificate[] = [];
  for (const der of readPrefixedSequence(bytes)) {
    try {
      certificates.push(parseCertificate(der));
    } catch (error) {
      if (!(error instanceof MalformedAsn1)) throw error;
      refuseNumbered(scheme, 'certificate-malformed', number, certificates.length + 1);
    }
  }
  const [first, ...others] = certificates;
  return first ? [first, ...others] : refuse(scheme, 'no-certificates', number);
}

/** The sequence of signers in a scheme's block, up to the first whose length is wrong. */
export function inspectBlockSigners(
  scheme: BlockScheme,
  block: Bytes,
  inspect: (bytes: Bytes, number: number) => BlockSignerResult,
): { readonly signers: readonly BlockSigner[]; readonly count: number; readonly issues: readonly Issue[] } {
  const title = schemeTitles[scheme];
  const issues: Issue[] = [];
  const signers: BlockSigner[] = [];
  let list: Bytes;
  try {
    list = readPrefixed(new ByteReader(block));
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
    return { signers, count: 0, issues: [createIssue(`${prefixOf(scheme)}signers-malformed`, { scheme: title })] };
  }
  if (list.length === 0) return { signers, count: 0, issues: [createIssue(`${prefixOf(scheme)}no-signers`, { scheme: title })] };
  let count = 0;
  try {
    for (const bytes of readPrefixedSequence(list)) {
      count++;
      // Each signer costs a signature check: an attacker's thousands are refused without looking.
      if (count > checkedSigners) continue;
      const result = inspect(bytes, count);
      issues.push(...result.issues);
      if (result.signer) signers.push(result.signer);
    }
  } catch (error) {
    if (!(error instanceof OutOfBytes)) throw error;
    issues.push(createIssue(`${prefixOf(scheme)}signer-malformed`, { scheme: title, signer: count + 1 }));
  }
  if (count > checkedSigners) issues.push(createIssue(`${prefixOf(scheme)}signers-malformed`, { scheme: title }));
  return { signers, count, issues };
}

const checkedSigners = 64;
