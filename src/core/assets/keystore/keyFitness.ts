/** Whether Android packages can be signed with a key: RSA from 1024 bits (for apps of old), EC on the three NIST curves. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { nameOfKey, type KeyDescription } from '../../formats/x509/publicKeyInfo.ts';

const curves: ReadonlySet<string | undefined> = new Set(['P-256', 'P-384', 'P-521']);

export function checkKeyFitness(alias: string, key: KeyDescription): readonly Issue[] {
  const isUsable = key.algorithm === 'RSA' || (key.algorithm === 'EC' && curves.has(key.curve));
  if (!isUsable) return [createIssue('keystore-key-algorithm-unusable', { alias, algorithm: nameOfKey(key) })];
  if (key.algorithm !== 'RSA' || key.bits >= 2048) return [];
  return [createIssue(key.bits < 1024 ? 'keystore-key-too-weak' : 'keystore-key-weak', { alias, bits: key.bits })];
}
