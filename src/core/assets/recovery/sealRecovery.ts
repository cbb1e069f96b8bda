/** Seals a keystore and its passwords into one file that the recovery passphrase alone opens. */

import { createCipheriv } from 'node:crypto';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type Secret } from '../../base/secret.ts';
import { type Random } from '../../ports/random.ts';
import { encodeHeader, encodeRecoveryFile, type ScryptCost } from './recoveryFile.ts';
import { encodeRecoveryContent, type RecoveryContent } from './recoveryContent.ts';
import { recoveryKey, usualCost } from './recoveryKey.ts';

export interface SealOptions {
  readonly passphrase: Secret;
  readonly random: Random;
  /** For tests, which have no time. */
  readonly cost?: ScryptCost;
}

export async function sealRecovery(content: RecoveryContent, { passphrase, random, cost = usualCost }: SealOptions): Promise<Bytes> {
  const [salt, nonce] = [random.bytes(16), random.bytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await recoveryKey(passphrase, salt, cost), nonce);
  cipher.setAAD(encodeHeader({ cost, salt, nonce }));
  const sealed = concatBytes(cipher.update(encodeRecoveryContent(content)), cipher.final(), cipher.getAuthTag());
  return encodeRecoveryFile({ cost, salt, nonce, sealed }, content.createdAt);
}

const fewestCharacters = 12;

/** The file is in many places for many years, so its passphrase is held to more than a password. */
export function checkNewPassphrase(passphrase: Secret): readonly Issue[] {
  const { length } = Array.from(passphrase.reveal().normalize('NFC'));
  return length < fewestCharacters ? [createIssue('recovery-passphrase-short', { fewest: fewestCharacters })] : [];
}
