/** Whether Android packages can be signed with a key: RSA from 1024 bits and DSA (for apps of old), EC on the three NIST curves. */

import { createIssue, type Issue } from '../../base/issue.ts';
import { nameOfKey, type KeyDescription } from '../../formats/x509/publicKeyInfo.ts';

const curves: ReadonlySet<string | undefined> = new Set(['P-256', 'P-384', 'P-521']);

export function checkKeyFitness(alias: string, key: KeyDescription): readonly Issue[] {
  const isSized = key.algorithm === 'RSA' || key.algorithm === 'DSA';
  const isUsable = isSized || (key.algorithm === 'EC' && curves.has(key.curve));
  if (!isUsable) return [createIssue('keystore-key-algorithm-unusable', { alias, algorithm: nameOfKey(key) })];
  if (isSized && key.bits < 1024) return [createIssue('keystore-key-too-weak', { alias, bits: key.bits })];
  if (key.algorithm === 'DSA') return [createIssue('keystore-key-dsa', { alias, bits: key.bits })];
  return isSized && key.bits < 2048 ? [createIssue('keystore-key-weak', { alias, bits: key.bits })] : [];
}
