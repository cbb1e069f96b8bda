/**
 * The outside of a recovery file (docs/formats/recovery-file.md): PEM text, in it a header that says how the key is derived from the
 * passphrase, and the sealed content. What is sealed is `recoveryContent.ts`.
 *
 *   0  magic "MDRF"      4 bytes
 *   4  version           u8, 1
 *   5  log2 N            u8   scrypt (RFC 7914)
 *   6  r                 u8
 *   7  p                 u8
 *   8  salt              16 bytes
 *  24  nonce             12 bytes, of AES-256-GCM (NIST SP 800-38D)
 *  36  sealed content    to the last 16 bytes, which are the tag; the header is authenticated with it
 */

import { concatBytes, fromUtf8, latin1, startsWithBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { encodePem, parsePem } from '../../formats/pem/pem.ts';

export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

export interface SealedRecovery {
  readonly cost: ScryptCost;
  readonly salt: Bytes;
  readonly nonce: Bytes;
  /** Ciphertext and tag. */
  readonly sealed: Bytes;
}

const label = 'MOBILE DISTRIBUTION RECOVERY FILE';
const magic = latin1('MDRF');
const version = 1;
const headerLength = 36;
export const tagLength = 16;
export const largestRecoveryFile = 16 * 1024 * 1024;

export function encodeHeader({ cost, salt, nonce }: Omit<SealedRecovery, 'sealed'>): Bytes {
  return concatBytes(magic, Uint8Array.of(version, cost.log2N, cost.r, cost.p), salt, nonce);
}

export function encodeRecoveryFile(recovery: SealedRecovery, createdAt: Date): Bytes {
  const head = [
    `A keystore with its passwords, sealed on ${createdAt.toISOString().slice(0, 10)} by Mobile Distribution.`,
    'The recovery passphrase opens it: mdist keystore recover FILE --out KEYSTORE',
    'Sealed with scrypt and AES-256-GCM; the layout is described in docs/formats/recovery-file.md of the product.',
  ];
  return utf8(`${head.join('\n')}\n\n${encodePem(label, concatBytes(encodeHeader(recovery), recovery.sealed))}`);
}

/** Never throws. */
export function readRecoveryFile(bytes: Bytes): SealedRecovery | Issue {
  if (bytes.length > largestRecoveryFile) return createIssue('recovery-not-a-recovery-file', {});
  const block = parsePem(fromUtf8(bytes)).find((candidate) => candidate.label === label)?.bytes;
  if (!block) return createIssue('recovery-not-a-recovery-file', {});
  if (!startsWithBytes(block, magic) || block.length < headerLength + tagLength) return createIssue('recovery-damaged', {});
  const [found = 0, log2N = 0, r = 0, p = 0] = block.subarray(4, 8);
  if (found !== version) return createIssue('recovery-version-unknown', { version: found });
  return { cost: { log2N, r, p }, salt: block.subarray(8, 24), nonce: block.subarray(24, 36), sealed: block.subarray(headerLength) };
}
