/** Opens a recovery file with its passphrase, or says why not. Never throws; what a file may cost is bounded. */

import { createDecipheriv } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type RecoveryContent, parseRecoveryContent } from './recoveryContent.ts';
import { encodeHeader, readRecoveryFile, type SealedRecovery, tagLength } from './recoveryFile.ts';
import { costOf, largestCost, recoveryKey } from './recoveryKey.ts';

export interface OpenedRecovery {
  readonly content?: RecoveryContent;
  readonly issues: readonly Issue[];
}

export async function openRecovery(bytes: Bytes, passphrase: Secret, mostCost = largestCost): Promise<OpenedRecovery> {
  const recovery = readRecoveryFile(bytes);
  if (!('sealed' in recovery)) return { issues: [recovery] };
  const { cost, salt } = recovery;
  if (cost.log2N < 1 || cost.log2N > 30 || cost.r < 1 || cost.p < 1) return { issues: [createIssue('recovery-damaged', {})] };
  if (costOf(cost) > mostCost) return { issues: [createIssue('recovery-too-costly', {})] };
  // scrypt refuses some pairs of N and r; no file of this product has them.
  const key = await recoveryKey(passphrase, salt, cost).catch(() => undefined);
  if (!key) return { issues: [createIssue('recovery-damaged', {})] };
  const plain = unseal(recovery, key);
  if (!plain) return { issues: [createIssue('recovery-passphrase-wrong', {})] };
  const content = parseRecoveryContent(plain);
  return content ? { content, issues: [] } : { issues: [createIssue('recovery-damaged', {})] };
}

/** `undefined` when the tag does not fit: another passphrase, or another file. */
function unseal({ cost, salt, nonce, sealed }: SealedRecovery, key: Bytes): Bytes | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(encodeHeader({ cost, salt, nonce }));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return concatBytes(decipher.update(sealed.subarray(0, sealed.length - tagLength)), decipher.final());
  } catch {
    return undefined;
  }
}
